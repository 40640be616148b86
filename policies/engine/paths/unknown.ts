/**
 * What could not be read, as steps that may be there: one hub per gap. A jewel that is reached only through such a step is
 * *cannot tell*, and the answer names the gap.
 */
import type { PossibleHub } from '#graph/paths/build.ts';
import { pathEdgeTypes } from '#graph/paths/read.ts';
import { holds } from '#graph/paths/states.ts';
import type { StateRef } from '#graph/paths/step-graph.ts';
import { accountId } from '#graph/schema/aws/ids.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { type Coverage, type Gap, isGap } from '#graph/schema/coverage.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { gapOf } from '../explain.ts';

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

export interface Unknown {
  readonly hubs: readonly PossibleHub[];
  /** Gaps behind each hub's words. */
  readonly gaps: ReadonlyMap<string, readonly Gap[]>;
  /** States from which somebody may begin whom no listing showed. */
  readonly hidden: readonly StateRef[];
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

const text = (node: StoredNode, name: string): string => {
  const value = node.props[name];
  return typeof value === 'string' ? value : '';
};
const list = (node: StoredNode, name: string): readonly string[] => {
  const value = node.props[name];
  return Array.isArray(value) ? value.map(String) : [];
};
const every = (id: string): readonly StateRef[] => holds.map((hold) => ({ id, hold }));
const outside = ['Internet', 'Everyone', 'ExternalPrincipal'];
const isIdentity = (concepts: readonly string[]): boolean =>
  concepts.some((c) => c === 'Principal' || c === 'AccessPolicy' || c === 'Credential');

/** An unread fact without a row of coverage of its own: a policy that came and could not be understood. */
const bare = (node: StoredNode, reason: string): Gap => ({
  scope: text(node, 'scope'),
  kind: text(node, 'kind'),
  read: 'derived',
  operation: 'derived',
  permissions: [],
  outcome: 'unreadable',
  reason,
  asset: node.id,
});

class Hubs {
  readonly #from = new Map<string, Map<string, StateRef>>();
  readonly #to = new Map<string, readonly StateRef[]>();
  readonly gaps = new Map<string, readonly Gap[]>();

  add(words: string, from: readonly StateRef[], to: readonly StateRef[], gaps: readonly Gap[]): void {
    const known = this.#from.get(words) ?? new Map<string, StateRef>();
    for (const state of from) known.set(`${state.hold} ${state.id}`, state);
    this.#from.set(words, known);
    this.#to.set(words, to);
    if (!this.gaps.has(words)) this.gaps.set(words, gaps);
  }

  all(): readonly PossibleHub[] {
    return [...this.#from].map(([gap, from]) => ({
      gap,
      from: [...from.values()],
      to: this.#to.get(gap) ?? [],
    }));
  }
}

const words = (gap: Gap): string =>
  `${gap.operation} in ${gap.scope || 'the graph'}: ${gap.reason ?? gap.outcome}`;

/** States by the graph that they are in; asked for a node's. */
function inGraphOf(all: readonly StateRef[], graphOf: Input['graphOf']): (id: string) => readonly StateRef[] {
  if (graphOf === undefined) return () => all;
  const by = Map.groupBy(all, ({ id }) => graphOf(id));
  return (id) => by.get(graphOf(id)) ?? [];
}

/** Finds what is unknown and where it could lead. */
export function unknownOf({ nodes, coverage, catalogue, jewels, graphOf }: Input): Unknown {
  const kinds = new Map(catalogue.map((k) => [k.kind, k]));
  const rows = coverage.filter((c) => isGap(c.outcome));
  const listings = rows.filter((c) => c.read === 'list');
  const hubs = new Hubs();
  const outsidersOf = inGraphOf(
    nodes
      .filter(({ labels }) => labels.some((l) => outside.includes(l)))
      .map(({ id }): StateRef => ({ id, hold: 'own' })),
    graphOf,
  );
  const jewelsOf = inGraphOf(jewels, graphOf);

  // Identities that no listing showed: whoever they are, they stand in that account.
  const hidden = new Map<string, StateRef>();
  for (const row of listings) {
    const kind = kinds.get(row.kind);
    const account = row.scope.account;
    if (kind === undefined || account === undefined || !isIdentity(kind.concepts)) continue;
    const state: StateRef = {
      id: accountId({ partition: row.scope.partition ?? 'aws', account }),
      hold: 'ask',
    };
    hidden.set(state.id, state);
    const gap = gapOf(row);
    hubs.add(words(gap), [state], jewels, [gap]);
  }

  for (const node of nodes) {
    const account = text(node, 'account');
    const outsiders = outsidersOf(node.id);
    const mine = jewelsOf(node.id);
    const isPrincipal = node.labels.includes('Principal');
    const own = listings.filter(
      (c) => c.scope.account === account && (node.labels.includes(c.kind) || ofConcept(c, node)),
    );
    if (node.props['seen'] === false) {
      // What is only pointed at is unknown where its own listing failed, and else no asset of ours.
      const [row] = own;
      if (row === undefined) continue;
      const gap = gapOf(row);
      if (isPrincipal)
        hubs.add(`${words(gap)} (what it may do)`, [{ id: node.id, hold: 'own' }], mine, [gap]);
      else hubs.add(`${words(gap)} (${node.id})`, outsiders, every(node.id), [gap]);
      continue;
    }
    const access = text(node, 'accessUnknown');
    if (access !== '' && access !== 'none') {
      const gap = gapFor(node, access);
      if (isPrincipal)
        hubs.add(`${words(gap)} (what ${node.id} may do)`, [{ id: node.id, hold: 'own' }], mine, [gap]);
      else hubs.add(`${words(gap)} (who may use ${node.id})`, outsiders, every(node.id), [gap]);
    }
    const exposure = text(node, 'exposureUnknown');
    if (exposure !== '' && exposure !== 'none') {
      const gap = gapFor(node, exposure);
      hubs.add(`${words(gap)} (who gets at ${node.id})`, outsiders, every(node.id), [gap]);
    }
    const missing = list(node, 'incomplete').filter((type) => pathEdgeTypes.includes(type));
    if (missing.length > 0) {
      const reads = kinds
        .get(text(node, 'kind'))
        ?.reads.filter((r) => r.edges.some((e) => missing.includes(e)));
      const found = rows.filter(
        (c) =>
          c.kind === text(node, 'kind') &&
          reads?.some((r) => r.name === c.read) === true &&
          (c.asset === undefined ? c.scope.account === account : c.asset === node.id),
      );
      const gaps =
        found.length > 0 ? found.slice(0, 3).map(gapOf) : [bare(node, `${missing.join(', ')} unread`)];
      const [first] = gaps;
      if (first !== undefined) hubs.add(`${words(first)} (edges of ${node.id})`, every(node.id), mine, gaps);
    }
  }
  return { hubs: hubs.all(), gaps: hubs.gaps, hidden: [...hidden.values()] };

  function ofConcept(row: Coverage, node: StoredNode): boolean {
    return kinds.get(row.kind)?.concepts.some((concept) => node.labels.includes(concept)) === true;
  }
  /** The read that failed, where there is one; else what the derivation says of it. */
  function gapFor(node: StoredNode, reason: string): Gap {
    const row =
      rows.find((c) => c.asset === node.id) ??
      rows.find(
        (c) =>
          c.scope.account === text(node, 'account') &&
          (c.kind === text(node, 'kind') || isIdentity(kinds.get(c.kind)?.concepts ?? [])),
      );
    return row === undefined ? bare(node, reason) : { ...gapOf(row), reason };
  }
}
