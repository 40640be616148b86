import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreBusy } from '#graph/store/errors.ts';
import { publish } from './publish.ts';
import {
  account,
  coverage,
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
const denied: Seen = { outcome: 'denied' };

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
    const place = `${account}/eu-west-1`;
    await world.scan([roles(['a', place], ['t', '2026-01-01T00:00:00.000Z'])]);
    await world.scan([roles(['b', place], ['u', '2026-01-01T00:00:00.000Z'])]);
    expect(await assets()).toEqual(['b', 'u']);
    expect((await gone()).map((g) => g['was']).sort()).toEqual(['a', 't']);
  });
  it('is not taken for one while the place of the first was not looked at', async () => {
    const key = (id: string): Seen['rows'] => [row(id, { kind: 'AwsKmsKey', uid: 'mrk-1' })];
    await world.scan([{ kind: 'AwsKmsKey', scope: ireland, rows: key('k-eu') }]);
    await world.scan([{ kind: 'AwsKmsKey', scope: virginia, rows: key('k-us') }]);
    expect(await assets()).toEqual(['k-eu', 'k-us']);
  });
});

describe('what is not shown', () => {
  it('by a listing that saw all is gone, with its id, name and times', async () => {
    await world.scan([{ rows: [row('a', { name: 'A', uid: 'u1' }), row('b')] }]);
    await world.scan([{ rows: [row('b')] }]);
    expect(await assets()).toEqual(['b']);
    expect(await gone()).toMatchObject([
      {
        was: 'a',
        name: 'A',
        uid: 'u1',
        firstSeen: '2026-01-02T00:00:00.000Z',
        goneAt: '2026-01-03T00:00:00.000Z',
        why: 'no longer listed',
      },
    ]);
  });
  it('is gone too when the cloud says that there is no such service', async () => {
    await world.scan([{ rows: [row('a')] }]);
    await world.scan([{ outcome: 'absent' }]);
    expect(await assets()).toEqual([]);
  });
  it('leaves a stub where others still point at it', async () => {
    const points: Seen = {
      rows: [row('e', { edges: [edge('e', 'STORES_TO', 'b', { as: 'AwsS3Bucket' })] })],
    };
    await world.scan([
      points,
      { kind: 'AwsS3Bucket', rows: [row('b', { kind: 'AwsS3Bucket', props: { n: 1 } })] },
    ]);
    await world.scan([points, { kind: 'AwsS3Bucket' }]);
    expect(await props('b')).toMatchObject({ seen: false });
    expect(await props('b')).not.toHaveProperty('n');
    expect(await gone()).toMatchObject([{ was: 'b' }]);
    expect(await world.edges()).toEqual(['e STORES_TO b']);
    await world.scan([{ rows: [row('e')] }, { kind: 'AwsS3Bucket' }]);
    expect(await assets()).toEqual(['e']);
  });
  it.each(['filtered', 'denied', 'throttled', 'unavailable', 'unreadable', 'not-asked'] as const)(
    'by a listing that was %s stays, stale, with its edges',
    async (outcome) => {
      await world.scan([{ rows: [row('a', { props: { n: 1 }, edges: [edge('a', 'LOGS_TO', 'x')] })] }]);
      await world.scan([{ outcome }]);
      expect(await props('a')).toMatchObject({ n: 1, stale: true, seen: true });
      expect((await props('a'))?.['staleReason']).toContain(`test:ListAwsSageMakerEndpoint ${outcome}`);
      expect(await world.edges()).toEqual(['~a LOGS_TO x']);
      await world.scan([{ rows: [row('a', { props: { n: 1 }, edges: [edge('a', 'LOGS_TO', 'x')] })] }]);
      expect(await props('a')).toMatchObject({ stale: false });
      expect(await props('a')).not.toHaveProperty('staleReason');
      expect(await world.edges()).toEqual(['a LOGS_TO x']);
    },
  );
  it('is gone though a property of another item could not be read', async () => {
    await world.scan([{ rows: [row('a'), row('b')] }]);
    const oneItem = coverage('AwsSageMakerEndpoint', ireland, { outcome: 'unreadable', asset: 'b' });
    await world.scan([{ rows: [row('b')], coverage: [oneItem] }]);
    expect(await assets()).toEqual(['b']);
  });
  it('stays where the listing under one parent failed', async () => {
    await world.scan([{ rows: [row('a')] }]);
    const under = coverage('AwsSageMakerEndpoint', { ...ireland, parent: 'p' }, { outcome: 'denied' });
    await world.scan([{ coverage: [under] }]);
    expect(await props('a')).toMatchObject({ stale: true });
  });
  it('is left alone where this scan did not ask', async () => {
    await world.scan([{ rows: [row('a')] }, { scope: virginia, rows: [row('v')] }]);
    expect((await world.scan([{ rows: [] }])).written.gone).toBe(1);
    expect(await props('v')).toMatchObject({ stale: false, seen: true });
  });
});

