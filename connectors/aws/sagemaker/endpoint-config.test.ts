import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './endpoint-config.fixture.ts';
import endpointConfig from './endpoint-config.ts';

const { rows } = await scanFixture(endpointConfig, estate);
const [good, bad, serverless] = rows;
const model = 'arn:aws:sagemaker:eu-west-1:111122223333:model';
const key = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';

test('a configuration serves the model of every variant, shadows too, under the variant’s name', () => {
  expect(edgesOf(good)).toEqual([
    `ENCRYPTED_WITH volume -> ${key}`,
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-2',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Serving',
    `SERVES a -> ${model}/llm-a`,
    `SERVES b -> ${model}/llm-b`,
    `SERVES shadow -> ${model}/llm-next`,
  ]);
  expect(good?.props).toMatchObject({
    encryption: 'customer',
    captureEncryption: 'none',
    networkIsolated: true,
    inVpc: true,
    leastInstances: 2,
    variants: ['a', 'b', 'components'],
    shadowVariants: ['shadow'],
  });
});

test('capture is on where nothing says that it is off, and every place that data goes to or comes from is an edge', () => {
  expect(bad?.props).toMatchObject({
    encryption: 'provider',
    captures: true,
    captureModes: ['Input', 'Output'],
    captureEncryption: 'provider',
    leastInstances: 1,
    ssmAccess: true,
    coreDumps: true,
    inVpc: false,
  });
  expect(edgesOf(bad)).toEqual([
    `ENCRYPTED_WITH core-dump:only -> ${key}`,
    'FEEDS explainer-baseline <- arn:aws:s3:::baselines',
    `SERVES only -> ${model}/llm-a`,
    'STORES_TO async-output -> arn:aws:s3:::answers',
    'STORES_TO core-dump:only -> arn:aws:s3:::dumps',
    'STORES_TO data-capture -> arn:aws:s3:::captures',
  ]);
});

test('a pool serves its own model too, and a key of AWS is no key of the customer', () => {
  expect(serverless?.props).toMatchObject({
    serverless: true,
    leastInstances: 0,
    captures: false,
    encryption: 'provider',
  });
  expect(edgesOf(serverless)).toEqual([
    'ENCRYPTED_WITH volume -> arn:aws:kms:eu-west-1:111122223333:alias/aws/sagemaker',
    `SERVES pool -> ${model}/small`,
    `SERVES pool -> ${model}/small-g6`,
  ]);
});
