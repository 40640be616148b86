import { expect, test } from 'vitest';
import accessKeyKind from '#connectors/aws/iam/access-key.ts';
import oidcKind from '#connectors/aws/iam/oidc-provider.ts';
import samlKind from '#connectors/aws/iam/saml-provider.ts';
import serviceCredentialKind from '#connectors/aws/iam/service-credential.ts';
import userKind from '#connectors/aws/iam/user.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { checkEstate } from '#connectors/standin/aws/check.ts';
import { fixture } from '#connectors/standin/estate.ts';
import { NEVER } from '#graph/schema/fields.ts';
import {
  accessKey,
  accessKeyId,
  oidcArn,
  oidcProvider,
  samlArn,
  samlProvider,
  serviceCredential,
} from './credentials.ts';
import { user } from './iam.ts';

const account = '111122223333';
const estate = fixture({
  account,
  region: 'eu-west-1',
  pieces: [
    user(account, 'ada'),
    user(account, 'ci'),
    accessKey(account, 'ada'),
    accessKey(account, 'ada', {
      nth: 2,
      used: { at: '2026-02-03T04:05:00.000Z', service: 's3', region: 'eu-west-1' },
    }),
    serviceCredential(account, 'ada'),
    serviceCredential(account, 'ci', {
      service: 'codecommit.amazonaws.com',
      expires: '2026-06-01T00:00:00.000Z',
    }),
    oidcProvider(account, 'token.actions.githubusercontent.com', { ClientIDList: [] }),
    samlProvider(account, 'okta'),
  ],
});

test('credentials are what AWS could answer with', async () => {
  expect(await checkEstate(estate)).toEqual([]);
});

test('a user’s keys are two, of which one was used', async () => {
  const { rows } = await scanFixture(accessKeyKind, estate, { under: [userKind] });
  expect(rows.map((row) => [row.uid, row.props['lastUsedAt'], row.props['lastUsedService']])).toEqual([
    [accessKeyId(account, 'ada'), NEVER, 'none'],
    [accessKeyId(account, 'ada', 2), '2026-02-03T04:05:00.000Z', 's3'],
  ]);
  expect(edgesOf(rows[0])).toEqual([`HAS_CREDENTIAL <- arn:aws:iam::${account}:user/ada`]);
});

test('a user’s credential for a service is an API key of Bedrock unless it is said otherwise', async () => {
  const { rows } = await scanFixture(serviceCredentialKind, estate, { under: [userKind] });
  expect(rows.map((row) => [row.props['service'], row.props['isAiKey'], row.props['expiresAt']])).toEqual([
    ['bedrock.amazonaws.com', true, NEVER],
    ['codecommit.amazonaws.com', false, '2026-06-01T00:00:00.000Z'],
  ]);
});

test('providers have the ids under which trust policies name them', async () => {
  const [github] = (await scanFixture(oidcKind, estate)).rows;
  expect(github).toMatchObject({
    id: oidcArn(account, 'token.actions.githubusercontent.com'),
    props: { clientIds: [], thumbprints: 1 },
  });
  expect((await scanFixture(samlKind, estate)).rows[0]?.id).toBe(samlArn(account, 'okta'));
});
