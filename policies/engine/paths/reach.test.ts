import { expect, it } from 'vitest';
import type { GraphReader, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { Attackers } from './reach.ts';

async function* given<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}
const graphOf = (nodes: readonly StoredNode[], edges: readonly StoredEdge[] = []): GraphReader => ({
  publication: null,
  rows: () => Promise.resolve([]),
  nodes: () => given(nodes),
  edges: () => given(edges),
});

const bucket = (exposureUnknown: string): StoredNode => ({
  id: 'arn:aws:s3:::data',
  labels: ['Asset', 'AwsS3Bucket', 'DataStore', 'ObjectStore'],
  props: { name: 'data', account: '111122223333', kind: 'AwsS3Bucket', seen: true, exposureUnknown },
});

const reachedFromOutside = async (one: StoredNode) => {
  const jewels = [{ id: one.id, hold: 'see' as const }];
  const attackers = await Attackers.read({ graph: graphOf([one]), catalogue: [], coverage: [], jewels });
  return attackers.reach({ from: ['internet'], hold: ['see'] }, [one.id]).get(one.id);
};

it('what could not be read may be open to the internet, even where nothing else is open to it', async () => {
  const found = await reachedFromOutside(bucket('its policy is malformed'));
  expect(found).toMatchObject({ sure: false, gaps: [{ reason: 'its policy is malformed' }] });
});

it('what was read and is closed is not reached', async () => {
  expect(await reachedFromOutside(bucket('none'))).toBeUndefined();
});

const of = (id: string, label: string, account: string, props: StoredNode['props'] = {}): StoredNode => ({
  id,
  labels: ['Asset', label],
  props: { name: id, account, seen: true, ...props },
});
const edge = (from: string, type: string, to: string, props: StoredEdge['props'] = {}): StoredEdge => ({
  from,
  type,
  to,
  key: '',
  props,
});
const reads = (from: string, to: string) => edge(from, 'GRANTS', to, { verb: 'READ', state: 'yes' });

it('whoever has all of an account is told once for what is in it, and each time for what is in another', async () => {
  const nodes = [
    of('account-a', 'Account', 'a'),
    of('key', 'Credential', 'a', { status: 'Active' }),
    { ...of('admin', 'User', 'a'), labels: ['Asset', 'Principal', 'User'] },
    of('rights', 'PermissionSet', 'none'),
    of('escalations', 'PermissionSet', 'none'),
    of('mine', 'ObjectStore', 'a'),
    of('theirs', 'ObjectStore', 'b'),
  ];
  const edges = [
    edge('admin', 'HAS_CREDENTIAL', 'key'),
    edge('admin', 'HAS_PERMISSIONS', 'rights'),
    edge('admin', 'HAS_PERMISSIONS', 'escalations'),
    edge('escalations', 'ESCALATES_TO', 'account-a', { state: 'yes' }),
    reads('rights', 'mine'),
    reads('rights', 'theirs'),
  ];
  const stores = ['mine', 'theirs'];
  const jewels = stores.map((id) => ({ id, hold: 'see' as const }));
  const graph = graphOf(nodes, edges);
  const attackers = await Attackers.read({ graph, catalogue: [], coverage: [], jewels });
  const from = ['leaked-credential'] as const;
  expect([...attackers.reach({ from, hold: ['see'] }, stores).keys()]).toEqual(['theirs']);
  const all = attackers.reach({ from, hold: ['see'], administrators: true }, stores);
  expect([...all.keys()].sort()).toEqual(stores);
});

it('a set of permissions is cut only where all who have it have the account', async () => {
  const person = (id: string) => ({ ...of(id, 'User', 'a'), labels: ['Asset', 'Principal', 'User'] });
  const nodes = [
    of('account-a', 'Account', 'a'),
    person('admin'),
    person('plain'),
    of('key', 'Credential', 'a', { status: 'Active' }),
    of('rights', 'PermissionSet', 'none'),
    of('escalations', 'PermissionSet', 'none'),
    of('mine', 'ObjectStore', 'a'),
  ];
  const edges = [
    edge('plain', 'HAS_CREDENTIAL', 'key'),
    edge('admin', 'HAS_PERMISSIONS', 'rights'),
    edge('plain', 'HAS_PERMISSIONS', 'rights'),
    edge('admin', 'HAS_PERMISSIONS', 'escalations'),
    edge('escalations', 'ESCALATES_TO', 'account-a', { state: 'yes' }),
    reads('rights', 'mine'),
  ];
  const jewels = [{ id: 'mine', hold: 'see' as const }];
  const graph = graphOf(nodes, edges);
  const attackers = await Attackers.read({ graph, catalogue: [], coverage: [], jewels });
  const found = attackers.reach({ from: ['leaked-credential'], hold: ['see'] }, ['mine']);
  expect(found.get('mine')).toMatchObject({ sure: true });
});

it('strangers of an open identity provider are where an attack begins, and no asset of ours', async () => {
  const strangers = of('external:strangers:login.example', 'ExternalPrincipal', 'none');
  const nodes = [strangers, of('role', 'Role', 'a')];
  const edges = [edge(strangers.id, 'REACHES', 'role', { gives: 'own', state: 'yes' })];
  const jewels = [{ id: 'role', hold: 'own' as const }];
  const attackers = await Attackers.read({
    graph: graphOf(nodes, edges),
    catalogue: [],
    coverage: [],
    jewels,
  });
  const path = { from: ['external-account'], hold: ['own'] } as const;
  expect(attackers.reach(path, ['role']).get('role')).toMatchObject({ sure: true });
  expect(attackers.isOutside(strangers.id)).toBe(true);
});
