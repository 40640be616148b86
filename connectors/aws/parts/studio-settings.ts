/** Settings of SageMaker Studio that a domain gives to all of its users and a profile to one. */
import { z } from 'zod';
import {
  encryptedWith,
  inGroups,
  loadsCode,
  runsAs,
  storesTo,
  usesSecret,
} from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, regionalArn } from '#graph/schema/aws/ids.ts';

const app = z
  .object({
    DefaultResourceSpec: z.object({ LifecycleConfigArn: z.string().optional() }).optional(),
    LifecycleConfigArns: z.array(z.string()).optional(),
    BuiltInLifecycleConfigArn: z.string().optional(),
    CodeRepositories: z.array(z.object({ RepositoryUrl: z.string() })).optional(),
  })
  .optional();
const mounted = z.object({ FileSystemId: z.string() }).optional();

export const studioSettings = z.object({
  ExecutionRole: z.string().optional(),
  SecurityGroups: z.array(z.string()).optional(),
  SharingSettings: z
    .object({
      NotebookOutputOption: z.string().optional(),
      S3OutputPath: z.string().optional(),
      S3KmsKeyId: z.string().optional(),
    })
    .optional(),
  JupyterServerAppSettings: app,
  KernelGatewayAppSettings: app,
  JupyterLabAppSettings: app,
  CodeEditorAppSettings: app,
  CanvasAppSettings: z
    .object({
      WorkspaceSettings: z
        .object({ S3ArtifactPath: z.string().optional(), S3KmsKeyId: z.string().optional() })
        .optional(),
      TimeSeriesForecastingSettings: z.object({ AmazonForecastRoleArn: z.string().optional() }).optional(),
      ModelRegisterSettings: z.object({ CrossAccountModelRegisterRoleArn: z.string().optional() }).optional(),
      GenerativeAiSettings: z.object({ AmazonBedrockRoleArn: z.string().optional() }).optional(),
      EmrServerlessSettings: z.object({ ExecutionRoleArn: z.string().optional() }).optional(),
      IdentityProviderOAuthSettings: z.array(z.object({ SecretArn: z.string().optional() })).optional(),
    })
    .optional(),
  CustomFileSystemConfigs: z
    .array(
      z.object({
        EFSFileSystemConfig: mounted,
        FSxLustreFileSystemConfig: mounted,
        S3FileSystemConfig: z.object({ S3Uri: z.string() }).optional(),
      }),
    )
    .optional(),
});
type StudioSettings = z.output<typeof studioSettings>;

export const studioEdgeTypes = [
  'RUNS_AS',
  'HAS_SECURITY_GROUP',
  'STORES_TO',
  'ENCRYPTED_WITH',
  'STARTS_WITH',
  'LOADS',
  'USES_SECRET',
] as const;

/** File systems by their bare id. */
export const fileSystem = (at: AwsPlace, service: 'elasticfilesystem' | 'fsx', id: string, key: string) =>
  ({
    type: 'STORES_TO',
    to: regionalArn(at, service, `file-system/${id}`),
    as: 'FileSystem',
    key,
  }) as const satisfies Edge;

/** What the settings bind; `whose` names them: `default`, `space`, or `''` for a profile's own. */
export function studioEdges(
  at: AwsPlace,
  s: StudioSettings | undefined,
  whose: string,
): Edge<(typeof studioEdgeTypes)[number]>[] {
  if (s === undefined) return [];
  const key = (what: string) => (whose === '' ? what : `${whose}:${what}`);
  const canvas = s.CanvasAppSettings;
  const apps = Object.entries({
    'jupyter-server': s.JupyterServerAppSettings,
    'kernel-gateway': s.KernelGatewayAppSettings,
    'jupyter-lab': s.JupyterLabAppSettings,
    'code-editor': s.CodeEditorAppSettings,
  });
  return [
    ...runsAs(s.ExecutionRole, whose),
    ...runsAs(canvas?.TimeSeriesForecastingSettings?.AmazonForecastRoleArn, key('canvas-forecast')),
    ...runsAs(canvas?.ModelRegisterSettings?.CrossAccountModelRegisterRoleArn, key('canvas-register')),
    ...runsAs(canvas?.GenerativeAiSettings?.AmazonBedrockRoleArn, key('canvas-bedrock')),
    ...runsAs(canvas?.EmrServerlessSettings?.ExecutionRoleArn, key('canvas-emr')),
    ...inGroups(at, s.SecurityGroups, whose),
    ...storesTo(at, s.SharingSettings?.S3OutputPath, key('shared-notebooks')),
    ...encryptedWith(at, s.SharingSettings?.S3KmsKeyId, key('shared-notebooks')),
    ...storesTo(at, canvas?.WorkspaceSettings?.S3ArtifactPath, key('canvas')),
    ...encryptedWith(at, canvas?.WorkspaceSettings?.S3KmsKeyId, key('canvas')),
    ...(canvas?.IdentityProviderOAuthSettings ?? []).flatMap((p) =>
      usesSecret(p.SecretArn, key('canvas-oauth')),
    ),
    ...apps.flatMap(([name, settings]) => [
      ...scriptsOf(settings).map((to) => ({
        type: 'STARTS_WITH' as const,
        to: canonicalArn(to),
        as: 'LifecycleScript',
        key: key(name),
      })),
      ...(settings?.CodeRepositories ?? []).flatMap((code) => loadsCode(at, code.RepositoryUrl, key(name))),
    ]),
    ...(s.CustomFileSystemConfigs ?? []).flatMap((config) => [
      ...(config.EFSFileSystemConfig === undefined
        ? []
        : [fileSystem(at, 'elasticfilesystem', config.EFSFileSystemConfig.FileSystemId, key('mount'))]),
      ...(config.FSxLustreFileSystemConfig === undefined
        ? []
        : [fileSystem(at, 'fsx', config.FSxLustreFileSystemConfig.FileSystemId, key('mount'))]),
      ...storesTo(at, config.S3FileSystemConfig?.S3Uri, key('mount')),
    ]),
  ];
}

const scriptsOf = (settings: z.output<typeof app>): readonly string[] => [
  ...new Set(
    [
      settings?.DefaultResourceSpec?.LifecycleConfigArn,
      settings?.BuiltInLifecycleConfigArn,
      ...(settings?.LifecycleConfigArns ?? []),
    ].filter((arn) => arn !== undefined),
  ),
];
