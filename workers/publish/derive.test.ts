import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AssetRow } from '#graph/schema/rows.ts';
import { account, edge, home, openWorld, row, type Seen, type World } from './testing.ts';

const accountId = `arn:aws:account::${account}:account`;
const openPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }],
});
const bucket = (more: Partial<AssetRow> = {}, props: AssetRow['props'] = {}): AssetRow =>
  row('arn:aws:s3:::b', {
    kind: 'AwsS3Bucket',
    name: 'b',
    props: {
      policy: openPolicy,
      policyIsPublic: true,
      aclGrants: '[]',
      aclOwner: 'o',
      objectOwnership: 'BucketOwnerEnforced',
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
      ...props,
    },
    ...more,
  });
const buckets = (one: AssetRow = bucket()): Seen => ({ kind: 'AwsS3Bucket', scope: home, rows: [one] });
const settings = (restrictPublicBuckets: boolean | null): Seen => ({
  kind: 'AwsAccount',
  scope: home,
  rows: [
    row(accountId, {
      kind: 'AwsAccount',
      props: { ignorePublicAcls: false, restrictPublicBuckets },
      unread: restrictPublicBuckets === null ? ['restrictPublicBuckets'] : [],
    }),
  ],
});

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());
const props = async () => (await world.nodes()).get('arn:aws:s3:::b')?.props;

it('gives what follows from what was seen', async () => {
  await world.scan([buckets(), settings(false)]);
  expect(await props()).toMatchObject({ publicRead: true, publicWrite: false });
});

it('is worked out anew for what did not change itself', async () => {
  await world.scan([buckets(), settings(false)]);
  const { written } = await world.scan([buckets(), settings(true)]);
  expect(written.nodes).toBe(2);
  expect(await props()).toMatchObject({ publicRead: false, firstSeen: '2026-01-02T00:00:00.000Z' });
});

it('is worked out anew for what changed itself, and for what this scan did not ask for', async () => {
  await world.scan([buckets(), settings(false)]);
  await world.scan([buckets(bucket({}, { restrictPublicBuckets: true })), settings(false)]);
  expect(await props()).toMatchObject({ publicRead: false });
  await world.scan([buckets(), settings(false)]);
  await world.scan([settings(true)]);
  expect(await props()).toMatchObject({ publicRead: false });
});

it('is unknown where an input could not be read, and no longer so when it can', async () => {
  await world.scan([buckets(), settings(false)]);
  await world.scan([buckets(), settings(null)]);
  expect(await props()).not.toHaveProperty('publicRead');
  await world.scan([buckets(), settings(false)]);
  expect(await props()).toMatchObject({ publicRead: true });
});

it('is unknown where an input is stale: what was is not what is', async () => {
  await world.scan([buckets(), settings(false)]);
  await world.scan([buckets(), { kind: 'AwsAccount', scope: home, outcome: 'denied' }]);
  expect(await props()).not.toHaveProperty('publicRead');
  expect(await props()).toMatchObject({ stale: false });
});

it('is left as it was on an asset that is stale itself', async () => {
  await world.scan([buckets(), settings(false)]);
  await world.scan([{ kind: 'AwsS3Bucket', scope: home, outcome: 'denied' }, settings(true)]);
  expect(await props()).toMatchObject({ stale: true, publicRead: true });
});

it('goes with the asset, and tells nothing of a stub', async () => {
  const points: Seen = {
    rows: [row('e', { edges: [edge('e', 'STORES_TO', 'arn:aws:s3:::b', { as: 'AwsS3Bucket' })] })],
  };
  await world.scan([points, buckets(), settings(false)]);
  await world.scan([points, { kind: 'AwsS3Bucket', scope: home }, settings(false)]);
  expect(await props()).toMatchObject({ seen: false });
  expect(await props()).not.toHaveProperty('publicRead');
});

it('writes nothing where nothing new follows', async () => {
  await world.scan([buckets(), settings(false)]);
  expect((await world.scan([buckets(), settings(false)])).written).toEqual({ nodes: 0, edges: 0, gone: 0 });
});
