/**
 * Lambda function. Never read by GetFunction, whose answer holds an address to download its code; an image's address
 * stands only there, so that it stays out.
 */
import { z } from 'zod';
import { encryptedWith, inGroups, inSubnets, keyHolder, runsAs } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { canonicalArn, functionArn, hostId, logGroupArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, oneOf, text, texts, whole } from '#graph/schema/fields.ts';
import { letsAnyoneIn } from './_open.ts';

const configuration = z.object({
  FunctionName: z.string(),
  FunctionArn: z.string(),
  Runtime: z.string().optional(),
  Role: z.string(),
  Handler: z.string().optional(),
  Timeout: z.int().optional(),
  MemorySize: z.int().optional(),
  LastModified: z.string(),
  CodeSha256: z.string().optional(),
  PackageType: z.string().default('Zip'),
  Architectures: z.array(z.string()).default([]),
  State: z.string().optional(),
  VpcConfig: z
    .object({
      SubnetIds: z.array(z.string()).default([]),
      SecurityGroupIds: z.array(z.string()).default([]),
      VpcId: z.string().optional(),
    })
    .default({ SubnetIds: [], SecurityGroupIds: [] }),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).optional(),
  // The map's values are replaced before they come here.
  Environment: z.object({ Variables: z.unknown().optional() }).optional(),
  KMSKeyArn: z.string().optional(),
  TracingConfig: z.object({ Mode: z.string().optional() }).optional(),
  Layers: z.array(z.object({ Arn: z.string() })).default([]),
  FileSystemConfigs: z.array(z.object({ Arn: z.string(), LocalMountPath: z.string() })).default([]),
  SigningProfileVersionArn: z.string().optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
});

/** One code for two things: the function is gone, and it has no policy. */
const gone = [{ code: 'ResourceNotFoundException', says: /function not found/i }];
const noPolicy = { code: 'ResourceNotFoundException', says: /^(?![\s\S]*function not found)/i };

/** Lambda writes an empty text where there is none. */
const given = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

