/**
 * The law of the two readings: however the unknown turns out, what is *surely* found is found, and what is found in any
 * way is *possibly* found. The evaluator here shares nothing with the printer but the tree.
 */
import { GrafeoDB } from '@grafeo-db/js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PropValue } from '#graph/schema/fields.ts';
import type { EdgePattern, Expr, MatchQuery, Operand, Pattern } from './ast.ts';
import { checkMatch } from './check.ts';
import { parseMatch } from './parse.ts';
import {
  idsOf,
  type Run,
  seed,
  type TinyEdge,
  type TinyGraph,
  type TinyNode,
  tinyCatalogue,
} from './tiny.ts';

/** A graph without unknowns. */
interface Whole {
  readonly nodes: readonly {
    readonly id: string;
    readonly labels: readonly string[];
    readonly props: Readonly<Record<string, PropValue>>;
  }[];
  readonly edges: readonly { readonly from: string; readonly type: string; readonly to: string }[];
}
type Row = Readonly<Record<string, string | null>>;

/** Every walk of the edge's lengths that uses no edge of the graph twice. */
function walks(
  whole: Whole,
  edge: EdgePattern,
  used: readonly number[],
): { from: string; to: string; used: readonly number[] }[] {
  const types = edge.types.map((type) => type.name);
  const step = (
    start: string | null,
    taken: readonly number[],
    length: number,
  ): { from: string; to: string; used: readonly number[] }[] =>
    whole.edges.flatMap((real, i) => {
      if (!types.includes(real.type) || taken.includes(i) || (start !== null && real.from !== start))
        return [];
      const here = { from: real.from, to: real.to, used: [...taken, i] };
      const further = length < edge.max ? step(real.to, here.used, length + 1) : [];
      const longer = further.map((one) => ({ ...one, from: real.from }));
      return length >= edge.min ? [here, ...longer] : longer;
    });
  return step(null, used, 1);
}

/** All ways to bind the pattern's nodes, beginning with a row; each edge of the graph is used once. */
function bind(whole: Whole, pattern: Pattern, row: Row): Row[] {
  let rows: { row: Row; used: readonly number[] }[] = [{ row, used: [] }];
  const labelsOf = (id: string) => whole.nodes.find((node) => node.id === id)?.labels ?? [];
  const extend = (variable: string, ids: readonly string[], to: typeof rows): typeof rows =>
    to.flatMap((now) => {
      const bound = now.row[variable];
      const free = bound === undefined ? ids : ids.filter((id) => id === bound);
      return free.map((id) => ({ ...now, row: { ...now.row, [variable]: id } }));
    });
  const all = whole.nodes.map((node) => node.id);
  for (const edge of pattern.edges) {
    rows = rows.flatMap((now) =>
      walks(whole, edge, now.used).flatMap(({ from, to, used }) =>
        extend(edge.to, [to], extend(edge.from, [from], [{ ...now, used }])),
      ),
    );
  }
  for (const node of pattern.nodes) rows = extend(node.variable, all, rows);
  for (const node of pattern.nodes) {
    rows = rows.filter(({ row: now }) => {
      const labels = labelsOf(now[node.variable] ?? '');
      return node.labels.every((label) => labels.includes(label.name));
    });
  }
  return rows
    .map((now) => now.row)
    .filter((now) => pattern.where === null || holds(whole, pattern.where, now) === true);
}

