import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '#graph/schema/coverage.ts';
import { account, edge, home, openWorld, other, row, type Seen, type World } from './testing.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const props = async (id: string) => (await world.nodes()).get(id)?.props;
const assets = async () =>
  [...(await world.nodes()).values()].flatMap((n) => (n.labels.includes('Asset') ? [n.id] : [])).sort();

describe('what did not change', () => {
  it('is not written', async () => {
    const seen: Seen[] = [
      { rows: [row('a', { props: { n: 1 }, edges: [edge('a', 'STORES_TO', 'b')] })] },
      { kind: 'AwsS3Bucket', scope: home, rows: [row('b', { kind: 'AwsS3Bucket', aliases: ['b2'] })] },
    ];
    expect((await world.scan(seen)).written).toEqual({ nodes: 2, edges: 1, gone: 0 });
    expect((await world.scan(seen)).written).toEqual({ nodes: 0, edges: 0, gone: 0 });
  });
  it('is not written either when its edges come in another order', async () => {
    const [x, y] = [edge('a', 'STORES_TO', 'x'), edge('a', 'STORES_TO', 'y')];
    await world.scan([{ rows: [row('a', { edges: [x, y] })] }]);
    expect((await world.scan([{ rows: [row('a', { edges: [y, x] })] }])).written.nodes).toBe(0);
  });
  it('keeps its first time when it changes', async () => {
    await world.scan([{ rows: [row('a', { props: { n: 1 } })] }]);
    await world.scan([{ rows: [row('a', { props: { n: 2 } })] }]);
    expect(await props('a')).toMatchObject({
      n: 2,
      firstSeen: '2026-01-02T00:00:00.000Z',
      observedAt: '2026-01-03T00:00:00.000Z',
    });
  });
});

describe('where something lies', () => {
  const bucket = (region: string | undefined, n = 1): Seen => ({
    kind: 'AwsS3Bucket',
    scope: home,
    rows: [row('b', { kind: 'AwsS3Bucket', region, props: { n } })],
  });
  it('is the region that its row tells, and else that of its scope', async () => {
    await world.scan([bucket('eu-west-1'), { rows: [row('a')] }]);
    expect(await props('b')).toMatchObject({ region: 'eu-west-1', scope: `aws/${account}` });
    expect(await props('a')).toMatchObject({ region: 'eu-west-1' });
    await world.scan([bucket(undefined)]);
    expect(await props('b')).toMatchObject({ region: 'global' });
  });
  it('is kept while the listing fails', async () => {
    await world.scan([bucket('eu-west-1')]);
    await world.scan([{ kind: 'AwsS3Bucket', scope: home, outcome: 'denied' }]);
    expect(await props('b')).toMatchObject({ region: 'eu-west-1', stale: true });
  });
});

describe('a read that failed', () => {
  const good = row('a', { props: { on: true, n: 1 } });
  const bad = (n: number) => row('a', { props: { on: null, n }, unread: ['on'] });
  it('leaves its property unknown, and what was known beside it', async () => {
    await world.scan([{ rows: [good] }]);
    await world.scan([{ rows: [bad(1)] }]);
    expect(await props('a')).toMatchObject({ n: 1, stale: false, lastKnown: '{"on":true}' });
    expect(await props('a')).not.toHaveProperty('on');
  });
  it('keeps what was known when it fails again, and drops it when the read is good again', async () => {
    await world.scan([{ rows: [good] }]);
    await world.scan([{ rows: [bad(1)] }]);
    await world.scan([{ rows: [bad(2)] }]);
    expect(await props('a')).toMatchObject({ n: 2, lastKnown: '{"on":true}' });
    await world.scan([{ rows: [good] }]);
    expect(await props('a')).toMatchObject({ on: true, n: 1 });
    expect(await props('a')).not.toHaveProperty('lastKnown');
  });
  it('removes a property that is given no more', async () => {
    await world.scan([{ rows: [good] }]);
    await world.scan([{ rows: [row('a', { props: { n: 1 } })] }]);
    expect(await props('a')).not.toHaveProperty('on');
    expect(await props('a')).not.toHaveProperty('lastKnown');
  });
  it('keeps the edges of its types, stale, until they can be read again', async () => {
    const whole = row('a', { edges: [edge('a', 'STORES_TO', 'x'), edge('a', 'LOGS_TO', 'y')] });
    const part = (n: number) =>
      row('a', { props: { n }, incomplete: ['STORES_TO'], edges: [edge('a', 'LOGS_TO', 'y')] });
    await world.scan([{ rows: [whole] }]);
    await world.scan([{ rows: [part(1)] }]);
    expect(await world.edges()).toEqual(['a LOGS_TO y', '~a STORES_TO x']);
    expect(await props('a')).toMatchObject({ incomplete: ['STORES_TO'] });
    await world.scan([{ rows: [part(2)] }]);
    expect(await world.edges()).toEqual(['a LOGS_TO y', '~a STORES_TO x']);
    await world.scan([{ rows: [whole] }]);
    expect(await world.edges()).toEqual(['a LOGS_TO y', 'a STORES_TO x']);
    expect(await props('a')).toMatchObject({ incomplete: [] });
  });
  it('does not age an edge of its type that another read did show', async () => {
    await world.scan([
      { rows: [row('a', { edges: [edge('a', 'STORES_TO', 'x'), edge('a', 'STORES_TO', 'y')] })] },
    ]);
    await world.scan([
      { rows: [row('a', { incomplete: ['STORES_TO'], edges: [edge('a', 'STORES_TO', 'x')] })] },
    ]);
    expect(await world.edges()).toEqual(['a STORES_TO x', '~a STORES_TO y']);
  });
});

