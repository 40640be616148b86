import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { json } from '#graph/schema/fields.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import { account, home, catalogue as kinds, openWorld, row, type Seen, type World } from './testing.ts';

const accountId = `arn:aws:account::${account}:account`;
const roleId = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const bucketId = 'arn:aws:s3:::data';

const catalogue: Catalogue = kinds.map((kind) =>
  kind.kind === 'AwsS3Bucket'
    ? {
        ...kind,
        verbs: { READ: ['s3:GetObject'] },
        reads: kind.reads.map((read) => ({ ...read, gives: { policy: json('Policy') } })),
      }
    : kind,
);

const reading = JSON.stringify([
  {
    name: 'read',
    document: JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    }),
  },
]);
const role = (name: string, props: AssetRow['props'] = {}): AssetRow =>
  row(roleId(name), {
    kind: 'AwsIamRole',
    props: { inlinePolicies: reading, attachedPolicies: [], boundary: 'none', trustPolicy: '{}', ...props },
  });
const roles = (...rows: readonly AssetRow[]): Seen => ({ kind: 'AwsIamRole', scope: home, rows });
const denied = (kind: string): Seen => ({ kind, scope: home, outcome: 'denied' });
const buckets = (more: Partial<AssetRow> = {}): Seen => ({
  kind: 'AwsS3Bucket',
  scope: home,
  rows: [
    row(bucketId, { kind: 'AwsS3Bucket', props: { policy: '{}', restrictPublicBuckets: false }, ...more }),
  ],
});
const settings: Seen = {
  kind: 'AwsAccount',
  scope: home,
  rows: [
    row(accountId, { kind: 'AwsAccount', props: { restrictPublicBuckets: false, organization: 'none' } }),
  ],
};

let world: World;
beforeEach(async () => {
  world = await openWorld({ catalogue });
});
afterEach(() => world.close());

/** Derived edges, with the name of a permission set left out; `~` before a stale one. */
const access = async (): Promise<readonly string[]> =>
  (await world.edges()).map((line) => line.replace(/permissions:[0-9a-f]+/, 'set'));
const unknown = async (id: string) => (await world.nodes()).get(id)?.props['accessUnknown'];
const both = [`${roleId('one')} HAS_PERMISSIONS set`, `set GRANTS ${bucketId}`];

it('gives who may do what, and that nothing of it is unknown', async () => {
  await world.scan([roles(role('one')), buckets(), settings]);
  expect(await access()).toEqual(both);
  expect(await unknown(roleId('one'))).toBe('none');
});

it('writes nothing where nothing has changed', async () => {
  const seen = [roles(role('one')), buckets(), settings];
  await world.scan(seen);
  expect((await world.scan(seen)).written).toEqual({ nodes: 0, edges: 0, gone: 0 });
});

it('keeps what it knew of identities that it may not list any more, as stale', async () => {
  await world.scan([roles(role('one')), buckets(), settings]);
  await world.scan([denied('AwsIamRole'), buckets(), settings]);
  expect(await access()).toEqual([`set GRANTS ${bucketId}`, `~${roleId('one')} HAS_PERMISSIONS set`]);
});

it('invents nothing where identities could never be listed', async () => {
  await world.scan([denied('AwsIamRole'), buckets(), settings]);
  expect(await access()).toEqual([]);
});

it('marks what leads to an asset that is stale', async () => {
  await world.scan([roles(role('one')), buckets(), settings]);
  await world.scan([roles(role('one')), denied('AwsS3Bucket'), settings]);
  expect(await access()).toEqual([`${roleId('one')} HAS_PERMISSIONS set`, `~set GRANTS ${bucketId}`]);
});

it('says of whom it became unknown, and takes back what they had', async () => {
  await world.scan([roles(role('one')), buckets(), settings]);
  await world.scan([
    roles(role('one', { inlinePolicies: null })),
    buckets({ props: { policy: null, restrictPublicBuckets: false }, unread: ['policy'] }),
    settings,
  ]);
  expect(await access()).toEqual([]);
  expect(await unknown(roleId('one'))).toBe('inline policies: could not be read');
  expect(await unknown(bucketId)).toBe('its policy could not be read');
});

it('takes the edges of a principal that is gone, and the set that nobody has any more', async () => {
  await world.scan([roles(role('one'), role('two')), buckets(), settings]);
  await world.scan([roles(role('two')), buckets(), settings]);
  expect(await access()).toEqual([`${roleId('two')} HAS_PERMISSIONS set`, both[1]]);
  await world.scan([roles(), buckets(), settings]);
  expect(await access()).toEqual([]);
  const sets = await world.store.read((graph) => graph.rows('MATCH (s:PermissionSet) RETURN s.id AS id'));
  expect(sets).toEqual([]);
});

it('tells of each edge what it follows from, and the oldest look at it', async () => {
  await world.scan([roles(role('one')), buckets(), settings]);
  const edges = await world.store.read((graph) =>
    graph.rows(
      'MATCH ()-[g:GRANTS]->() RETURN g.by AS by, g.inputs AS inputs, g.observedAt AS at, g.assumes AS assumes',
    ),
  );
  expect(edges).toEqual([
    { by: 'aws-access', inputs: [accountId, bucketId], at: '2026-01-02T00:00:00.000Z', assumes: [] },
  ]);
});