/** Cypher's own truth: null only where an optional variable is unbound. */
function holds(whole: Whole, expr: Expr, row: Row): boolean | null {
  const nodeOf = (variable: string) => whole.nodes.find((node) => node.id === row[variable]);
  const value = (operand: Operand): PropValue | null => {
    switch (operand.is) {
      case 'literal':
        return operand.value;
      case 'list':
        return operand.values;
      case 'property':
        return nodeOf(operand.variable)?.props[operand.property] ?? null;
      case 'size': {
        const list = value(operand.of);
        return Array.isArray(list) ? list.length : null;
      }
    }
  };
  switch (expr.is) {
    case 'and':
    case 'or': {
      const items = expr.items.map((item) => holds(whole, item, row));
      const final = expr.is === 'or';
      return items.includes(final) ? final : items.includes(null) ? null : !final;
    }
    case 'not': {
      const item = holds(whole, expr.item, row);
      return item === null ? null : !item;
    }
    case 'exists':
      return bind(whole, expr.pattern, row).length > 0;
    case 'count':
      return compare(expr.op, bind(whole, expr.pattern, row).length, expr.value);
    case 'label': {
      const node = nodeOf(expr.variable);
      return node === undefined ? null : node.labels.includes(expr.label.name);
    }
    case 'unbound':
      return row[expr.variable] === null;
    case 'null':
      // unlike Cypher, the dialect lets nothing hold of a node that is not there
      return row[expr.of.variable] === null ? null : value(expr.of) === null;
    case 'compare': {
      const [left, right] = [value(expr.left), value(expr.right)];
      return left === null || right === null ? null : compare(expr.op, left, right);
    }
  }
}

function compare(op: string, left: PropValue, right: PropValue): boolean {
  if (op === 'IN') return Array.isArray(right) && right.includes(left);
  if (op === '=' || op === '<>') return (left === right) === (op === '=');
  const [a, b] = [Number(left), Number(right)];
  return op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b;
}

/** Ids of the subjects that the match finds in a graph without unknowns. */
function evaluate(whole: Whole, query: MatchQuery): Set<string> {
  let rows: Row[] = [{}];
  for (const clause of query.clauses) {
    rows = rows.flatMap((row) => {
      const found = bind(whole, clause, row);
      if (!clause.optional || found.length > 0) return found;
      const nulls = clause.nodes
        .filter((node) => row[node.variable] === undefined)
        .map((node) => [node.variable, null]);
      return [{ ...row, ...Object.fromEntries(nulls) }];
    });
  }
  const { having } = query;
  if (having !== null) rows = rows.filter((row) => holds(whole, having, row) === true);
  return new Set(rows.flatMap((row) => row[query.returns[0]?.name ?? ''] ?? []));
}

const domains: Readonly<Record<string, readonly PropValue[]>> = {
  on: [true, false],
  size: [0, 1],
  tags: [[], ['x']],
};
const types = ['GUARDED_BY', 'USES_TOOL'];
type End = 'from' | 'to';

/** Whether an edge of the type may touch the node there without being in the graph. */
const open = (node: TinyNode, type: string): boolean => {
  const { incomplete, stale, seen } = node.props;
  if (Array.isArray(incomplete) && incomplete.includes(type)) return true;
  return (stale === true || seen === false) && !node.labels.includes('Passive');
};

/**
 * One way in which the unknown may turn out; `choose(n)` gives a number below n. An unseen node `z` may exist; if `blind`,
 * edges to and from it are what it alone would have shown.
 */
function complete(graph: TinyGraph, end: End, choose: (n: number) => number, blind = false): Whole {
  const pick = <T>(list: readonly T[]): T => list[choose(list.length)] as T;
  const nodes = [
    ...graph.nodes,
    { id: 'z', labels: blind ? ['Any'] : ['Any', pick(['Thing', 'Passive'])], props: { incomplete: types } },
  ];
  const unseen = types.flatMap((type) =>
    nodes.flatMap(({ id }) =>
      [
        { from: id, type, to: 'z' },
        { from: 'z', type, to: id },
      ].filter(() => blind && choose(3) === 0),
    ),
  );
  const edges = graph.edges.filter((edge) => {
    const ends = graph.nodes.filter((node) => node.id === edge.from || node.id === edge.to);
    const shaky = edge.props['stale'] === true || ends.some((node) => node.props['stale'] === true);
    return !shaky || choose(2) === 1;
  });
  const more = types.flatMap((type) =>
    nodes.flatMap((near) =>
      nodes.flatMap((far) => {
        if (!open(near, type) || choose(3) > 0) return [];
        return end === 'from' ? { from: near.id, type, to: far.id } : { from: far.id, type, to: near.id };
      }),
    ),
  );
  return {
    nodes: nodes.map(({ id, labels, props }) => {
      const known = (key: string): PropValue | null =>
        props['stale'] === true ? null : (props[key] ?? null);
      // a stub that has the concept of a kind may be of that kind
      const stub = props['seen'] === false && labels.includes('ModelEndpoint') && choose(2) === 1;
      return {
        id,
        labels: stub ? [...labels, pick(['Thing', 'Passive'])] : labels,
        props: Object.fromEntries(
          Object.entries(domains).map(([key, values]) => [key, known(key) ?? pick(values)]),
        ),
      };
    }),
    edges: [...edges, ...more, ...unseen],
  };
}

