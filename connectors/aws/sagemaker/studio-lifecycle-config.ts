/**
 * SageMaker Studio lifecycle configuration: a script that runs when an app starts. It cannot be changed, only replaced.
 * Source: SageMaker Developer Guide, "Lifecycle configurations within Amazon SageMaker Studio".
 */

import { z } from 'zod';
import { sageMakerGone } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { oneOf, text, texts, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsSageMakerStudioLifecycleConfig',
  title: 'SageMaker Studio lifecycle configuration',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['LifecycleScript'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: { MANAGE: ['sagemaker:CreateStudioLifecycleConfig', 'sagemaker:DeleteStudioLifecycleConfig'] },
  secretFields: ['StudioLifecycleConfigContent'],
})
  .list({
    operation: 'sagemaker:ListStudioLifecycleConfigs',
    input: () => ({ MaxResults: 100 }),
    items: 'StudioLifecycleConfigs',
    item: z.object({
      StudioLifecycleConfigArn: z.string(),
      StudioLifecycleConfigName: z.string(),
      StudioLifecycleConfigAppType: z.string().optional(),
      CreationTime: z.string().optional(),
    }),
    id: (c) => c.StudioLifecycleConfigArn,
    uid: (c) => c.CreationTime ?? '',
    name: (c) => c.StudioLifecycleConfigName,
    gives: {
      appType: oneOf('StudioLifecycleConfigAppType', [
        'JupyterServer',
        'KernelGateway',
        'JupyterLab',
        'CodeEditor',
      ]),
      /** Whichever app it is for: when that starts. */
      hooks: texts('StudioLifecycleConfigAppType'),
      createdAt: time('CreationTime'),
    },
    props: (c) => ({
      appType: c.StudioLifecycleConfigAppType ?? null,
      hooks: ['start'],
      createdAt: c.CreationTime ?? null,
    }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeStudioLifecycleConfig',
    input: (c) => ({ StudioLifecycleConfigName: c.StudioLifecycleConfigName }),
    // The content is a fingerprint by the time it is here: the script itself goes nowhere.
    reply: z.object({ StudioLifecycleConfigContent: z.string().optional() }),
    gone: sageMakerGone,
    gives: { contentFingerprint: text('StudioLifecycleConfigContent') },
    props: (r) => ({ contentFingerprint: r.StudioLifecycleConfigContent ?? 'none' }),
  });
