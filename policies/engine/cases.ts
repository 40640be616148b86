/**
 * A policy's own cases, run for real: all cases of all policies are seeded side by side into one graph (each under its own
 * prefix), both readings are asked, and each named node must get the answer that its case expects.
 */

import type { PrintedQuery } from '#graph/cypher/types.ts';
import { holds } from '#graph/paths/states.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { PropValue, Scalar } from '#graph/schema/fields.ts';
import { concepts, edgeTypes } from '#graph/schema/index.ts';
import { ASSET } from '#graph/schema/node.ts';
import { textCell } from '#graph/store/cells.ts';
import type { EdgeChange, GraphReader, NodeChange } from '#graph/store/port.ts';
import type { PolicyCase, SeedNode } from './file.ts';
import type { Policy } from './load.ts';
import { PolicyError } from './load.ts';
import { Attackers, type PathSpec, specOf } from './paths/reach.ts';

export type Expected = 'finds' | 'clears' | 'cannot-tell';

export const expectedOf = (c: PolicyCase): readonly [Expected, readonly string[]] =>
  'finds' in c
    ? ['finds', c.finds]
    : 'clears' in c
      ? ['clears', c.clears]
      : ['cannot-tell', c['cannot-tell']];

interface Seeds {
  readonly nodes: readonly NodeChange[];
  readonly edges: readonly EdgeChange[];
}

/** What is in no account, a host of the internet, is known by how its id begins: of its name in a case too. */
const HOST = 'host/';
const idOf = (policy: Policy, index: number, name: string) =>
  name.startsWith(HOST)
    ? `${HOST}${policy.meta.id}/${index}/${name.slice(HOST.length)}`
    : `${policy.meta.id}/${index}/${name}`;
/** The case that a node is of. */
const caseOf = (id: string): string =>
  (id.startsWith(HOST) ? id.slice(HOST.length) : id).split('/').slice(0, 2).join('/');

/** The graph of all cases of a policy. @throws PolicyError for a case that names what is not there. */
export function seedsOf(policy: Policy, catalogue: Catalogue): Seeds {
  const conceptsOf = new Map(catalogue.map((k) => [k.kind, k.concepts]));
  const nodes: NodeChange[] = [];
  const edges: EdgeChange[] = [];
  policy.meta.tests.forEach((test, index) => {
    const bad = (message: string) => new PolicyError(policy.file, `tests.${index}: ${message}`);
    const [, wanted] = expectedOf(test);
    for (const name of wanted) if (!(name in test.graph)) throw bad(`"${name}" is not in its graph`);
    for (const [name, node] of Object.entries(test.graph)) {
      const id = idOf(policy, index, name);
      const labels = typeof node.is === 'string' ? [node.is] : node.is;
      for (const label of labels)
        if (!concepts.has(label) && !conceptsOf.has(label))
          throw bad(`"${label}" is neither concept nor kind`);
      nodes.push({
        id,
        labels: [...new Set([ASSET, ...labels, ...labels.flatMap((l) => conceptsOf.get(l) ?? [])])],
        props: {
          seen: true,
          stale: false,
          incomplete: [],
          name,
          ...propsOf(node),
          id,
          kind: labels[0] ?? '',
        },
      });
      for (const edge of edgesOf(node)) {
        if (!edgeTypes.has(edge.type)) throw bad(`"${edge.type}" is no edge type`);
        if (!(edge.to in test.graph))
          throw bad(`"${name}" points at "${edge.to}", which is not in its graph`);
        edges.push({
          from: id,
          to: idOf(policy, index, edge.to),
          type: edge.type,
          key: edge.key,
          props: { by: id, stale: false, ...edge.props },
        });
      }
    }
  });
  return { nodes, edges };
}

const isEdge = (name: string) => /^[A-Z][A-Z_]*$/.test(name);

function propsOf(node: SeedNode): Record<string, PropValue | null> {
  const { is: _, ...rest } = node;
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([name]) => !isEdge(name))
      .map(([name, value]) => [name, value as Scalar | readonly Scalar[] | null]),
  );
}

function* edgesOf(node: SeedNode) {
  for (const [type, ends] of Object.entries(node)) {
    if (!isEdge(type) || !Array.isArray(ends)) continue;
    for (const end of ends)
      yield typeof end === 'object' ? { type, ...end } : { type, to: String(end), key: '', props: {} };
  }
}

/** A case that did not get the answer it expects. */
export interface Red {
  readonly case: number;
  readonly because: string;
  readonly node: string;
  readonly expected: Expected;
  readonly got: Expected;
}

/** The attackers of the graph of all cases, for path policies. */
export const attackersOfCases = (
  policies: readonly Policy[],
  graph: GraphReader,
  catalogue: Catalogue,
): Promise<Attackers> =>
  Attackers.read({
    graph,
    catalogue,
    coverage: [],
    graphOf: caseOf,
    jewels: policies.flatMap((policy) =>
      (policy.meta.path === undefined ? [] : expectedNodes(policy)).flatMap((id) =>
        holds.map((hold) => ({ id, hold })),
      ),
    ),
  });

const expectedNodes = (policy: Policy): readonly string[] =>
  policy.meta.tests.flatMap((test, index) => expectedOf(test)[1].map((name) => idOf(policy, index, name)));

/**
 * Path specifications that each lack one entry or one hold, or have one hold more: every part of `path` must matter to some
 * case. `own` gives the other holds, so that to ask for it too changes nothing.
 */
export function pathMutants(path: PathSpec): readonly { readonly what: string; readonly path: PathSpec }[] {
  const without = <T>(all: readonly T[], one: T) => all.filter((other) => other !== one);
  return [
    ...path.from.map((one) => ({
      what: `path: not from ${one}`,
      path: { ...path, from: without(path.from, one) },
    })),
    ...path.hold.map((one) => ({
      what: `path: not ${one}`,
      path: { ...path, hold: without(path.hold, one) },
    })),
    ...holds
      .filter((hold) => hold !== 'own' && !path.hold.includes(hold))
      .map((hold) => ({ what: `path: ${hold} too`, path: { ...path, hold: [...path.hold, hold] } })),
  ];
}

/** Asks both queries and compares with every case of the policy. */
export async function reds(
  policy: Policy,
  graph: GraphReader,
  queries: { readonly surely: PrintedQuery; readonly possibly: PrintedQuery },
  attackers?: Attackers,
  path: PathSpec | undefined = specOf(policy.meta),
): Promise<readonly Red[]> {
  const own = `${policy.meta.id}/`;
  const ids = async ({ text, params }: PrintedQuery) =>
    new Set(
      (await graph.rows(text, params)).map((row) => textCell(row, 'id')).filter((id) => id.startsWith(own)),
    );
  const surely = await ids(queries.surely);
  const possibly = await ids(queries.possibly);
  const reached = path === undefined ? undefined : attackers?.reach(path, [...possibly, ...surely]);
  const got = (id: string): Expected => {
    const at = surely.has(id) ? 'finds' : possibly.has(id) ? 'cannot-tell' : 'clears';
    if (path === undefined || at === 'clears') return at;
    const to = reached?.get(id);
    return to === undefined ? 'clears' : to.sure ? at : 'cannot-tell';
  };
  return policy.meta.tests.flatMap((test, index) => {
    const [expected, names] = expectedOf(test);
    return names
      .map((node) => ({
        case: index,
        because: test.because,
        node,
        expected,
        got: got(idOf(policy, index, node)),
      }))
      .filter((r) => r.got !== r.expected);
  });
}