describe('a place that is closed', () => {
  const org = row('org', {
    kind: 'AwsOrganization',
    edges: [account, other].map((a) =>
      edge('org', 'CONTAINS', `arn:aws:account::${a}:account`, { as: 'Account' }),
    ),
  });
  const organization: Seen = { kind: 'AwsOrganization', scope: { cloud: 'aws', organization: 'o-1' } };
  it('leaves what was in a region stale, with that reason', async () => {
    await world.scan([{ rows: [row('a')] }, { scope: virginia, rows: [row('v')] }]);
    const places = { closedRegions: new Set([`aws/${account}/eu-west-1`]), accounts: null };
    await world.scan([{ scope: virginia, rows: [row('v')] }], { places });
    expect(await props('a')).toMatchObject({
      stale: true,
      staleReason: 'its region is not enabled any more',
    });
    expect(await props('v')).toMatchObject({ stale: false });
  });
  it('leaves what was in an account stale when it leaves its organisation', async () => {
    await world.scan([
      { ...organization, rows: [org] },
      { rows: [row('a')] },
      { scope: elsewhere, rows: [row('x')] },
    ]);
    const places = { closedRegions: new Set<string>(), accounts: new Set([`aws/${account}`]) };
    await world.scan(
      [{ ...organization, rows: [{ ...org, edges: org.edges.slice(0, 1) }] }, { rows: [row('a')] }],
      {
        places,
      },
    );
    expect(await props('x')).toMatchObject({
      stale: true,
      staleReason: 'its account is no longer listed in the organisation',
    });
    expect(await props('a')).toMatchObject({ stale: false });
  });
  it('is not said of an account that never was in the organisation', async () => {
    await world.scan([{ scope: elsewhere, rows: [row('x')] }]);
    const places = { closedRegions: new Set<string>(), accounts: new Set([`aws/${account}`]) };
    await world.scan([{ rows: [row('a')] }], { places });
    expect(await props('x')).toMatchObject({ stale: false });
  });
  it('can be forgotten, with its coverage and without a trace', async () => {
    await world.scan([
      { rows: [row('a', { edges: [edge('a', 'LOGS_TO', 'v')] })] },
      { scope: virginia, rows: [row('v')], outcome: 'denied' },
    ]);
    const places = { closedRegions: new Set<string>(), accounts: null };
    const { posture, written } = await publish(world.deps, {
      scan: 'forget',
      places,
      forget: [`aws/${account}/us-east-1`],
    });
    expect(written.gone).toBe(1);
    expect(await props('v')).toMatchObject({ seen: false });
    expect(await gone()).toEqual([]);
    expect(posture.coverage.map((c) => c.scope.region)).toEqual(['eu-west-1']);
    await world.scan([{ scope: virginia, rows: [row('v')] }]);
    expect(await world.edges()).toEqual(['a LOGS_TO v']);
  });
  it('is forgotten whole, and not what only begins with the same letters', async () => {
    const near: Seen = { scope: { cloud: 'aws', account, region: 'eu-west-11' }, rows: [row('n')] };
    await world.scan([{ rows: [row('a')] }, near]);
    await world.scan([], { forget: [`aws/${account}/eu-west-1`] });
    expect(await assets()).toEqual(['n']);
  });
});

