/**
 * What could not be read, as steps that may be there: hubs, each for one gap. A jewel that is reached only through such a step
 * is *cannot tell*, and the answer names the gap.
 */
import type { PossibleHub } from '#graph/paths/build.ts';
import { pathEdgeTypes } from '#graph/paths/read.ts';
import { type Hold, holds } from '#graph/paths/states.ts';
import type { StateRef } from '#graph/paths/step-graph.ts';
import { accountId } from '#graph/schema/aws/ids.ts';
import type { Catalogue, CatalogueKind } from '#graph/schema/catalogue.ts';
import { type Coverage, type Gap, scopeKey } from '#graph/schema/coverage.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { gapOf } from '../explain.ts';
import { isWay, type Ways, waysAlong } from './far.ts';
import { bare, GapRows, textOf } from './gap-rows.ts';
import { type Hanging, Hubs, placed, type States, TOLD } from './hubs.ts';

/** Properties of nodes that tell what is unknown. */
export const unknownProps: readonly string[] = [
  'account',
  'kind',
  'name',
  'scope',
  'seen',
  'incomplete',
  'accessUnknown',
  'exposureUnknown',
];

/** Who may begin at the state, but was shown by no listing; by concepts of what was to be listed. */
export interface Hidden extends StateRef {
  readonly concepts: readonly string[];
}

export interface Unknown {
  readonly hubs: readonly PossibleHub[];
  /** Account of each hub that leads to what is in one account only, by its words. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly hidden: readonly Hidden[];
  /** Gaps that a path hangs on, those at its own assets first. */
  readonly gapsOf: (path: Hanging) => readonly Gap[];
}

interface Input {
  readonly nodes: readonly StoredNode[];
  readonly coverage: readonly Coverage[];
  readonly catalogue: Catalogue;
  /** All states that any policy asks about. */
  readonly jewels: readonly StateRef[];
  /** Of graphs that lie side by side, which one a node is of. @default all are one */
  readonly graphOf?: ((id: string) => string) | undefined;
}

const outside = ['Internet', 'Everyone', 'ExternalPrincipal'];
const isOutsider = ({ labels }: StoredNode): boolean => labels.some((l) => outside.includes(l));
const isPrincipal = ({ labels }: StoredNode): boolean => labels.includes('Principal');
const isIdentity = ({ concepts }: CatalogueKind): boolean =>
  concepts.some((c) => c === 'Principal' || c === 'AccessPolicy' || c === 'Credential');
const accountOf = (node: StoredNode): string => {
  const account = textOf(node, 'account');
  return account === 'none' ? '' : account;
};
const held = (id: string, some: readonly Hold[]): readonly StateRef[] => some.map((hold) => ({ id, hold }));
const owned = (nodes: readonly StoredNode[]): readonly StateRef[] =>
  nodes.map(({ id }) => ({ id, hold: 'own' }));

/** What is in one of the graphs. */
class Around {
  readonly #nodes: readonly StoredNode[];
  readonly #byAccount: ReadonlyMap<string, readonly StoredNode[]>;
  readonly jewels: States;
  /** By account; of what is not there by none. */
  readonly jewelsIn: ReadonlyMap<string, States>;
  readonly outsiders: States;
  /** All who have rights, of any account. */
  readonly principals: States;
  readonly #anyone = new Map<string, States>();
  readonly #lists = new Map<string, States>();

