/** Whether attackers reach what a path policy is about: surely, possibly, or not. */

import type { PrintedQuery } from '#graph/cypher/types.ts';
import { anyAccount, internet } from '#graph/derive/exposure/aws/reach/way.ts';
import { addPossible, buildStepGraph } from '#graph/paths/build.ts';
import { type Nearest, nearestIn } from '#graph/paths/nearest.ts';
import type { AttackPath, End } from '#graph/paths/paths.ts';
import { pathEdgeProps, pathEdgeTypes, pathNodeProps } from '#graph/paths/read.ts';
import type { Hold } from '#graph/paths/states.ts';
import { assetAt, hubAt, type StateRef, type StepGraph, statesOf } from '#graph/paths/step-graph.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { Coverage, Gap } from '#graph/schema/coverage.ts';
import { textCell } from '#graph/store/cells.ts';
import type { GraphReader, StoredNode } from '#graph/store/port.ts';
import type { Entries } from '../declared.ts';
import { type EntryName, type EntryStates, entryClasses, entryProps, statesOfEntry } from './entries.ts';
import { type Unknown, unknownOf, unknownProps } from './unknown.ts';

/** The part of a policy that speaks of attackers. */
export interface PathSpec {
  readonly from: readonly EntryName[];
  /** Each of these, of what the policy is about, is the loss. */
  readonly hold: readonly Hold[];
  /** Whether ways through an administrator of an account count. */
  readonly administrators?: boolean | undefined;
}

/** What a policy asks of attackers; undefined for one that asks nothing. */
export const specOf = ({
  about,
  path,
}: {
  readonly about: string;
  readonly path?: PathSpec | undefined;
}): PathSpec | undefined =>
  path === undefined ? undefined : { ...path, administrators: path.administrators ?? about === 'Account' };

export interface Reached {
  readonly path: AttackPath;
  readonly sure: boolean;
  /** Of a path that is not sure. */
  readonly gaps: readonly Gap[];
}

interface Source {
  readonly graph: GraphReader;
  readonly catalogue: Catalogue;
  readonly coverage: readonly Coverage[];
  /** All that any policy asks about. */
  readonly jewels: readonly StateRef[];
  /** Entries of the operator's own. */
  readonly declared?: readonly Entries[] | undefined;
  /** Of graphs that lie side by side, which one a node is of: what is unknown in one leads nowhere in another. */
  readonly graphOf?: (id: string) => string;
}

/** Who is outside whether or not anything is open: what could not be read may be open to them. */
const always: readonly StoredNode[] = [internet, anyAccount].map(({ id, concept, name, props = {} }) => ({
  id,
  labels: ['Derived', concept].sort(),
  props: { ...props, name },
}));

const nodeProps = [...new Set([...pathNodeProps, ...entryProps, ...unknownProps])];

/** Conditions that nobody can decide leave a step possible. */
function withConditions(graph: StepGraph): StepGraph {
  const { csr, edge, edges } = graph;
  const possible = graph.possible === undefined ? new Uint8Array(csr.steps) : graph.possible.slice();
  for (let step = 0; step < csr.steps; step++) {
    const of = edge[step] ?? -1;
    if (of >= 0 && (edges.details[edges.detail[of] ?? 0]?.conditions.length ?? 0) > 0) possible[step] = 1;
  }
  return { ...graph, possible };
}

/** Account of a thing by its number; '' for none. */
function accountsOf(graph: StepGraph, nodes: readonly StoredNode[]): readonly string[] {
  const by = new Map(nodes.map(({ id, props }) => [id, props['account']]));
  return graph.assets.map(({ id }) => {
    const account = by.get(id);
    return typeof account === 'string' && account !== 'none' ? account : '';
  });
}

/**
 * Who has all of an account has all that is in it. That is one finding, about the account; for what is in it only the ways count
 * that do not need it, else one open door would be told a hundred times. Whoever surely gets there with permissions of its own
 * counts as having it; what leads on into other accounts counts all the same.
 * @returns 1 for the steps that do not count
 */