describe('what several accounts list', () => {
  const managed = row('m', { kind: 'AwsIamRole', uid: 'ANPA1' });
  const listing = (scope: Seen['scope'], more: Partial<Seen> = {}): Seen => ({
    kind: 'AwsIamRole',
    ...(scope === undefined ? {} : { scope }),
    rows: [managed],
    ...more,
  });
  const none = { rows: [] };
  it('is one asset, written once', async () => {
    await world.scan([listing(home), listing(elsewhere)]);
    expect(await props('m')).toMatchObject({ scope: `aws/${account}`, alsoIn: [`aws/${other}`], account });
    expect((await world.scan([listing(home), listing(elsewhere)])).written.nodes).toBe(0);
    expect((await world.scan([listing(elsewhere)])).written.nodes).toBe(0);
  });
  it('stays until none of them lists it', async () => {
    await world.scan([listing(home), listing(elsewhere)]);
    await world.scan([listing(home, none), listing(elsewhere)]);
    expect(await props('m')).toMatchObject({
      scope: `aws/${other}`,
      alsoIn: [],
      account: other,
      stale: false,
    });
    await world.scan([listing(home, none), listing(elsewhere, none)]);
    expect(await assets()).toEqual([]);
  });
  it('is stale where one no longer lists it and the other could not be asked', async () => {
    await world.scan([listing(home), listing(elsewhere)]);
    await world.scan([listing(home, none), listing(elsewhere, { ...none, ...denied })]);
    expect(await props('m')).toMatchObject({ scope: `aws/${other}`, stale: true });
  });
  it('is known from the one where this scan did not ask', async () => {
    await world.scan([listing(home), listing(elsewhere)]);
    await world.scan([listing(home, none)]);
    expect(await props('m')).toMatchObject({ scope: `aws/${other}`, stale: false });
    await world.scan([listing(elsewhere, none)]);
    expect(await assets()).toEqual([]);
  });
  it('is told by the one that could read most', async () => {
    const partly = { ...managed, props: { n: null }, unread: ['n'] };
    await world.scan([
      listing(home, { rows: [partly] }),
      listing(elsewhere, { rows: [{ ...managed, props: { n: 1 } }] }),
    ]);
    expect(await props('m')).toMatchObject({ n: 1 });
  });
});

describe('coverage', () => {
  const found = (posture: {
    readonly coverage: readonly { readonly scope: object; readonly outcome: string }[];
  }) => posture.coverage.map((c) => [(c.scope as { region?: string }).region, c.outcome]);
  it('tells of places that only earlier scans asked about, and that of this scan is told apart', async () => {
    await world.scan([{ outcome: 'denied' }, { scope: virginia }]);
    const { posture, coverage: own } = await world.scan([{ scope: virginia }]);
    expect(found(posture)).toEqual([
      ['eu-west-1', 'denied'],
      ['us-east-1', 'looked'],
    ]);
    expect(own).toHaveLength(1);
  });
  it('of the search for places is told anew by every scan', async () => {
    const gap = coverage('AwsAccount', { cloud: 'aws', organization: 'o-1' }, { outcome: 'denied' });
    expect((await world.scan([{}], { coverage: [gap] })).posture.coverage).toHaveLength(2);
    const kept = await world.scan([], { forget: ['aws/999999999999'] });
    expect(kept.posture.coverage).toHaveLength(2);
    expect((await world.scan([{}], { coverage: [] })).posture.coverage).toHaveLength(1);
  });
  it('says once what discovery and a kind both found out', async () => {
    const gap = coverage('AwsSageMakerEndpoint', ireland, { outcome: 'denied' });
    expect((await world.scan([{ outcome: 'denied' }], { coverage: [gap] })).posture.coverage).toHaveLength(1);
  });
});

describe('two publishes at once', () => {
  const places = { closedRegions: new Set<string>(), accounts: null };
  it('follow one another', async () => {
    await world.spool('one', [{ rows: [row('a')] }]);
    await world.spool('two', [{ scope: virginia, rows: [row('v')] }]);
    const both = await Promise.all(['one', 'two'].map((scan) => publish(world.deps, { scan, places })));
    expect(both.map((p) => p.publication.number).sort()).toEqual([1, 2]);
    expect(await assets()).toEqual(['a', 'v']);
  });
  it('are told so in one line when patience ends', async () => {
    const draft = await world.store.draft('somebody else');
    await world.spool('one', [{ rows: [row('a')] }]);
    const late = publish({ ...world.deps, patience: 0 }, { scan: 'one', places });
    await expect(late).rejects.toThrow(StoreBusy);
    await expect(late).rejects.toThrow(/^[^\n]*somebody else[^\n]*$/);
    await draft.abort();
  });
  it('do not undo what was looked at later', async () => {
    await world.spool('slow', [{ rows: [row('a'), row('old')] }, { scope: virginia, rows: [row('v')] }]);
    await world.scan([{ rows: [row('a')] }]);
    await publish(world.deps, { scan: 'slow', places, since: null });
    expect(await assets()).toEqual(['a', 'v']);
  });
});

it('drops the spool of what it published, and keeps one line per asset for comparing scans', async () => {
  await world.scan([{ rows: [row('a', { name: 'A', uid: 'u' })] }]);
  const closes = [];
  for await (const close of world.state.closes('scan-1')) closes.push(close);
  expect(closes).toEqual([]);
  expect(JSON.parse((await world.state.snapshot('scan-1', 'assets')) ?? '')).toMatchObject([
    ['a', 'AwsSageMakerEndpoint', 'A', 'u', expect.any(String), 'false'],
  ]);
});
