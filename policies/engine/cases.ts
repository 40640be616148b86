/**
 * A policy's own cases, run for real: all cases of all policies are seeded side by side into one graph (each under its own
 * prefix), both readings are asked, and each named node must get the answer that its case expects.
 */

import type { PrintedQuery } from '#graph/cypher/types.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { PropValue, Scalar } from '#graph/schema/fields.ts';
import { concepts, edgeTypes } from '#graph/schema/index.ts';
import { ASSET } from '#graph/schema/node.ts';
import { textCell } from '#graph/store/cells.ts';
import type { EdgeChange, GraphReader, NodeChange } from '#graph/store/port.ts';
import type { PolicyCase, SeedNode } from './file.ts';
import type { Policy } from './load.ts';
import { PolicyError } from './load.ts';

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

const idOf = (policy: Policy, index: number, name: string) => `${policy.meta.id}/${index}/${name}`;

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

/** Asks both queries and compares with every case of the policy. */
export async function reds(
  policy: Policy,
  graph: GraphReader,
  queries: { readonly surely: PrintedQuery; readonly possibly: PrintedQuery },
): Promise<readonly Red[]> {
  const own = `${policy.meta.id}/`;
  const ids = async ({ text, params }: PrintedQuery) =>
    new Set(
      (await graph.rows(text, params)).map((row) => textCell(row, 'id')).filter((id) => id.startsWith(own)),
    );
  const surely = await ids(queries.surely);
  const possibly = await ids(queries.possibly);
  const got = (id: string): Expected =>
    surely.has(id) ? 'finds' : possibly.has(id) ? 'cannot-tell' : 'clears';
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