export default defineKind({
  kind: 'AwsLambdaFunction',
  title: 'Lambda function',
  cloud: 'aws',
  service: 'lambda',
  concepts: ['Function', 'Compute'],
  scope: 'region',
  verbs: {
    READ: ['lambda:GetFunction'],
    INVOKE: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl', 'lambda:InvokeAsync'],
    // New code, or a layer or handler that runs instead of it.
    EXEC: ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'],
    MANAGE: [
      'lambda:AddPermission',
      'lambda:CreateFunctionUrlConfig',
      'lambda:DeleteFunction',
      'lambda:PublishVersion',
      'lambda:PutFunctionEventInvokeConfig',
      'lambda:RemovePermission',
      'lambda:UpdateAlias',
      'lambda:UpdateFunctionUrlConfig',
    ],
  },
  resources: (id) => [id, `${id}:*`],
  secretFields: ['Functions.Environment.Variables'],
})
  .list({
    operation: 'lambda:ListFunctions',
    input: () => ({ MaxItems: 50 }),
    items: 'Functions',
    item: configuration,
    id: (f) => functionArn(f.FunctionArn),
    name: (f) => f.FunctionName,
    gives: {
      runtime: text('Runtime'),
      packageType: oneOf('PackageType', ['Zip', 'Image']),
      handler: text('Handler'),
      architectures: texts('Architectures'),
      state: text('State'),
      timeoutSeconds: whole('Timeout'),
      memoryMegabytes: whole('MemorySize'),
      codeSha256: text('CodeSha256'),
      changedAt: text('LastModified'),
      hasEnvironment: bool('Environment'),
      environmentEncryption: oneOf('KMSKeyArn', ['provider', 'customer']),
      inVpc: bool('VpcConfig.VpcId'),
      tracing: oneOf('TracingConfig.Mode', ['PassThrough', 'Active']),
      deadLetterTarget: text('DeadLetterConfig.TargetArn'),
      signed: bool('SigningProfileVersionArn'),
      layers: texts('Layers.Arn'),
      fileSystems: texts('FileSystemConfigs.Arn'),
      logGroup: text('LoggingConfig.LogGroup'),
    },
    props: (f) => ({
      runtime: f.Runtime ?? 'none',
      packageType: f.PackageType,
      handler: given(f.Handler) ?? 'none',
      architectures: f.Architectures.toSorted(),
      // ListFunctions leaves the state out for what works.
      state: f.State ?? 'Active',
      timeoutSeconds: f.Timeout ?? 3,
      memoryMegabytes: f.MemorySize ?? 128,
      codeSha256: f.CodeSha256 ?? 'none',
      changedAt: f.LastModified,
      hasEnvironment: f.Environment?.Variables !== undefined,
      environmentEncryption: keyHolder(f.KMSKeyArn),
      inVpc: given(f.VpcConfig.VpcId) !== undefined,
      tracing: f.TracingConfig?.Mode ?? 'PassThrough',
      deadLetterTarget: given(f.DeadLetterConfig?.TargetArn) ?? 'none',
      signed: given(f.SigningProfileVersionArn) !== undefined,
      layers: f.Layers.map((l) => canonicalArn(l.Arn)),
      fileSystems: f.FileSystemConfigs.map((s) => canonicalArn(s.Arn)),
      logGroup: f.LoggingConfig?.LogGroup ?? `/aws/lambda/${f.FunctionName}`,
    }),
    edgeTypes: [
      'RUNS_AS',
      'ENCRYPTED_WITH',
      'IN_SUBNET',
      'HAS_SECURITY_GROUP',
      'IN_NETWORK',
      'LOADS',
      'STORES_TO',
      'FEEDS',
      'LOGS_TO',
    ],
    edges: (f, at) => {
      const vpc = given(f.VpcConfig.VpcId);
      const deadLetter = given(f.DeadLetterConfig?.TargetArn);
      const logGroup = f.LoggingConfig?.LogGroup ?? `/aws/lambda/${f.FunctionName}`;
      return [
        ...runsAs(f.Role),
        ...encryptedWith(at, given(f.KMSKeyArn)),
        ...inSubnets(at, f.VpcConfig.SubnetIds),
        ...inGroups(at, f.VpcConfig.SecurityGroupIds),
        ...(vpc === undefined
          ? []
          : [{ type: 'IN_NETWORK' as const, to: regionalArn(at, 'ec2', `vpc/${vpc}`), as: 'Network' }]),
        ...f.Layers.map((l) => ({
          type: 'LOADS' as const,
          to: canonicalArn(l.Arn),
          as: 'Package',
          key: 'layer',
        })),
        ...(deadLetter === undefined
          ? []
          : [{ type: 'STORES_TO' as const, to: canonicalArn(deadLetter), as: 'Stream', key: 'dead-letter' }]),
        ...f.FileSystemConfigs.map((s) => ({
          type: 'FEEDS' as const,
          to: canonicalArn(s.Arn),
          as: 'FileSystem',
          key: s.LocalMountPath,
          reverse: true as const,
        })),
        { type: 'LOGS_TO' as const, to: logGroupArn(at, logGroup), as: 'LogStore' },
      ];
    },
  })
  .read('policy', {
    operation: 'lambda:GetPolicy',
    input: (f) => ({ FunctionName: f.FunctionName }),
    reply: z.object({ Policy: policyText }),
    notConfigured: { codes: [noPolicy], reply: { Policy: NO_POLICY } },
    gone,
    gives: {
      policy: json('Policy'),
      hasPolicy: bool('Policy'),
      /** Anyone may call it by Lambda's API. */
      policyOpenToAnyone: bool('Policy'),
      /** Anyone may call a URL of it, if it has one that asks nobody to sign. */
      policyOpensUrlToAnyone: bool('Policy'),
    },
    props: (r) => ({
      policy: r.Policy,
      hasPolicy: r.Policy !== NO_POLICY,
      policyOpenToAnyone: letsAnyoneIn(r.Policy, 'api'),
      policyOpensUrlToAnyone: letsAnyoneIn(r.Policy, 'url'),
    }),
  })
  .read('urls', {
    operation: 'lambda:ListFunctionUrlConfigs',
    input: (f) => ({ FunctionName: f.FunctionName, MaxItems: 50 }),
    pages: 'FunctionUrlConfigs',
    reply: z.object({
      FunctionUrlConfigs: z.array(
        z.object({
          FunctionUrl: z.string(),
          FunctionArn: z.string(),
          AuthType: z.string(),
          InvokeMode: z.string().optional(),
          Cors: z
            .object({
              AllowOrigins: z.array(z.string()).default([]),
              AllowCredentials: z.boolean().default(false),
            })
            .optional(),
        }),
      ),
    }),
    gone,
    gives: {
      urls: texts('FunctionUrlConfigs.FunctionUrl'),
      urlAuth: texts('FunctionUrlConfigs.AuthType'),
      urlWithoutAuth: bool('FunctionUrlConfigs.AuthType'),
      /** Such a URL of an alias: what lets callers in there is the alias' own policy, which is not read. */
      aliasUrlWithoutAuth: bool('FunctionUrlConfigs.FunctionArn'),
      urlAllowsAnyOrigin: bool('FunctionUrlConfigs.Cors.AllowOrigins'),
    },
    props: ({ FunctionUrlConfigs: urls }) => ({
      urls: urls.map((u) => u.FunctionUrl).toSorted(),
      urlAuth: [...new Set(urls.map((u) => u.AuthType))].toSorted(),
      urlWithoutAuth: urls.some((u) => u.AuthType === 'NONE'),
      aliasUrlWithoutAuth: urls.some(
        (u) => u.AuthType === 'NONE' && canonicalArn(u.FunctionArn) !== functionArn(u.FunctionArn),
      ),
      urlAllowsAnyOrigin: urls.some((u) => u.Cors?.AllowOrigins.includes('*') === true),
    }),
    // A distribution names the function behind it by the host of its URL.
    aliases: ({ FunctionUrlConfigs: urls }) => urls.map((u) => hostId(u.FunctionUrl)),
  });
