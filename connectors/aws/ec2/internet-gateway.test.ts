import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './internet-gateway.fixture.ts';
import internetGateway from './internet-gateway.ts';

const { rows } = await scanFixture(internetGateway, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));

test('an attached gateway is in its network', () => {
  expect(row('1a')).toMatchObject({
    id: 'arn:aws:ec2:eu-west-1:111122223333:internet-gateway/igw-0000000000000001a',
    name: 'front',
    props: { attached: true, tags: ['Name=front'] },
  });
  expect(edgesOf(row('1a'))).toEqual([
    'IN_NETWORK -> arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0000000000000001a',
  ]);
});

test.each(['2b', '3c'])('%s, attached to nothing any more, is in none', (end) => {
  expect(row(end)?.props['attached']).toBe(false);
  expect(edgesOf(row(end))).toEqual([]);
});

test('one whose attachments EC2 does not tell is unreadable', () => {
  const item = { InternetGatewayId: 'igw-1', Tags: [] };
  expect(internetGateway.list.item.safeParse(item).success).toBe(false);
});
