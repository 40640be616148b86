import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './endpoint.fixture.ts';
import endpoint from './endpoint.ts';

const { rows } = await scanFixture(endpoint, estate);
const [quiet, busy, bare] = rows;
const kms = 'arn:aws:kms:eu-west-1:111122223333';
const config = 'arn:aws:sagemaker:eu-west-1:111122223333:endpoint-config';

test('a capture that is switched off keeps nothing and leads nowhere', () => {
  expect(quiet?.props).toMatchObject({ keepsPayloads: false, captures: false, configName: 'Quiet-Config' });
  expect(edgesOf(quiet)).toEqual([`CONFIGURED_BY -> ${config}/quiet-config`]);
});

test('every variant, shadow, sink and pending configuration of an endpoint is an edge', () => {
  expect(busy?.id).toBe('arn:aws:sagemaker:eu-west-1:111122223333:endpoint/busy');
  expect(busy?.props).toMatchObject({
    keepsPayloads: true,
    samplingPercent: 100,
    variants: ['a', 'b'],
    shadowVariants: ['shadow'],
  });
  const ecr = 'arn:aws:ecr:eu-west-1:111122223333:repository/serving';
  expect(edgesOf(busy)).toEqual([
    `CONFIGURED_BY -> ${config}/busy-1`,
    `CONFIGURED_BY pending -> ${config}/busy-2`,
    `ENCRYPTED_WITH async-output -> ${kms}:key/11111111-2222-3333-4444-555555555555`,
    `ENCRYPTED_WITH data-capture -> ${kms}:alias/captures`,
    `RUNS_IMAGE a -> ${ecr}/llm`,
    'RUNS_IMAGE b -> oci://docker.io/vllm/vllm-openai',
    `RUNS_IMAGE shadow -> ${ecr}/next`,
    'STORES_TO async-failure -> arn:aws:s3:::answers',
    'STORES_TO async-output -> arn:aws:s3:::answers',
    'STORES_TO async-success-topic -> arn:aws:sns:eu-west-1:111122223333:answers',
    'STORES_TO data-capture -> arn:aws:s3:::captures',
  ]);
});

test('an endpoint without a configuration has values, not unknowns', () => {
  expect(bare?.props).toMatchObject({
    configName: 'none',
    pendingConfigName: 'none',
    images: [],
    asynchronous: false,
  });
  expect(bare?.edges).toEqual([]);
});