function ofAdministrators(graph: StepGraph, nodes: readonly StoredNode[], unknown: Unknown): Uint8Array {
  const { csr, possible } = graph;
  const accounts = accountsOf(graph, nodes);
  const withLabel = (label: string) =>
    statesOf(
      graph,
      nodes.flatMap(({ id, labels }) => (labels.includes(label) ? [{ id, hold: 'own' as const }] : [])),
    );
  const accountAt = (state: number): string => {
    const hub = hubAt(graph, state);
    if (hub?.is === 'gap') return unknown.accounts.get(hub.what) ?? '';
    return accounts[hub === undefined ? assetAt(graph, state) : hub.of] ?? '';
  };
  const isSure = (step: number) => possible?.[step] !== 1;
  const whole = new Set(withLabel('Account'));
  /** State → accounts that it surely has all of. */
  const has = new Map<number, Set<string>>();
  const note = (state: number, all: Iterable<string>) => {
    const known = has.get(state) ?? new Set<string>();
    for (const account of all) known.add(account);
    has.set(state, known);
  };
  for (const state of whole) note(state, [accountAt(state)]);
  const sets = new Map<number, Set<string>>();
  for (let step = 0; step < csr.steps; step++) {
    const [from, to] = [csr.from[step] ?? -1, csr.to[step] ?? -1];
    if (!whole.has(to) || !isSure(step)) continue;
    sets.set(from, (sets.get(from) ?? new Set()).add(accountAt(to)));
  }
  const people = new Set(withLabel('Principal'));
  for (let step = 0; step < csr.steps; step++) {
    const [from, to] = [csr.from[step] ?? -1, csr.to[step] ?? -1];
    const all = people.has(from) && isSure(step) ? sets.get(to) : undefined;
    if (all !== undefined) note(from, all);
  }
  // A set of permissions is cut where all who have it have the account.
  const shared = new Set(withLabel('PermissionSet'));
  const ofAll = new Map<number, ReadonlySet<string>>();
  for (let step = 0; step < csr.steps; step++) {
    const [from, to] = [csr.from[step] ?? -1, csr.to[step] ?? -1];
    if (!shared.has(to) || !people.has(from)) continue;
    const all: ReadonlySet<string> = has.get(from) ?? new Set();
    const before = ofAll.get(to);
    ofAll.set(to, before === undefined ? all : new Set([...before].filter((one) => all.has(one))));
  }
  for (const [state, all] of ofAll) note(state, all);
  const without = new Uint8Array(csr.steps);
  for (const [state, all] of has) {
    const end = csr.first[state + 1] ?? 0;
    for (let step = csr.first[state] ?? 0; step < end; step++)
      if (all.has(accountAt(csr.to[step] ?? -1))) without[step] = 1;
  }
  return without;
}

/** Each state once: policies that ask about the same are many. */
const distinct = (states: readonly StateRef[]): readonly StateRef[] => [
  ...new Map(states.map((state) => [`${state.hold} ${state.id}`, state])).values(),
];

/** What the operator declared as entries, as the graph has it. */
async function declaredOf(graph: GraphReader, declared: readonly Entries[]): Promise<EntryStates> {
  const surely: StateRef[] = [];
  const possibly: StateRef[] = [];
  for (const { match, hold } of declared) {
    const ids = async ({ text, params }: PrintedQuery) =>
      new Set((await graph.rows(text, params)).map((row) => textCell(row, 'id')));
    const sure = await ids(match.surely);
    for (const id of sure) surely.push({ id, hold });
    for (const id of await ids(match.possibly)) if (!sure.has(id)) possibly.push({ id, hold });
  }
  return { surely, possibly };
}

/** The step graph of a publication, with what could not be read as possible steps; built once, asked by every policy. */
export class Attackers {
  readonly steps: StepGraph;
  readonly #all: Nearest;
  /** Short of administrators. */
  readonly #short: Nearest;
  readonly #entries: ReadonlyMap<EntryName, End>;
  readonly #maybe: ReadonlyMap<EntryName, End>;
  readonly #unknown: Unknown;
  readonly #outside: ReadonlySet<string>;

  private constructor(
    steps: StepGraph,
    without: Uint8Array,
    entries: ReadonlyMap<EntryName, End>,
    maybe: ReadonlyMap<EntryName, End>,
    unknown: Unknown,
    outside: ReadonlySet<string>,
  ) {
    this.steps = steps;
    this.#all = nearestIn(steps);
    this.#short = nearestIn(steps, without);
    this.#entries = entries;
    this.#maybe = maybe;
    this.#unknown = unknown;
    this.#outside = outside;
  }