describe('an edge', () => {
  it('vanishes with what gave it', async () => {
    await world.scan([
      { rows: [row('a', { edges: [edge('a', 'STORES_TO', 'x'), edge('a', 'LOGS_TO', 'y')] })] },
    ]);
    await world.scan([{ rows: [row('a', { edges: [edge('a', 'LOGS_TO', 'y')] })] }]);
    expect(await world.edges()).toEqual(['a LOGS_TO y']);
    expect(await assets()).toEqual(['a', 'y']);
  });
  it('makes a stub of what nobody listed, which a listing fills in', async () => {
    const points = { rows: [row('a', { edges: [edge('a', 'ENCRYPTED_WITH', 'k', { as: 'AwsKmsKey' })] })] };
    await world.scan([points]);
    expect((await world.nodes()).get('k')).toMatchObject({
      labels: ['Asset', 'AwsKmsKey', 'EncryptionKey'],
      props: { seen: false, stale: false, name: 'k', kind: 'AwsKmsKey', cloud: 'aws' },
    });
    await world.scan([
      points,
      { kind: 'AwsKmsKey', rows: [row('k', { kind: 'AwsKmsKey', name: 'the key' })] },
    ]);
    expect(await props('k')).toMatchObject({ seen: true, name: 'the key' });
    expect(await world.edges()).toEqual(['a ENCRYPTED_WITH k']);
  });
  it('tells account and region of a stub from its ARN', async () => {
    const arn = `arn:aws:kms:eu-west-1:${other}:key/1`;
    await world.scan([
      { rows: [row('a', { edges: [edge('a', 'ENCRYPTED_WITH', arn, { as: 'EncryptionKey' })] })] },
    ]);
    expect(await props(arn)).toMatchObject({ account: other, region: 'eu-west-1', name: '1' });
  });
  it('makes a stub without a uid, in the place that the cloud of its observer writes into ids', async () => {
    const id = `/subscriptions/0000-1/resourcegroups/g/providers/x/y/z`;
    const scope: Scope = { cloud: 'azure', account: '0000-2' };
    const rows = [row('s', { kind: 'AzureSubscription', edges: [edge('s', 'STORES_TO', id)] })];
    await world.scan([{ kind: 'AzureSubscription', scope, rows }]);
    expect(await props(id)).toMatchObject({ cloud: 'azure', account: '0000-1', seen: false });
    expect(await props(id)).not.toHaveProperty('region');
    expect(await props(id)).not.toHaveProperty('uid');
  });
  it('adds what it takes its end for to what others take it for', async () => {
    const as = (id: string, what: string) => row(id, { edges: [edge(id, 'STORES_TO', 'x', { as: what })] });
    await world.scan([{ rows: [as('a', 'ObjectStore')] }]);
    await world.scan([{ rows: [as('a', 'ObjectStore'), as('b', 'AwsS3Bucket')] }]);
    expect((await world.nodes()).get('x')).toMatchObject({
      labels: ['Asset', 'AwsS3Bucket', 'DataStore', 'ObjectStore'],
      props: { kind: 'AwsS3Bucket', seen: false },
    });
  });
  it('that runs the other way goes with the asset that observed it, too', async () => {
    const region = row('r', { edges: [edge('acc', 'CONTAINS', 'r', { as: 'Account' })] });
    await world.scan([{ rows: [region] }]);
    expect(await world.edges()).toEqual(['acc CONTAINS r']);
    await world.scan([{ rows: [] }]);
    expect(await world.edges()).toEqual([]);
    expect(await assets()).toEqual([]);
  });
});
