/** Whether attackers reach what a path policy is about: surely, possibly, or not. */

import type { PrintedQuery } from '#graph/cypher/types.ts';
import { anyAccount, internet } from '#graph/derive/exposure/aws/reach/way.ts';
import { addPossible, buildStepGraph } from '#graph/paths/build.ts';
import { narrowed } from '#graph/paths/narrowed.ts';
import { type AttackPath, type End, findPaths } from '#graph/paths/paths.ts';
import { pathEdgeProps, pathEdgeTypes, pathNodeProps } from '#graph/paths/read.ts';
import type { Hold } from '#graph/paths/states.ts';
import { type StateRef, type StepGraph, statesOf } from '#graph/paths/step-graph.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { Coverage, Gap } from '#graph/schema/coverage.ts';
import { textCell } from '#graph/store/cells.ts';
import type { GraphReader, StoredNode } from '#graph/store/port.ts';
import type { Entries } from '../declared.ts';
import { type EntryName, type EntryStates, entryClasses, entryProps, statesOfEntry } from '../entries.ts';
import { unknownOf, unknownProps } from '../unknown.ts';

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

/**
 * Who has all of an account has all that is in it. That is one finding, about the account; for what is in it only the ways count
 * that do not need it, else one open door would be told a hundred times. Whoever surely gets there with permissions of its own
 * counts as having it.
 */
function shortOfAdministrators(graph: StepGraph, nodes: readonly StoredNode[]): StepGraph {
  const { csr, possible } = graph;
  const accounts = nodes.filter(({ labels }) => labels.includes('Account'));
  const principals = nodes.filter(({ labels }) => labels.includes('Principal'));
  const own = (all: readonly StoredNode[]) =>
    new Set(
      statesOf(
        graph,
        all.map(({ id }): StateRef => ({ id, hold: 'own' })),
      ),
    );
  const closed = own(accounts);
  const sets = new Set<number>();
  const isSure = (step: number) => possible?.[step] !== 1;
  for (let step = 0; step < csr.steps; step++)
    if (closed.has(csr.to[step] ?? -1) && isSure(step)) sets.add(csr.from[step] ?? -1);
  const people = own(principals);
  for (let step = 0; step < csr.steps; step++) {
    const from = csr.from[step] ?? -1;
    if (people.has(from) && sets.has(csr.to[step] ?? -1) && isSure(step)) closed.add(from);
  }
  return narrowed(graph, (step) => !closed.has(csr.from[step] ?? -1));
}

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
  readonly #short: StepGraph;
  readonly #entries: ReadonlyMap<EntryName, End>;
  readonly #maybe: ReadonlyMap<EntryName, readonly StateRef[]>;
  readonly #gaps: ReadonlyMap<string, readonly Gap[]>;
  readonly #outside: ReadonlySet<string>;

  private constructor(
    steps: StepGraph,
    short: StepGraph,
    entries: ReadonlyMap<EntryName, End>,
    maybe: ReadonlyMap<EntryName, readonly StateRef[]>,
    gaps: ReadonlyMap<string, readonly Gap[]>,
    outside: ReadonlySet<string>,
  ) {
    this.steps = steps;
    this.#short = short;
    this.#entries = entries;
    this.#maybe = maybe;
    this.#gaps = gaps;
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
    const unknown = unknownOf({ nodes, coverage, catalogue, jewels, graphOf });
    const entries = new Map<EntryName, End>();
    const maybe = new Map<EntryName, readonly StateRef[]>();
    for (const one of entryClasses) {
      const own = nodes.filter(({ labels }) => one.labels.some((label) => labels.includes(label)));
      const { surely, possibly } = statesOfEntry(one, own);
      entries.set(one.name, { id: one.name, name: one.title, states: surely, weight: one.weight });
      maybe.set(one.name, [...possibly, ...(one.byIdentity === true ? unknown.hidden : [])]);
    }
    const own = await declaredOf(graph, declared ?? []);
    entries.set('declared', { id: 'declared', name: 'Declared by the operator', states: own.surely });
    maybe.set('declared', own.possibly);
    const outside = new Set(
      nodes
        .filter(
          ({ labels }) =>
            labels.includes('Derived') || labels.some((l) => l === 'Internet' || l === 'Everyone'),
        )
        .map(({ id }) => id),
    );
    const steps = withConditions(addPossible(base, unknown.hubs));
    return new Attackers(steps, shortOfAdministrators(steps, nodes), entries, maybe, unknown.gaps, outside);
  }

  /** Whether a node is no asset of ours, so that nothing can be changed at it. */
  readonly isOutside = (id: string): boolean => this.#outside.has(id);

  /** The entries of the classes, with what is surely one of them. */
  entries(names: readonly EntryName[]): readonly End[] {
    return names.flatMap((name) => this.#entries.get(name) ?? []);
  }

  /** The best path to each jewel from any of the entries, by id of the jewel. Who is not in it is not reached. */
  reach({ from, hold, administrators }: PathSpec, jewels: readonly string[]): ReadonlyMap<string, Reached> {
    const steps = administrators === true ? this.steps : this.#short;
    const ends = jewels.map((id): End => ({ id, name: id, states: hold.map((h) => ({ id, hold: h })) }));
    const question = { jewels: ends, k: 1, limit: Number.MAX_SAFE_INTEGER };
    const found = new Map<string, Reached>();
    const sure = this.entries(from).filter(({ states }) => states.length > 0);
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
    keep(findPaths(steps, { entries: sure, ...question }).paths, true);
    const maybe = from.flatMap((name): readonly End[] => {
      const states = this.#maybe.get(name) ?? [];
      return states.length === 0 ? [] : [{ id: name, name, states }];
    });
    if (maybe.length > 0) keep(findPaths(steps, { entries: maybe, ...question }).paths, false);
    return found;
  }

  #gapsOf(path: AttackPath): readonly Gap[] {
    const gaps = path.gaps.flatMap((words) => this.#gaps.get(words) ?? []);
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
