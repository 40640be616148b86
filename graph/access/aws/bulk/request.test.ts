import { expect, test } from 'vitest';
import { evaluateAll } from './index.ts';
import { requestedRegion } from './request.ts';

const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const all = { Effect: 'Allow', Action: '*', Resource: '*' };
const endpoint = (region: string | undefined) => ({
  id: `arn:aws:sagemaker:${region ?? 'eu-west-1'}:111111111111:endpoint/e`,
  arn: `arn:aws:sagemaker:${region ?? 'eu-west-1'}:111111111111:endpoint/e`,
  kind: 'AwsSageMakerEndpoint',
  account: '111111111111',
  container: 'one',
  region,
});

function invoke(scp: object, region: string | undefined) {
  const { sets } = evaluateAll({
    principals: [
      { id: 'arn:aws:iam::111111111111:role/r', identity: [{ name: 'all', policy: policy(all) }] },
    ],
    resources: [endpoint(region)],
    verbs: { AwsSageMakerEndpoint: [{ verb: 'INVOKE', action: 'sagemaker:InvokeEndpoint' }] },
    accounts: { '111111111111': { scps: [[policy(all, scp)]] } },
  });
  return sets.flatMap(({ grants }) => grants.map(({ state }) => state));
}

const elsewhere = {
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
};
test.each([
  ['leaves what lies in one of them', 'eu-west-1', ['yes']],
  ['shuts what lies elsewhere', 'us-east-1', []],
  ['leaves open what lies nobody knows where', undefined, ['conditional']],
])('an SCP that keeps an account to regions %s', (_title, region, expected) => {
  expect(invoke(elsewhere, region)).toEqual(expected);
});

test.each([
  ['without TLS', { Bool: { 'aws:SecureTransport': 'false' } }],
  ['with an old TLS', { NumericLessThan: { 's3:TlsVersion': '1.2' } }],
])('a denial of requests %s keeps nobody out', (_title, Condition) => {
  expect(invoke({ Effect: 'Deny', Action: '*', Resource: '*', Condition }, 'eu-west-1')).toEqual(['yes']);
});

test.each([
  ['aws', 'eu-west-1', 'eu-west-1'],
  ['aws', 'global', 'us-east-1'],
  ['aws-cn', 'global', 'cn-north-1'],
  ['aws-us-gov', 'global', 'us-gov-west-1'],
  ['aws', '', undefined],
  ['aws', undefined, undefined],
])('in %s, what lies in %s is asked in %s', (partition, region, expected) => {
  expect(requestedRegion(partition, region)).toBe(expected);
});
