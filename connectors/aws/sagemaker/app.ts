/**
 * SageMaker Studio app: a server that runs for a user profile or in a space. Its role is that of the profile or space,
 * which the reply does not name. Connecting to it is a right on the user profile (`CreatePresignedDomainUrl`).
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { sageMakerArn, sageMakerGone } from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, time } from '#graph/schema/fields.ts';

const item = z
  .object({
    DomainId: z.string(),
    UserProfileName: z.string().optional(),
    SpaceName: z.string().optional(),
    AppType: z.string(),
    AppName: z.string(),
    Status: z.string().optional(),
    CreationTime: z.string().optional(),
  })
  // The API reference has one of the two; without either there is nothing to ask for.
  .refine((a) => a.UserProfileName !== undefined || a.SpaceName !== undefined);
type App = z.output<typeof item>;

/** The profile or space that the app runs for. */
const whose = (a: App): string => a.SpaceName ?? a.UserProfileName ?? '';

const resourceSpec = z
  .object({
    SageMakerImageArn: z.string().optional(),
    SageMakerImageVersionArn: z.string().optional(),
    InstanceType: z.string().optional(),
    LifecycleConfigArn: z.string().optional(),
  })
  .optional();

/** The image without its version, as whoever may write it is asked for. The version is what counts where both are given. */
function imageOf(spec: z.output<typeof resourceSpec>): string | undefined {
  const image = spec?.SageMakerImageVersionArn?.replace(/:image-version\/([^/]+)\/\d+$/, ':image/$1');
  return image ?? spec?.SageMakerImageArn;
}

const startsWith = (script: string | undefined, key: string): Edge<'STARTS_WITH'>[] =>
  script === undefined || script === ''
    ? []
    : [{ type: 'STARTS_WITH', ...end(canonicalArn(script), 'LifecycleScript'), key }];

/** The domain, and the space or the profile that the app runs for. */
function homes(a: App, at: AwsPlace): Edge<'MEMBER_OF_WORKSPACE' | 'CONTAINS'>[] {
  const [type, as] = a.SpaceName === undefined ? ['user-profile', 'AiUserProfile'] : ['space', 'AiSpace'];
  return [
    {
      type: 'MEMBER_OF_WORKSPACE',
      ...end(regionalArn(at, 'sagemaker', `domain/${a.DomainId}`), 'AiWorkspace'),
    },
    {
      type: 'CONTAINS',
      ...end(sageMakerArn(at, type, `${a.DomainId}/${whose(a)}`), as),
      key: 'app',
      reverse: true,
    },
  ];
}

export default defineKind({
  kind: 'AwsSageMakerApp',
  title: 'SageMaker Studio app',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['AiApp', 'Compute'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: { MANAGE: ['sagemaker:CreateApp', 'sagemaker:DeleteApp'] },
})
  .list({
    operation: 'sagemaker:ListApps',
    input: () => ({ MaxResults: 100 }),
    items: 'Apps',
    item,
    // Shown for a day after it was shut down. Source: API reference, "DescribeApp" (CreationTime).
    where: (a) => a.Status !== 'Deleted',
    id: (a, at) => sageMakerArn(at, 'app', `${a.DomainId}/${whose(a)}/${a.AppType}/${a.AppName}`),
    uid: (a) => a.CreationTime ?? '',
    name: (a) => a.AppName,
    gives: {
      appType: oneOf('AppType', [
        'JupyterServer',
        'KernelGateway',
        'JupyterLab',
        'CodeEditor',
        'RStudioServerPro',
        'RSessionGateway',
        'TensorBoard',
        'DetailedProfiler',
        'Canvas',
      ]),
      status: oneOf('Status', ['InService', 'Pending', 'Deleting', 'Failed']),
      space: text('SpaceName'),
      userProfile: text('UserProfileName'),
      createdAt: time('CreationTime'),
    },
    props: (a) => ({
      appType: a.AppType,
      status: a.Status ?? null,
      space: a.SpaceName ?? 'none',
      userProfile: a.UserProfileName ?? 'none',
      createdAt: a.CreationTime ?? null,
    }),
    edgeTypes: ['MEMBER_OF_WORKSPACE', 'CONTAINS'],
    edges: homes,
  })
  .read('describe', {
    operation: 'sagemaker:DescribeApp',
    input: (a) => ({
      DomainId: a.DomainId,
      ...(a.SpaceName === undefined ? { UserProfileName: a.UserProfileName } : { SpaceName: a.SpaceName }),
      AppType: a.AppType,
      AppName: a.AppName,
    }),
    reply: z.object({
      AppArn: z.string().optional(),
      ResourceSpec: resourceSpec,
      BuiltInLifecycleConfigArn: z.string().optional(),
      RecoveryMode: z.boolean().optional(),
      EffectiveTrustedIdentityPropagationStatus: z.string().optional(),
    }),
    gone: sageMakerGone,
    aliases: (r) => (r.AppArn === undefined ? [] : [canonicalArn(r.AppArn)]),
    gives: {
      instanceType: text('ResourceSpec.InstanceType'),
      image: text('ResourceSpec.SageMakerImageVersionArn, ResourceSpec.SageMakerImageArn'),
      /** Started without its scripts and settings, to repair it. */
      recoveryMode: bool('RecoveryMode'),
      trustedIdentityPropagation: bool('EffectiveTrustedIdentityPropagationStatus'),
    },
    props: (r) => ({
      instanceType: r.ResourceSpec?.InstanceType ?? 'none',
      image: r.ResourceSpec?.SageMakerImageVersionArn ?? r.ResourceSpec?.SageMakerImageArn ?? 'none',
      recoveryMode: r.RecoveryMode ?? false,
      trustedIdentityPropagation: r.EffectiveTrustedIdentityPropagationStatus === 'ENABLED',
    }),
    edgeTypes: ['STARTS_WITH', 'RUNS_IMAGE'],
    edges: (r) => {
      const image = imageOf(r.ResourceSpec);
      return [
        ...startsWith(r.BuiltInLifecycleConfigArn, 'built-in'),
        ...startsWith(r.ResourceSpec?.LifecycleConfigArn, 'app'),
        ...(image === undefined
          ? []
          : [{ type: 'RUNS_IMAGE' as const, to: canonicalArn(image), as: 'ContainerImage' }]),
      ];
    },
  });
