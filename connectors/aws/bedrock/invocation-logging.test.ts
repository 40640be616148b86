import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './invocation-logging.fixture.ts';
import logging from './invocation-logging.ts';

const { account, region } = estate;
const setTo = (reply: Readonly<Record<string, unknown>>) => ({
  ...estate,
  pieces: [
    { account, region, answers: [{ operation: 'bedrock:GetModelInvocationLoggingConfiguration', reply }] },
  ],
});

test('each place that prompts are logged to is an edge, with its prefix', async () => {
  const { rows } = await scanFixture(logging, estate);
  const [on] = rows;
  expect(on?.id).toBe('arn:aws:bedrock:eu-west-1:111122223333:model-invocation-logging');
  expect(on?.props).toEqual({
    enabled: true,
    delivers: ['text', 'embedding'],
    toS3: true,
    toCloudWatch: true,
    logGroup: '/bedrock/prompts',
  });
  expect(edgesOf(on)).toEqual([
    'LOGS_TO cloudwatch -> arn:aws:logs:eu-west-1:111122223333:log-group:/bedrock/prompts',
    'LOGS_TO cloudwatch-large-data -> arn:aws:s3:::large-prompts',
    'LOGS_TO s3 -> arn:aws:s3:::prompts',
    'RUNS_AS cloudwatch -> arn:aws:iam::111122223333:role/BedrockLogs',
  ]);
  expect(on?.edges.find((edge) => edge.key === 's3')?.props).toEqual({ prefix: 'bedrock/' });
});

test.each([
  [{ textDataDeliveryEnabled: true, s3Config: { bucketName: 'prompts' } }, true],
  [
    { textDataDeliveryEnabled: false, imageDataDeliveryEnabled: true, s3Config: { bucketName: 'prompts' } },
    false,
  ],
  [{ textDataDeliveryEnabled: true }, false],
  [{ imageDataDeliveryEnabled: true, s3Config: { bucketName: 'prompts' } }, null],
])('of the configuration %j it is %s that text is delivered somewhere', async (loggingConfig, enabled) => {
  const { rows } = await scanFixture(logging, setTo({ loggingConfig }));
  expect(rows.map((row) => row.props['enabled'])).toEqual([enabled]);
  expect(rows.map((row) => row.props['toS3'])).toEqual(['s3Config' in loggingConfig]);
});

test('a region without a configuration has a setting that is off; a denial is unknown instead', async () => {
  const off = await scanFixture(logging, setTo({}));
  expect(off.rows.map((row) => [row.props['enabled'], row.edges])).toEqual([[false, []]]);
  const denied = await scanFixture(logging, estate, { faults: [{ fault: { type: 'deny' } }] });
  expect(denied.rows).toEqual([]);
  expect(denied.coverage.map((row) => row.outcome)).toEqual(['denied']);
});