const maybe = <T>(values: readonly T[]) => fc.constantFrom<(T | null)[]>(...values, ...values, null);
const nodeOf = (id: string): fc.Arbitrary<TinyNode> =>
  fc
    .record({
      concept: fc.constantFrom([], [], ['ModelEndpoint']),
      kind: fc.constantFrom('Thing', 'Passive'),
      on: maybe([true, false]),
      size: maybe([0, 1]),
      tags: maybe([[], ['x']]),
      stale: fc.constantFrom(true, false, false, false, null),
      seen: fc.constantFrom(false, true, true, true, null),
      incomplete: fc.constantFrom(null, null, [], ['GUARDED_BY'], ['USES_TOOL']),
    })
    .map(({ concept, kind, ...props }) => ({ id, labels: ['Any', kind, ...concept], props }));
const graphs: fc.Arbitrary<TinyGraph> = fc
  .tuple(
    fc.tuple(nodeOf('a'), nodeOf('b'), nodeOf('c')),
    fc.uniqueArray(
      fc.record({
        from: fc.constantFrom('a', 'b', 'c'),
        type: fc.constantFrom(...types),
        to: fc.constantFrom('a', 'b', 'c'),
        props: fc.constantFrom<TinyEdge['props'][]>({}, {}, { stale: true }),
      }),
      { maxLength: 4, selector: ({ from, type, to }) => `${from} ${type} ${to}` },
    ),
  )
  .map(([nodes, edges]) => ({ nodes, edges }));

/** Patterns run from the bound end to the other: only the bound end can be asked what it could not show. */
const hop = (end: End, from: string, type: string, to: string): string =>
  end === 'from' ? `(${from})-[:${type}]->(${to})` : `(${from})<-[:${type}]-(${to})`;

const simple = (variable: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...['on = true', 'on <> false', 'size > 0', 'size <= 0', 'size IN [1, 2]', 'on IS NOT NULL'].map(
      (atom) => `${variable}.${atom}`,
    ),
    `'x' IN ${variable}.tags`,
    `size(${variable}.tags) = 0`,
    `${variable}:Passive`,
  );
const labels = fc.constantFrom(':Any', ':Any', ':Thing:Any', ':Any:Passive');
const type = fc.constantFrom('GUARDED_BY', 'USES_TOOL', 'GUARDED_BY|USES_TOOL', 'GUARDED_BY*1..2');

const inner = (end: End, variable: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      type,
      labels,
      fc.option(fc.tuple(fc.boolean(), simple('k'))),
      fc.constantFrom('EXISTS', 'COUNT'),
      fc.constantFrom('>= 1', '<= 0', '= 1', '<> 1', '> 1', '< 2'),
    )
    .map(([kind, label, where, word, threshold]) => {
      const conditions = where === null ? '' : ` WHERE ${where[0] ? 'NOT ' : ''}${where[1]}`;
      const text = `${word} { ${hop(end, variable, kind, `k${label}`)}${conditions} }`;
      return word === 'COUNT' ? `${text} ${threshold}` : text;
    });