  static async read({ graph, catalogue, coverage, jewels, declared, graphOf }: Source): Promise<Attackers> {
    const nodes: StoredNode[] = [];
    for await (const node of graph.nodes({ props: nodeProps })) nodes.push(node);
    nodes.push(...always.filter(({ id }) => !nodes.some((node) => node.id === id)));
    const base = await buildStepGraph(
      nodes,
      graph.edges({ types: pathEdgeTypes, props: [...pathEdgeProps] }),
    );
    const unknown = unknownOf({ nodes, coverage, catalogue, jewels: distinct(jewels), graphOf });
    const entries = new Map<EntryName, End>();
    const maybe = new Map<EntryName, End>();
    for (const one of entryClasses) {
      const own = nodes.filter(({ labels }) => one.labels.some((label) => labels.includes(label)));
      const { surely, possibly } = statesOfEntry(one, own);
      entries.set(one.name, { id: one.name, name: one.title, states: surely, weight: one.weight });
      const hidden = unknown.hidden.filter((state) => one.toldBy?.some((c) => state.concepts.includes(c)));
      const states = [...possibly, ...hidden];
      maybe.set(one.name, { id: one.name, name: one.name, states });
    }
    const own = await declaredOf(graph, declared ?? []);
    entries.set('declared', { id: 'declared', name: 'Declared by the operator', states: own.surely });
    maybe.set('declared', { id: 'declared', name: 'declared', states: own.possibly });
    const outside = new Set(
      nodes
        .filter(
          ({ labels }) =>
            labels.includes('Derived') ||
            labels.some((l) => ['Internet', 'Everyone', 'ExternalPrincipal'].includes(l)),
        )
        .map(({ id }) => id),
    );
    const steps = withConditions(addPossible(base, unknown.hubs));
    return new Attackers(steps, ofAdministrators(steps, nodes, unknown), entries, maybe, unknown, outside);
  }

  /** Whether a node is no asset of ours, so that nothing can be changed at it. */
  readonly isOutside = (id: string): boolean => this.#outside.has(id);

  /** The entries of the classes, with what is surely one of them. */
  entries(names: readonly EntryName[]): readonly End[] {
    return names.flatMap((name) => this.#entries.get(name) ?? []);
  }

  /** The best path to each jewel from any of the entries, by id of the jewel. Who is not in it is not reached. */
  reach({ from, hold, administrators }: PathSpec, jewels: readonly string[]): ReadonlyMap<string, Reached> {
    const nearest = administrators === true ? this.#all : this.#short;
    const ends = jewels.map((id): End => ({ id, name: id, states: hold.map((h) => ({ id, hold: h })) }));
    const found = new Map<string, Reached>();
    const keep = (paths: readonly AttackPath[], allSure: boolean) => {
      for (const path of paths) {
        const isSure = allSure && path.gaps.length === 0 && path.conditions.length === 0;
        const known = found.get(path.jewel.id);
        if (known?.sure === true && !isSure) continue;
        if (known !== undefined && known.sure === isSure && known.path.score.value >= path.score.value)
          continue;
        found.set(path.jewel.id, { path, sure: isSure, gaps: isSure ? [] : this.#gapsOf(path) });
      }
    };
    const some = ({ states }: End) => states.length > 0;
    const sure = this.entries(from).filter(some);
    keep(nearest.surely({ entries: sure, jewels: ends }), true);
    const left = ends.filter(({ id }) => found.get(id)?.sure !== true);
    keep(nearest.possibly({ entries: sure, jewels: left }), true);
    const maybe = from.flatMap((name) => this.#maybe.get(name) ?? []).filter(some);
    keep(nearest.surely({ entries: maybe, jewels: left }), false);
    keep(nearest.possibly({ entries: maybe, jewels: left }), false);
    return found;
  }

  #gapsOf(path: AttackPath): readonly Gap[] {
    const gaps = this.#unknown.gapsOf(path);
    if (gaps.length > 0) return gaps;
    // Nothing failed: what the path hangs on is a condition, or who can stand at its entry.
    return [
      {
        scope: '',
        kind: '',
        read: 'derived',
        operation: 'derived',
        permissions: [],
        outcome: 'unreadable',
        reason:
          path.conditions.length > 0
            ? `it hangs on conditions: ${path.conditions.slice(0, 3).join('; ')}`
            : 'whether an attack can begin there is unknown',
        asset: path.steps[0]?.from ?? path.jewel.id,
      },
    ];
  }
}
