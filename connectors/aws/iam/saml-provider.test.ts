import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import pieces from './saml-provider.fixture.ts';
import provider from './saml-provider.ts';

const { rows, calls } = await scanFixture(provider, pieces);

test('a provider is read with how long its metadata is good', () => {
  expect(rows).toMatchObject([
    {
      id: 'arn:aws:iam::111122223333:saml-provider/okta-sso',
      uid: '2024-05-06T07:08:09.000Z',
      name: 'okta-sso',
      props: { validUntil: '2124-05-06T07:08:09.000Z', createdAt: '2024-05-06T07:08:09.000Z' },
    },
    { name: 'forgotten', props: { validUntil: '2021-01-01T00:00:00.000Z' } },
  ]);
});

test('its metadata document is never asked for', () => {
  expect(calls.filter((call) => call.startsWith('iam:'))).toEqual(['iam:ListSAMLProviders']);
});
