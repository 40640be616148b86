import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './scp.fixture.ts';
import scp from './scp.ts';

const { rows } = await scanFixture(scp, pieces);
const [full, deny, unused] = rows;

test('a policy is read with its document, and who wrote it', () => {
  expect(deny).toMatchObject({
    id: 'arn:aws:organizations::111122223333:policy/o-fixture000/service_control_policy/p-noai0001',
    uid: 'p-noai0001',
    props: {
      awsManaged: false,
      description: 'About No AI',
      document:
        '{"Statement":[{"Action":"bedrock:*","Effect":"Deny","Resource":"*"}],"Version":"2012-10-17"}',
      attachments: 2,
    },
  });
  expect(full?.props).toMatchObject({ awsManaged: true, attachments: 1 });
});

test('targets have the policy under the ids that they themselves have', () => {
  expect(edgesOf(full)).toEqual([
    'HAS_POLICY <- arn:aws:organizations::111122223333:root/o-fixture000/r-ab12',
  ]);
  expect(edgesOf(deny)).toEqual([
    'HAS_POLICY <- arn:aws:account::444455556666:account',
    'HAS_POLICY <- arn:aws:organizations::111122223333:ou/o-fixture000/ou-ab12-sandbox1',
  ]);
  expect(deny?.edges.map((e) => e.as)).toContain('AwsAccount');
});

test('a policy that is attached to nothing says so', () => {
  expect(unused?.props['attachments']).toBe(0);
  expect(edgesOf(unused)).toEqual([]);
});

test('an account outside of any organisation has no policies, and one that may not ask has a gap', async () => {
  const told = async (code: string) => {
    const error = { code, message: 'You cannot ask.', status: 400 };
    const scanned = await scanFixture(scp, {
      ...pieces,
      pieces: [],
      defaults: [{ operation: 'organizations:ListPolicies', error }],
    });
    return scanned.coverage.find((c) => c.read === 'list')?.outcome;
  };
  expect(await told('AWSOrganizationsNotInUseException')).toBe('absent');
  expect(await told('AccessDeniedException')).toBe('denied');
  // No documented answer of the listing: nothing follows from it.
  expect(await told('PolicyTypeNotEnabledException')).toBe('unreadable');
});
