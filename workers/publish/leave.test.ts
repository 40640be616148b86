import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  const listed = new Map([['aws/org/o-1', new Set([`aws/${account}`])]]);
  const organization: Seen = { kind: 'AwsOrganization', scope: { cloud: 'aws', organization: 'o-1' } };
  it('leaves what was in a region stale, with that reason', async () => {
    await world.scan([{ rows: [row('a')] }, { scope: virginia, rows: [row('v')] }]);
    const places = { closedRegions: new Set([`aws/${account}/eu-west-1`]), accounts: new Map() };
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
    const places = { closedRegions: new Set<string>(), accounts: listed };
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
    const places = { closedRegions: new Set<string>(), accounts: listed };
    await world.scan([{ rows: [row('a')] }], { places });
    expect(await props('x')).toMatchObject({ stale: false });
  });
  it('is not said of the members of another organisation, nor of another cloud', async () => {
    const second = row('org2', {
      kind: 'AwsOrganization',
      edges: [edge('org2', 'CONTAINS', `arn:aws:account::${other}:account`, { as: 'Account' })],
    });
    const sub = '/subscriptions/0000-1';
    const tenant = row('/tenants/t', {
      kind: 'AzureTenant',
      edges: [edge('/tenants/t', 'CONTAINS', sub, { as: 'AzureSubscription' })],
    });
    const azure = { cloud: 'azure', account: '0000-1' } as const;
    await world.scan([
      { ...organization, rows: [{ ...org, edges: org.edges.slice(0, 1) }] },
      { kind: 'AwsOrganization', scope: { cloud: 'aws', organization: 'o-2' }, rows: [second] },
      { kind: 'AzureTenant', scope: { cloud: 'azure', organization: 't' }, rows: [tenant] },
      { kind: 'AzureSubscription', scope: azure, rows: [row(sub, { kind: 'AzureSubscription' })] },
      { rows: [row('a')] },
      { scope: elsewhere, rows: [row('x')] },
    ]);
    const places = { closedRegions: new Set<string>(), accounts: listed };
    await world.scan([{ rows: [row('a')] }], { places });
    expect(await props('x')).toMatchObject({ stale: false });
    expect(await props(sub)).toMatchObject({ stale: false });
    const both = new Map([...listed, ['azure/org/t', new Set<string>()]]);
    await world.scan([{ rows: [row('a')] }], { places: { ...places, accounts: both } });
    expect(await props('x')).toMatchObject({ stale: false });
    expect(await props(sub)).toMatchObject({ stale: true });
  });
  it('is not said of an account that another organisation lists now', async () => {
    await world.scan([
      { ...organization, rows: [org] },
      { scope: elsewhere, rows: [row('x')] },
    ]);
    const moved = new Map([...listed, ['aws/org/o-2', new Set([`aws/${other}`])]]);
    await world.scan([], { places: { closedRegions: new Set(), accounts: moved } });
    expect(await props('x')).toMatchObject({ stale: false });
  });
  it('can be forgotten, with its coverage and without a trace', async () => {
    await world.scan([
      { rows: [row('a', { edges: [edge('a', 'LOGS_TO', 'v')] })] },
      { scope: virginia, rows: [row('v')], outcome: 'denied' },
    ]);
    const places = { closedRegions: new Set<string>(), accounts: new Map() };
    await world.spool('forget', []);
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
