/**
 * The generated estate of the path engine with who attacks it in the classes of the policies: 1 % of the assets are
 * somebody from outside, a leaked key, a user or what the internet reaches. Some of it could not be read.
 */
import { anyAccount, internet } from '#graph/derive/exposure/aws/reach/way.ts';
import { type Generated, generate, type Size } from '#graph/paths/generate.cases.ts';
import type { StateRef } from '#graph/paths/step-graph.ts';
import type { Coverage } from '#graph/schema/coverage.ts';
import type { GraphReader, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { type PathSpec, specOf } from '#policies/engine/paths/reach.ts';

export interface PolicyEstate {
  readonly nodes: () => Iterable<StoredNode>;
  readonly edges: () => Iterable<StoredEdge>;
  readonly coverage: readonly Coverage[];
  /** Ids of up to 200 assets that can be had in each of the ways that a policy asks about. */
  readonly jewelsOf: (policy: Asked) => readonly string[];
}
interface Asked {
  readonly about: string;
  readonly path?: PathSpec | undefined;
}

const jewels = 200;
/** One in so many principals has a policy that nobody could read. */
const unreadEvery = 2000;

const leakedKey = (i: number): StoredNode => ({
  id: `arn:test:key/${i}`,
  labels: ['Asset', 'Credential', 'TestKey'],
  props: { name: `key ${i}`, ...(i % 10 === 0 ? {} : { status: 'Active' }) },
});
const user = (i: number): StoredNode => ({
  id: `arn:test:user/${i}`,
  labels: ['Asset', 'Principal', 'TestUser', 'User'],
  props: { name: `user ${i}`, administrator: false },
});
const outsider = (i: number): StoredNode => ({
  id: `arn:test:outside/${i}`,
  labels: ['Asset', 'ExternalPrincipal', 'TestOutside'],
  props: { name: `outside ${i}` },
});
const host = (i: number): StoredNode => ({
  id: `host/${i}.example`,
  labels: ['Asset', 'DataStore', 'TestHost'],
  props: { name: `${i}.example` },
});

const edge = (from: string, type: string, to: string, props: StoredEdge['props'] = {}): StoredEdge => ({
  from,
  type,
  to,
  key: 'entry',
  props: { by: from, ...props },
});

type NthOf = (kind: string, n: number) => string;

/** Who begins, and by which edge it comes to the estate: to this role, or to one of the first things of another kind. */
function entryOf(
  i: number,
  role: string,
  nthOf: NthOf,
): { readonly node?: StoredNode; readonly edge: StoredEdge } {
  switch (i % 5) {
    case 0:
      return { node: leakedKey(i), edge: edge(role, 'HAS_CREDENTIAL', leakedKey(i).id) };
    case 1:
      return { node: user(i), edge: edge(user(i).id, 'CAN_ASSUME', role) };
    case 2:
      return { node: outsider(i), edge: edge(outsider(i).id, 'CAN_ASSUME', role) };
    case 3:
      return { node: host(i), edge: edge(host(i).id, 'FEEDS', nthOf('TestJob', i)) };
    default: {
      const from = i % 2 === 0 ? internet.id : anyAccount.id;
      const [kind, gives] = i % 4 < 2 ? ['TestFunction', 'ask'] : ['TestBucket', 'put'];
      return { edge: edge(from, 'REACHES', nthOf(kind, i), { gives, chain: ['made up'] }) };
    }
  }
}

/** Ids by kind: of the first three layers, in which entries lie, of the last, and of accounts. */
function placesOf(estate: Generated, layers: number) {
  const first = new Map<string, string[]>();
  const last = new Map<string, string[]>();
  const accounts: string[] = [];
  const put = (map: Map<string, string[]>, kind: string, id: string) => {
    const known = map.get(kind);
    if (known === undefined) map.set(kind, [id]);
    else known.push(id);
  };
  for (const { id, labels } of estate.nodes()) {
    if (labels.includes('Account')) accounts.push(id);
    const kind = labels.find((label) => label.startsWith('Test'));
    const layer = Number(id.split(':')[2]);
    if (kind === undefined || Number.isNaN(layer)) continue;
    if (layer < 3) put(first, kind, id);
    if (layer === layers - 1) put(last, kind, id);
  }
  return { first, last, accounts };
}

export function policyEstate(size: Size): PolicyEstate {
  const estate = generate(size);
  const places = placesOf(estate, size.layers ?? 10);
  const nthOf: NthOf = (kind, n) => {
    const all = places.first.get(kind) ?? [];
    return all[(n * 7919) % all.length] ?? '';
  };
  const entries = estate.entries.flatMap(({ states }, i) => states.map(({ id }) => entryOf(i, id, nthOf)));

  function* nodes(): Iterable<StoredNode> {
    let principals = 0;
    for (const node of estate.nodes()) {
      const unread = node.labels.includes('Principal') && principals++ % unreadEvery === 0;
      yield unread
        ? { ...node, props: { ...node.props, accessUnknown: 'a policy of it could not be read' } }
        : node;
    }
    for (const { node } of entries) if (node !== undefined) yield node;
  }
  function* edges(): Iterable<StoredEdge> {
    yield* estate.edges();
    for (const one of entries) yield one.edge;
  }

  const some = (kind: string): readonly string[] => {
    const all = places.last.get(kind) ?? [];
    const every = Math.max(1, Math.floor(all.length / jewels));
    return all.filter((_, i) => i % every === 0).slice(0, jewels);
  };
  const buckets = some('TestBucket');
  const byHold = { see: buckets, put: buckets, ask: some('TestFunction'), own: some('TestRole') };
  return {
    nodes,
    edges,
    coverage: [0, 1].map((n) => ({
      scope: { cloud: 'aws', partition: 'aws', account: `${n}-0` },
      kind: 'AwsIamUser',
      read: 'list',
      operation: 'iam:ListUsers',
      permissions: ['iam:ListUsers'],
      outcome: 'denied',
      items: 0,
      at: '2026-11-20T10:00:00.000Z',
    })),
    jewelsOf: (policy) => {
      if (policy.about === 'Account') return places.accounts.slice(0, jewels);
      const [hold] = specOf(policy)?.hold ?? [];
      return hold === undefined ? [] : byHold[hold];
    },
  };
}

/** All that the policies ask about. */
export const askedOf = (estate: PolicyEstate, policies: readonly Asked[]): readonly StateRef[] =>
  policies.flatMap((policy) =>
    estate.jewelsOf(policy).flatMap((id) => (policy.path?.hold ?? []).map((hold) => ({ id, hold }))),
  );

async function* each<T>(rows: Iterable<T>): AsyncIterable<T> {
  yield* rows;
}
/** What an evaluation reads of a graph, without a store behind it. */
export const readerOf = ({ nodes, edges }: Pick<PolicyEstate, 'nodes' | 'edges'>): GraphReader => ({
  publication: null,
  rows: () => Promise.reject(new Error('there is no store')),
  nodes: () => each(nodes()),
  edges: () => each(edges()),
});
