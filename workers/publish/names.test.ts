import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  account,
  edge,
  elsewhere,
  home,
  ireland,
  openWorld,
  other,
  row,
  type Seen,
  virginia,
  type World,
} from './testing.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const props = async (id: string) => (await world.nodes()).get(id)?.props;
const gone = async () =>
  [...(await world.nodes()).values()].filter((n) => n.labels.includes('Gone')).map((n) => n.props);
const assets = async () =>
  [...(await world.nodes()).values()].flatMap((n) => (n.labels.includes('Asset') ? [n.id] : [])).sort();

describe('an alias', () => {
  const uses = (to: string) => ({
    rows: [row('e', { edges: [edge('e', 'ENCRYPTED_WITH', to, { as: 'EncryptionKey' })] })],
  });
  const keys = (...of: [string, ...string[]][]): Seen => ({
    kind: 'AwsKmsKey',
    rows: of.map(([id, ...aliases]) => row(id, { kind: 'AwsKmsKey', aliases })),
  });
  it('leads to the asset it stands for', async () => {
    await world.scan([uses('alias/a'), keys(['k1', 'alias/a'])]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH k1']);
    expect(await assets()).toEqual(['e', 'k1']);
  });
  it('that becomes known later turns the edges of what did not change, and its stub goes', async () => {
    await world.scan([uses('alias/a')]);
    expect(await assets()).toEqual(['alias/a', 'e']);
    await world.scan([uses('alias/a'), keys(['k1', 'alias/a'])]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH k1']);
    expect(await assets()).toEqual(['e', 'k1']);
  });
  it('turns the edges of assets that this scan did not ask for', async () => {
    await world.scan([uses('alias/a')]);
    await world.scan([keys(['k1', 'alias/a'])]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH k1']);
    await world.scan([keys(['k1'])]);
    await world.scan([uses('alias/a'), keys(['k1'])]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH alias/a']);
  });
  it('that comes to mean another key turns the edges of what did not change', async () => {
    await world.scan([uses('alias/a'), keys(['k1', 'alias/a'], ['k2'])]);
    await world.scan([uses('alias/a'), keys(['k1'], ['k2', 'alias/a'])]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH k2']);
  });
  it('that is taken away leaves a stub', async () => {
    await world.scan([uses('alias/a'), keys(['k1', 'alias/a'])]);
    await world.scan([uses('alias/a'), keys(['k1'])]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH alias/a']);
    expect(await props('alias/a')).toMatchObject({ seen: false });
  });
  it('is kept while the read that gives it fails', async () => {
    await world.scan([uses('alias/a'), keys(['k1', 'alias/a'])]);
    const unread = row('k1', { kind: 'AwsKmsKey', props: { aliasNames: null }, unread: ['aliasNames'] });
    await world.scan([uses('alias/a'), { kind: 'AwsKmsKey', rows: [unread] }]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH k1']);
    expect(await props('k1')).toMatchObject({ aliases: ['alias/a'] });
  });
  it('of a key that is gone leads nowhere', async () => {
    await world.scan([uses('alias/a'), keys(['k1', 'alias/a'])]);
    await world.scan([uses('alias/a'), { kind: 'AwsKmsKey' }]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH alias/a']);
    expect(await assets()).toEqual(['alias/a', 'e']);
  });
  it('gives way to an asset that has it as its id', async () => {
    await world.scan([uses('k2'), keys(['k1', 'k2'])]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH k1']);
    await world.scan([uses('k2'), keys(['k1', 'k2'], ['k2'])]);
    expect(await world.edges()).toEqual(['e ENCRYPTED_WITH k2']);
  });
});

describe('another of the same name', () => {
  it('begins anew, and the old one is gone', async () => {
    await world.scan([
      { rows: [row('a', { uid: 'u1', name: 'A', props: { n: 1 }, edges: [edge('a', 'LOGS_TO', 'x')] })] },
    ]);
    await world.scan([
      {
        rows: [
          row('a', { uid: 'u2', name: 'A', props: { n: null }, unread: ['n'], incomplete: ['LOGS_TO'] }),
        ],
      },
    ]);
    expect(await props('a')).toMatchObject({ uid: 'u2', firstSeen: '2026-01-03T00:00:00.000Z' });
    expect(await props('a')).not.toHaveProperty('lastKnown');
    expect(await world.edges()).toEqual([]);
    expect(await gone()).toMatchObject([
      {
        was: 'a',
        uid: 'u1',
        name: 'A',
        firstSeen: '2026-01-02T00:00:00.000Z',
        goneAt: '2026-01-03T00:00:00.000Z',
        why: 'replaced by another of the same name',
      },
    ]);
  });
  it.each(['', 'none', undefined])('is the same one when its uid cannot be read now (%j)', async (uid) => {
    await world.scan([{ rows: [row('a', { uid: 'u1' })] }]);
    await world.scan([{ rows: [row('a', { uid, props: { n: 1 } })] }]);
    expect(await props('a')).toMatchObject({ uid: 'u1', n: 1, firstSeen: '2026-01-02T00:00:00.000Z' });
    expect(await gone()).toEqual([]);
    await world.scan([{ rows: [row('a', { uid: 'u2' })] }]);
    expect(await gone()).toMatchObject([{ was: 'a', uid: 'u1' }]);
  });
  it('is the same one when its uid could not be told before', async () => {
    await world.scan([{ rows: [row('a')] }]);
    await world.scan([{ rows: [row('a', { uid: 'u1' })] }]);
    expect(await props('a')).toMatchObject({ uid: 'u1', firstSeen: '2026-01-02T00:00:00.000Z' });
    expect(await gone()).toEqual([]);
  });
  it('in another account takes the name over though the first account could not be asked', async () => {
    const bucket = (of: string) => row('b', { kind: 'AwsS3Bucket', uid: `${of}/eu-west-1` });
    await world.scan([{ kind: 'AwsS3Bucket', scope: home, rows: [bucket(account)] }]);
    await world.scan([
      { kind: 'AwsS3Bucket', scope: home, outcome: 'denied' },
      { kind: 'AwsS3Bucket', scope: elsewhere, rows: [bucket(other)] },
    ]);
    expect(await props('b')).toMatchObject({ account: other, scope: `aws/${other}`, stale: false });
    expect(await gone()).toMatchObject([{ was: 'b', uid: `${account}/eu-west-1` }]);
  });
});

describe('another name of the same thing', () => {
  const points = (to: string): Seen => ({
    rows: [row('e', { edges: [edge('e', 'RUNS_AS', to, { as: 'AwsIamRole' })] })],
  });
  const roles = (...rows: [string, string, object?][]): Seen => ({
    kind: 'AwsIamRole',
    scope: home,
    rows: rows.map(([id, uid, more]) => row(id, { kind: 'AwsIamRole', uid, ...more })),
  });
  it('is a move: it keeps its first time and its old id, and the edges of others lead to it', async () => {
    await world.scan([points('old'), roles(['old', 'AROA1'])]);
    await world.scan([points('old'), roles(['new', 'AROA1'])]);
    expect(await props('new')).toMatchObject({ firstSeen: '2026-01-02T00:00:00.000Z', formerIds: ['old'] });
    expect(await world.edges()).toEqual(['e RUNS_AS new']);
    expect(await assets()).toEqual(['e', 'new']);
    expect(await gone()).toEqual([]);
    await world.scan([points('old'), roles(['new', 'AROA1', { props: { n: 1 } }])]);
    expect(await props('new')).toMatchObject({ formerIds: ['old'] });
    expect(await world.edges()).toEqual(['e RUNS_AS new']);
  });
  it('turns the edges of assets that this scan did not ask for', async () => {
    await world.scan([points('old'), roles(['old', 'AROA1'])]);
    await world.scan([roles(['new', 'AROA1'])]);
    expect(await world.edges()).toEqual(['e RUNS_AS new']);
  });
  it('takes along the edges that it could not read again', async () => {
    await world.scan([roles(['old', 'AROA1', { edges: [edge('old', 'TRUSTS', 'x', { as: 'Principal' })] }])]);
    await world.scan([roles(['new', 'AROA1', { incomplete: ['TRUSTS'] }])]);
    expect(await world.edges()).toEqual(['~new TRUSTS x']);
  });
  it('leaves its old name to another', async () => {
    await world.scan([points('old'), roles(['old', 'AROA1'])]);
    await world.scan([points('old'), roles(['new', 'AROA1'], ['old', 'AROA2'])]);
    expect(await world.edges()).toEqual(['e RUNS_AS old']);
    expect(await props('new')).toMatchObject({ uid: 'AROA1', firstSeen: '2026-01-02T00:00:00.000Z' });
    expect(await props('old')).toMatchObject({ uid: 'AROA2', firstSeen: '2026-01-03T00:00:00.000Z' });
    expect(await gone()).toEqual([]);
  });
  it('may be exchanged with the name of another', async () => {
    await world.scan([roles(['a', 'AROA1', { props: { n: 1 } }], ['b', 'AROA2', { props: { n: 2 } }])]);
    await world.scan([roles(['a', 'AROA2', { props: { n: 2 } }], ['b', 'AROA1', { props: { n: 1 } }])]);
    expect(await props('a')).toMatchObject({ uid: 'AROA2', n: 2, firstSeen: '2026-01-02T00:00:00.000Z' });
    expect(await props('b')).toMatchObject({ uid: 'AROA1', n: 1 });
    expect(await gone()).toEqual([]);
  });
  it('is not taken for one where the uid only tells a place or a time', async () => {
    const named = (bucket: string, endpoint: string): Seen[] => [
      { kind: 'AwsS3Bucket', rows: [row(bucket, { kind: 'AwsS3Bucket', uid: 'a place' })] },
      { rows: [row(endpoint, { uid: 'a time' })] },
    ];
    await world.scan(named('a', 't'));
    await world.scan(named('b', 'u'));
    expect(await assets()).toEqual(['b', 'u']);
    expect((await gone()).map((g) => g['was']).sort()).toEqual(['a', 't']);
  });
  it('is not taken for one while the first is there under its own and does not tell its uid', async () => {
    await world.scan([roles(['a', 'AROA1'])]);
    await world.scan([
      {
        kind: 'AwsIamRole',
        scope: home,
        rows: [row('a', { kind: 'AwsIamRole' }), row('b', { kind: 'AwsIamRole', uid: 'AROA1' })],
      },
    ]);
    expect(await assets()).toEqual(['a', 'b']);
    expect(await props('a')).toMatchObject({ uid: 'AROA1', formerIds: [] });
  });
  it('is not taken for one while the place of the first was not looked at', async () => {
    const key = (id: string) => [row(id, { kind: 'AwsKmsKey', uid: 'mrk-1' })];
    await world.scan([{ kind: 'AwsKmsKey', scope: ireland, rows: key('k-eu') }]);
    await world.scan([{ kind: 'AwsKmsKey', scope: virginia, rows: key('k-us') }]);
    expect(await assets()).toEqual(['k-eu', 'k-us']);
  });
});
