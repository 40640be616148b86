import { expect, test } from 'vitest';
import { evaluateAll } from './index.ts';
import type { BulkInput } from './types.ts';

const id = (account: string) => `arn:aws:iam::${account}:role/r`;
const bucket = 'arn:aws:s3:::b';
const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const all = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });

/** What role of account 1 may do to a bucket of account 2 that is shared with an organisation. */
function shared(organizations: Readonly<Record<string, string | undefined>>, more: Partial<BulkInput> = {}) {
  const result = evaluateAll({
    principals: [{ id: id('111111111111'), identity: [{ name: 'all', policy: all }] }],
    resources: [
      {
        id: bucket,
        arn: bucket,
        kind: 'AwsS3Bucket',
        account: '222222222222',
        container: 'two',
        policy: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: `${bucket}/*`,
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
        }),
      },
    ],
    verbs: { AwsS3Bucket: [{ verb: 'READ', action: 's3:GetObject', under: '/*' }] },
    accounts: Object.fromEntries(
      Object.entries(organizations).map(([account, organization]) => [account, { organization }]),
    ),
    ...more,
  });
  return result.sets.flatMap(({ grants }) => grants.map(({ state }) => state));
}

test.each([
  ['a member of the organisation is let in', { '111111111111': 'o-ours' }, ['yes']],
  ['one of another organisation is not', { '111111111111': 'o-other' }, []],
  ['one of no organisation is not', { '111111111111': 'none' }, []],
  ['one of whom nobody knows hangs on it', {}, ['conditional']],
])('%s', (_title, organizations, expected) => {
  expect(shared(organizations)).toEqual(expected);
});

test.each([
  ['their own organisation', 'o-ours', ['yes']],
  ['any other', 'o-other', []],
])('an SCP may keep principals to things of %s', (_title, owner, expected) => {
  const keep = policy(
    { Effect: 'Allow', Action: '*', Resource: '*' },
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-ours' } },
    },
  );
  const accounts = {
    '111111111111': { organization: 'o-ours', scps: [[keep]] },
    '222222222222': { organization: owner },
  };
  expect(shared({}, { accounts })).toEqual(expected);
});
