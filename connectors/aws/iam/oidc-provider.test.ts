import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import { namedPrincipal } from '#graph/schema/aws/principals.ts';
import pieces from './oidc-provider.fixture.ts';
import provider from './oidc-provider.ts';

const { rows } = await scanFixture(provider, pieces);
const [github, cluster] = rows;

test('a provider is read with whom it speaks for', () => {
  expect(github).toMatchObject({
    name: 'token.actions.githubusercontent.com',
    props: {
      url: 'token.actions.githubusercontent.com',
      clientIds: ['https://github.com/acme', 'sts.amazonaws.com'],
      thumbprints: 1,
      createdAt: '2024-05-06T07:08:09.000Z',
      tags: ['team=platform'],
    },
  });
});

test('its id is the one under which a trust policy names it', () => {
  const named = namedPrincipal('aws', {
    type: 'Federated',
    value: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
  });
  expect(named).toEqual({ id: github?.id, as: 'IdentityProvider' });
});

test('a provider without audiences, thumbprints and tags says so', () => {
  expect(cluster).toMatchObject({
    name: 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF',
    props: {
      url: 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF',
      clientIds: [],
      thumbprints: 0,
      tags: [],
    },
  });
});