/** Patterns that branch, and patterns between two bound nodes. */
const branching = (end: End, variable: string): fc.Arbitrary<string> =>
  fc
    .tuple(type, type, labels, fc.boolean(), simple('k'), fc.constantFrom('EXISTS', 'COUNT'))
    .map(([one, two, label, deep, where, word]) => {
      const second = hop(end, deep ? 'k' : variable, two, 'l:Any');
      const text = `${word} { ${second.startsWith('(k') ? '' : `${second}, `}${hop(end, variable, one, `k${label}`)}${deep ? `, ${second}` : ''} WHERE ${where} }`;
      return word === 'COUNT' ? `${text} >= 1` : text;
    });

const conditions = (end: End, variables: readonly string[], optional: string | null): fc.Arbitrary<string> =>
  fc.letrec<{ tree: string }>((tie) => {
    const atoms = variables.flatMap((variable) => [
      simple(variable),
      inner(end, variable),
      branching(end, variable),
    ]);
    if (optional !== null)
      atoms.push(
        simple(optional),
        fc.constant(`${optional} IS NULL`),
        fc.constant(`${optional} IS NOT NULL`),
      );
    return {
      tree: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        ...atoms,
        tie('tree').map((item) => `NOT (${item})`),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} AND ${b})`),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} OR ${b})`),
      ),
    };
  }).tree;

const shapes = (end: End): fc.Arbitrary<string> =>
  fc.oneof(
    conditions(end, ['n'], null).map((where) => `MATCH (n:Any) WHERE ${where} RETURN n`),
    fc
      .tuple(type, labels, conditions(end, ['n', 'm'], null))
      .map(
        ([kind, label, where]) => `MATCH ${hop(end, 'n:Any', kind, `m${label}`)} WHERE ${where} RETURN n, m`,
      ),
    fc
      .tuple(type, labels, conditions(end, ['n', 'm'], null))
      .map(
        ([kind, label, where]) =>
          `MATCH ${hop(end, 'n:Any', 'USES_TOOL', 'm:Any')}, ${hop(end, 'm', kind, `k${label}`)} WHERE ${where} RETURN n, k`,
      ),
    fc
      .tuple(fc.constantFrom('GUARDED_BY', 'USES_TOOL'), labels, simple('m'), conditions(end, ['n'], 'm'))
      .map(
        ([kind, label, own, having]) =>
          `MATCH (n:Any) OPTIONAL MATCH ${hop(end, 'n', kind, `m${label}`)} WHERE ${own} WITH * WHERE ${having} RETURN n, m`,
      ),
  );

describe('the two readings', () => {
  it.each([
    ['from', false],
    ['to', false],
    ['from', true],
    ['to', true],
  ] as const)(
    'keep their law when the %s end shows the edges (and unseen far ends show others: %s)',
    { timeout: 120_000 },
    async (end, blind) => {
      let sure = 0;
      let unsure = 0;
      await fc.assert(
        fc.asyncProperty(graphs, shapes(end), fc.infiniteStream(fc.nat(5)), async (graph, text, stream) => {
          const match = checkMatch(text, { catalogue: tinyCatalogue });
          const readings = blind ? match.blindTo(match.cuts) : match;
          const query = parseMatch(text);
          const db = GrafeoDB.create();
          const run: Run = async (query, params) => (await db.executeCypher(query, params)).toArray();
          await seed(run, graph);
          const surely = await idsOf(run, readings.surely);
          const possibly = await idsOf(run, readings.possibly);
          expect(possibly).toEqual(expect.arrayContaining(surely));
          sure += surely.length;
          unsure += possibly.length - surely.length;
          for (let i = 0; i < 60; i += 1) {
            const found = evaluate(
              complete(graph, end, (n) => (stream.next().value ?? 0) % n, blind),
              query,
            );
            for (const id of surely) expect(found).toContain(id);
            for (const id of found) if (id !== 'z') expect(possibly).toContain(id);
          }
        }),
        { numRuns: 200 },
      );
      expect(sure).toBeGreaterThan(20);
      expect(unsure).toBeGreaterThan(20);
    },
  );
});