  constructor(nodes: readonly StoredNode[], jewels: States) {
    this.#nodes = nodes.filter((node) => !isOutsider(node));
    this.#byAccount = Map.groupBy(this.#nodes, accountOf);
    this.jewels = jewels;
    const accounts = new Map(nodes.map((node) => [node.id, accountOf(node)]));
    this.jewelsIn = Map.groupBy(jewels, ({ id }) => accounts.get(id) ?? '');
    this.outsiders = owned(nodes.filter(isOutsider));
    this.principals = owned(this.#nodes.filter(isPrincipal));
  }

  /** Who could use what is in an account: outsiders, and whoever has rights in it. */
  anyone(account: string): States {
    const made =
      this.#anyone.get(account) ??
      this.outsiders.concat(owned((this.#byAccount.get(account) ?? []).filter(isPrincipal)));
    this.#anyone.set(account, made);
    return made;
  }

  /** Where ways could lead in an account. `key` is the same for ways that are. */
  to(ways: Ways, key: string, account: string): States {
    return this.#listed(`to ${account} ${key}`, () => ways.to(this.#byAccount.get(account) ?? []));
  }

  /** Where they could come from: anywhere in the organisation, and what strangers hold. */
  from(ways: Ways, key: string): States {
    return this.#listed(`from ${key}`, () => [...ways.from(this.#nodes), ...this.outsiders]);
  }

  /** The same, of an account and of what is in none. */
  near(ways: Ways, key: string, account: string): States {
    return this.#listed(`near ${account} ${key}`, () =>
      [...new Set([account, ''])].flatMap((of) => ways.from(this.#byAccount.get(of) ?? [])),
    );
  }

  #listed(key: string, make: () => States): States {
    const made = this.#lists.get(key) ?? make();
    this.#lists.set(key, made);
    return made;
  }
}

interface Lead {
  readonly node: StoredNode;
  readonly around: Around;
  readonly ways: Ways;
  readonly along: string;
  readonly gaps: readonly [Gap, ...Gap[]];
}

/** Finds what is unknown and where it could lead. */
export function unknownOf({ nodes, coverage, catalogue, jewels, graphOf = () => '' }: Input): Unknown {
  const kinds = new Map(catalogue.map((k) => [k.kind, k]));
  const rows = new GapRows(coverage, kinds);
  const hubs = new Hubs();
  const hidden: Hidden[] = [];
  const nodesOf = Map.groupBy(nodes, ({ id }) => graphOf(id));
  const jewelsOf = Map.groupBy(jewels, ({ id }) => graphOf(id));
  const arounds = new Map([...nodesOf].map(([of, mine]) => [of, new Around(mine, jewelsOf.get(of) ?? [])]));
  const edgesOf = ({ kind }: Coverage): readonly string[] => [
    ...new Set((kinds.get(kind)?.reads ?? []).flatMap((r) => r.edges).filter(isWay)),
  ];

  for (const row of rows.listings) listing(row);
  for (const node of nodes) {
    const around = arounds.get(graphOf(node.id));
    if (around === undefined) continue;
    if (node.props['seen'] === false) unseen(node, around);
    else {
      unread(node, around);
      edges(node, around);
    }
  }
  return { hubs: hubs.all(), accounts: hubs.accounts, hidden, gapsOf: (path) => hubs.gapsOf(path) };

  /** Words are those of one graph only. */
  function words(text: string, id: string): string {
    const of = graphOf(id);
    return of === '' ? text : `${text} [${of}]`;
  }
  function within(text: string, account: string): string {
    hubs.accounts.set(text, account);
    return text;
  }

  /** What a listing did not show: identities may stand anywhere, other things lead where their edges could. */
  function listing(row: Coverage): void {
    const kind = kinds.get(row.kind);
    const { account, partition = 'aws' } = row.scope;
    if (kind === undefined || account === undefined) return;
    const state: StateRef = { id: accountId({ partition, account }), hold: 'ask' };
    hidden.push({ ...state, concepts: kind.concepts });
    const gap = gapOf(row);
    const text = `${row.operation} in ${scopeKey(row.scope)}: ${row.reason ?? row.outcome}`;
    for (const around of arounds.values()) {
      if (isIdentity(kind))
        hubs.add(text, [[state], around.outsiders, around.principals], [around.jewels], '', [gap]);
      const types = edgesOf(row);
      const ways = waysAlong(types, [kind.kind, ...kind.concepts]);
      const key = `${kind.kind} ${types.join(' ')}`;
      const to = around.to(ways, key, account);
      if (to.length > 0)
        hubs.add(
          within(`${text} (what it would have shown)`, account),
          [[state], around.anyone(account), around.near(ways, key, account)],
          [to],
          '',
          [gap],
        );
    }
  }

  /** What is only pointed at is unknown where its own listing failed, and else no asset of ours. */
  function unseen(node: StoredNode, around: Around): void {
    const row = rows.listingOf(node);
    const account = accountOf(node);
    if (row === undefined) return;
    const gap = gapOf(row);
    const text = `${row.operation} in ${scopeKey(row.scope)}: ${row.reason ?? row.outcome}`;
    const all = held(node.id, holds);
    hubs.add(
      words(within(`${text} (who may use what it would have shown)`, account), node.id),
      [around.anyone(account)],
      [all],
      node.id,
      [gap],
    );
    if (isPrincipal(node))
      hubs.add(words(`${text} (what it may do)`, node.id), [all], [around.jewels], node.id, [gap]);
    const types = edgesOf(row);
    const ways = waysAlong(types, [row.kind, ...(kinds.get(row.kind)?.concepts ?? []), ...node.labels]);
    lead({
      node,
      around,
      ways,
      along: `${[...node.labels].sort().join(' ')} by ${types.join(', ')} as ${row.kind}`,
      gaps: [gap],
    });
  }

  /** Policies, networks and doors that could not be read or understood. */
  function unread(node: StoredNode, around: Around): void {
    for (const name of ['accessUnknown', 'exposureUnknown']) {
      const reason = textOf(node, name);
      if (reason === '' || reason === 'none') continue;
      const gap = rows.ofReason(node, reason);
      const text = placed(gap);
      if (name === 'accessUnknown' && isPrincipal(node))
        hubs.add(
          words(`${text} (what it may do)`, node.id),
          [held(node.id, ['own'])],
          [around.jewels],
          node.id,
          [gap],
        );
      else
        hubs.add(
          words(`${text} (who gets at it)`, node.id),
          [around.outsiders],
          [held(node.id, holds)],
          node.id,
          [gap],
        );
    }
  }

  /** Edges of its own that it did not show. */
  function edges(node: StoredNode, around: Around): void {
    const incomplete = node.props['incomplete'];
    const missing = (Array.isArray(incomplete) ? incomplete.map(String) : []).filter(
      (type) => pathEdgeTypes.includes(type) && isWay(type),
    );
    if (missing.length === 0) return;
    const [first, ...more] = rows.ofEdges(node, missing).slice(0, TOLD).map(gapOf);
    const gaps: Lead['gaps'] =
      first === undefined ? [bare(node, `${missing.join(', ')} unread`)] : [first, ...more];
    const along = `${[...node.labels].sort().join(' ')} by ${missing.toSorted().join(', ')}`;
    lead({ node, around, ways: waysAlong(missing, node.labels), along, gaps });
  }

  /** Steps along unread edges of a thing. `along` is the same for things of which the ways are. */
  function lead({ node, around, ways, along, gaps }: Lead): void {
    const account = accountOf(node);
    const [gap] = gaps;
    // What is at the far end may not have been shown either, and then leads to anything there.
    const to = [around.to(ways, along, account), around.jewelsIn.get(account) ?? []];
    const leaves = held(node.id, ways.leaves);
    if (leaves.length > 0) {
      const text = `${placed(gap)} (what follows from ${along})`;
      hubs.add(words(within(text, account), node.id), [leaves], to, node.id, gaps);
    }
    const enters = held(node.id, ways.enters);
    // From anywhere: the same for all accounts.
    if (enters.length > 0) {
      const text = `${gap.operation}: ${gap.outcome} (what leads to ${along})`;
      hubs.add(words(text, node.id), [around.from(ways, along)], [enters], node.id, gaps);
    }
  }
}
