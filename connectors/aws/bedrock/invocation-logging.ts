/**
 * Bedrock model invocation logging: one setting per account and region, on or off. AWS gives it no ARN; the id is ours:
 * `arn:<partition>:bedrock:<region>:<account>:model-invocation-logging`.
 */
import { z } from 'zod';
import { logsTo, runsAs } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { logGroupArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, text, texts } from '#graph/schema/fields.ts';

const bucket = z.object({ bucketName: z.string(), keyPrefix: z.string().optional() });
const config = z.object({
  s3Config: bucket.optional(),
  cloudWatchConfig: z
    .object({ logGroupName: z.string(), roleArn: z.string(), largeDataDeliveryS3Config: bucket.optional() })
    .optional(),
  textDataDeliveryEnabled: z.boolean().optional(),
  imageDataDeliveryEnabled: z.boolean().optional(),
  embeddingDataDeliveryEnabled: z.boolean().optional(),
  videoDataDeliveryEnabled: z.boolean().optional(),
  audioDataDeliveryEnabled: z.boolean().optional(),
});

/** The kinds of data that are logged. */
const delivered = (c: z.output<typeof config>): readonly string[] =>
  Object.entries({
    text: c.textDataDeliveryEnabled,
    image: c.imageDataDeliveryEnabled,
    embedding: c.embeddingDataDeliveryEnabled,
    video: c.videoDataDeliveryEnabled,
    audio: c.audioDataDeliveryEnabled,
  }).flatMap(([name, on]) => (on === true ? [name] : []));

const address = (b: z.output<typeof bucket> | undefined): string | undefined =>
  b === undefined ? undefined : `s3://${b.bucketName}/${b.keyPrefix ?? ''}`;

/**
 * Whether what models are asked and answer is kept somewhere: a place to deliver to alone keeps nothing. Unknown where
 * AWS does not say whether text is delivered.
 * Source: Bedrock API Reference, LoggingConfig.
 */
const keepsText = (c: z.output<typeof config> | undefined): boolean | null =>
  c?.s3Config === undefined && c?.cloudWatchConfig === undefined
    ? false
    : (c.textDataDeliveryEnabled ?? null);

export default defineKind({
  kind: 'AwsBedrockInvocationLogging',
  title: 'Bedrock model invocation logging',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['AiLogging'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'bedrock:PutModelInvocationLoggingConfiguration',
      'bedrock:DeleteModelInvocationLoggingConfiguration',
    ],
  },
  // Its actions know no resource.
  resources: () => ['*'],
}).list({
  operation: 'bedrock:GetModelInvocationLoggingConfiguration',
  items: '',
  item: z.object({ loggingConfig: config.optional() }),
  id: (_l, at) => regionalArn(at, 'bedrock', 'model-invocation-logging'),
  name: () => 'model invocation logging',
  gives: {
    enabled: bool('loggingConfig.textDataDeliveryEnabled'),
    delivers: texts('loggingConfig.textDataDeliveryEnabled'),
    toS3: bool('loggingConfig.s3Config'),
    toCloudWatch: bool('loggingConfig.cloudWatchConfig'),
    logGroup: text('loggingConfig.cloudWatchConfig.logGroupName'),
  },
  props: ({ loggingConfig: c }) => ({
    enabled: keepsText(c),
    delivers: c === undefined ? [] : delivered(c),
    toS3: c?.s3Config !== undefined,
    toCloudWatch: c?.cloudWatchConfig !== undefined,
    logGroup: c?.cloudWatchConfig?.logGroupName ?? 'none',
  }),
  edgeTypes: ['LOGS_TO', 'RUNS_AS'],
  edges: ({ loggingConfig: c }, at) => {
    const group = c?.cloudWatchConfig;
    return [
      ...logsTo(at, address(c?.s3Config), 's3'),
      ...(group === undefined
        ? []
        : [
            {
              type: 'LOGS_TO' as const,
              to: logGroupArn(at, group.logGroupName),
              as: 'LogStore',
              key: 'cloudwatch',
            },
            ...runsAs(group.roleArn, 'cloudwatch'),
            ...logsTo(at, address(group.largeDataDeliveryS3Config), 'cloudwatch-large-data'),
          ]),
    ];
  },
});
