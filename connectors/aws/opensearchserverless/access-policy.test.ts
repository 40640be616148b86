import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import pieces from './access-policy.fixture.ts';
import accessPolicy from './access-policy.ts';

const { rows } = await scanFixture(accessPolicy, pieces);
const [narrow, wide] = rows;

test('a policy is known by its name in the region, and by when it was made', () => {
  expect(narrow).toMatchObject({
    id: 'arn:aws:aoss:eu-west-1:111122223333:access-policy/data/bedrock-kb',
    uid: '2026-01-01T00:00:00.000Z',
    name: 'bedrock-kb',
    props: { description: 'made by Bedrock', updatedAt: '2026-01-02T00:00:00.000Z', grants: 1 },
  });
});

test('its document is kept as AWS gives it, with all that it says', () => {
  expect(JSON.parse(String(narrow?.props['document']))).toEqual([
    {
      Description: 'the knowledge base',
      Principal: ['arn:aws:iam::111122223333:role/kb'],
      Rules: [
        {
          ResourceType: 'index',
          Resource: ['index/bedrock-vectors/docs'],
          Permission: ['aoss:ReadDocument', 'aoss:WriteDocument'],
        },
        {
          ResourceType: 'collection',
          Resource: ['collection/bedrock-vectors'],
          Permission: ['aoss:DescribeCollectionItems'],
        },
      ],
    },
  ]);
});

test('whom it lets do what on what is told in sum', () => {
  expect(wide?.props).toMatchObject({
    description: '',
    grants: 2,
    principals: ['arn:aws:iam::111122223333:root', 'saml/111122223333/okta/group/everyone'],
    resources: ['collection/*', 'index/*/*'],
    permissions: ['aoss:*'],
  });
});
