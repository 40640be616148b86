/** Counting, stubs, lists, text, numbers, parameters, order, and what a row can hold. */
import { edge, ids, node, type QueryCase, stored, storedEdge } from './types.ts';

const big = 9_007_199_254_740_993n;
const chain = {
  nodes: [
    node('e', 'Asset Endpoint', { name: 'e', seen: true }),
    node('m1', 'Asset Model', { name: 'm1', seen: true, n: 1, tags: ['a', 'b'] }),
    node('m2', 'Asset Model', { seen: false }),
    node('s', 'Asset Bucket', { name: 's', seen: true, n: 3, tags: [] }),
    node('gone', 'Gone', { name: 'gone' }),
  ],
  edges: [
    edge('e', 'LOADS', 'm1', 'v1', { w: 1 }),
    edge('e', 'LOADS', 'm1', 'v2', { w: 2 }),
    edge('e', 'LOADS', 'm2'),
    edge('m1', 'READS', 's', '', { parts: ['x', 'y'] }),
  ],
};
const q = (
  name: string,
  query: string,
  rows: QueryCase['rows'],
  more: Partial<QueryCase> = {},
): QueryCase => ({
  name,
  graph: chain,
  query,
  rows,
  ...more,
});

export const queryCases: readonly QueryCase[] = [
  q(
    'parallel edges are counted apart',
    'MATCH (:Endpoint)-[r:LOADS]->(m:Model) RETURN m.id AS id, count(r) AS n',
    [
      { id: 'm1', n: 2 },
      { id: 'm2', n: 1 },
    ],
  ),
  q('COUNT counts edges', 'MATCH (e:Endpoint) RETURN COUNT { MATCH (e)-[:LOADS]->(:Model) } AS n', [
    { n: 3 },
  ]),
  q('COUNT of none is 0', 'MATCH (b:Bucket) RETURN COUNT { MATCH (b)-[:LOADS]->(:Model) } AS n', [{ n: 0 }]),
  q('count distinct', 'MATCH (:Endpoint)-[:LOADS]->(m:Model) RETURN count(DISTINCT m) AS n', [{ n: 2 }]),
  q('a stub is matched by its concept', 'MATCH (m:Model) WHERE m.seen = false RETURN m.id AS id', ids('m2')),
  q(
    'a stub has no name, and that is unknown',
    "MATCH (m:Model) WHERE coalesce(m.name = 'm1', true) RETURN m.id AS id",
    ids('m1', 'm2'),
  ),
  q(
    'only seen ones are counted',
    'MATCH (e:Endpoint) RETURN COUNT { MATCH (e)-[:LOADS]->(m:Model) WHERE m.seen = true } AS n',
    [{ n: 2 }],
  ),
  q('what is gone matches no asset', "MATCH (a:Asset) WHERE a.name = 'gone' RETURN a.id AS id", []),
  q('two labels mean both', 'MATCH (a:Asset:Model) RETURN a.id AS id', ids('m1', 'm2')),
  q('a label in WHERE', 'MATCH (a:Asset) WHERE a:Bucket OR a:Endpoint RETURN a.id AS id', ids('e', 's')),
  q('a label can be ruled out', 'MATCH (a:Asset) WHERE NOT a:Model RETURN a.id AS id', ids('e', 's')),
  q('an edge is found backwards', 'MATCH (b:Bucket)<-[:READS]-(m:Model) RETURN m.id AS id', ids('m1')),
  q(
    'an edge of either way',
    'MATCH (m:Model)-[:READS|LOADS]-(o:Asset) RETURN DISTINCT m.id AS id',
    ids('m1', 'm2'),
  ),
  q('types are alternatives', 'MATCH (a:Asset)-[r:LOADS|READS]->(:Asset) RETURN count(r) AS n', [{ n: 4 }]),
  q(
    'a path of two steps',
    'MATCH (e:Endpoint)-[:LOADS|READS*2..2]->(b:Bucket) RETURN DISTINCT e.id AS e, b.id AS b',
    [{ e: 'e', b: 's' }],
  ),
  q("an edge's key can be asked for", "MATCH (:Endpoint)-[r:LOADS {key: 'v2'}]->(:Model) RETURN r.w AS w", [
    { w: 2 },
  ]),
  q(
    "an edge's list property",
    "MATCH (:Model)-[r:READS]->(:Bucket) WHERE 'y' IN r.parts RETURN r.parts AS p",
    [{ p: ['x', 'y'] }],
  ),
  q(
    'OPTIONAL MATCH gives null where there is none',
    'MATCH (m:Model) OPTIONAL MATCH (m)-[:READS]->(b:Bucket) RETURN m.id AS m, b.id AS b',
    [
      { m: 'm1', b: 's' },
      { m: 'm2', b: null },
    ],
  ),
  q('size of a list', 'MATCH (a:Asset) WHERE size(a.tags) = 2 RETURN a.id AS id', ids('m1')),
  q('an empty list is a value', 'MATCH (a:Asset) WHERE size(a.tags) = 0 RETURN a.id AS id, a.tags AS t', [
    { id: 's', t: [] },
  ]),
  q('nothing is in an empty list', "MATCH (b:Bucket) WHERE NOT 'a' IN b.tags RETURN b.id AS id", ids('s')),
  q('nothing is in an empty list of parameters', 'MATCH (a:Asset) WHERE a.id IN $ids RETURN a.id AS id', [], {
    params: { ids: [] },
  }),
  q('IN takes a list of parameters', 'MATCH (a:Asset) WHERE a.id IN $ids RETURN a.id AS id', ids('e', 's'), {
    params: { ids: ['e', 's', 'nobody'] },
  }),
  q('UNWIND of parameters', 'UNWIND $ids AS i MATCH (a:Asset {id: i}) RETURN a.id AS id', ids('e', 'e'), {
    params: { ids: ['e', 'e'] },
  }),
  q('maps as parameters', 'UNWIND $rows AS r RETURN r.a AS a, r.b AS b', [{ a: 1, b: 'x' }], {
    params: { rows: [{ a: 1, b: 'x' }] },
  }),
  q('a parameter is never query text', 'MATCH (a:Asset) WHERE a.id = $id RETURN a.id AS id', [], {
    params: { id: "e' OR true OR '" },
  }),
  q('numbers as parameters are whole', 'RETURN $n / 2 AS half, $f / 2 AS f', [{ half: 3, f: 3.25 }], {
    params: { n: 7, f: 6.5 },
  }),
  q('64-bit numbers as parameters', 'RETURN $n + 2 AS n', [{ n: big + 2n }], { params: { n: big } }),
  q('order by text', 'MATCH (a:Asset) RETURN a.id AS id ORDER BY id', ids('e', 'm1', 'm2', 's'), {
    ordered: true,
  }),
  q(
    'order by number, downwards',
    'MATCH (a:Asset) WHERE a.n > 0 RETURN a.id AS id ORDER BY a.n DESC',
    ids('s', 'm1'),
    {
      ordered: true,
    },
  ),
  q(
    'null comes last upwards',
    'MATCH (a:Asset) RETURN a.n AS n ORDER BY n LIMIT 3',
    [{ n: 1 }, { n: 3 }, { n: null }],
    {
      ordered: true,
    },
  ),
  q('skip and limit', 'MATCH (a:Asset) RETURN a.id AS id ORDER BY id SKIP 1 LIMIT 2', ids('m1', 'm2'), {
    ordered: true,
  }),
  q('a node in a row', 'MATCH (b:Bucket) RETURN b', [
    { b: stored('s', 'Asset Bucket', { name: 's', seen: true, n: 3, tags: [] }) },
  ]),
  q('an edge in a row, its ends not', 'MATCH (:Model)-[r:READS]->(:Bucket) RETURN r', [
    { r: storedEdge('m1', 'READS', 's', '', { parts: ['x', 'y'] }) },
  ]),
  q('a path in a row', 'MATCH p = (:Model)-[:READS]->(:Bucket) RETURN p', [
    {
      p: [
        stored('m1', 'Asset Model', { name: 'm1', seen: true, n: 1, tags: ['a', 'b'] }),
        storedEdge('m1', 'READS', 's', '', { parts: ['x', 'y'] }),
        stored('s', 'Asset Bucket', { name: 's', seen: true, n: 3, tags: [] }),
      ],
    },
  ]),
  q(
    'maps and lists of nodes in a row',
    'MATCH (b:Bucket) RETURN {b: b.id, l: [b.id, b.n]} AS m, collect(b.id) AS c',
    [{ m: { b: 's', l: ['s', 3] }, c: ['s'] }],
  ),
  q("a node's labels are those it was given", 'MATCH (b:Bucket) RETURN labels(b) AS l', [
    { l: ['Asset', 'Bucket'] },
  ]),
  q('type of an edge', 'MATCH (:Model)-[r]->(:Bucket) RETURN type(r) AS t', [{ t: 'READS' }]),
  q('properties of a node by name', "MATCH (b:Bucket) RETURN b.id AS id, b.name AS name, b['n'] AS n", [
    { id: 's', name: 's', n: 3 },
  ]),
  q(
    'UNION drops doubles',
    'MATCH (m:Model) RETURN m.id AS id UNION MATCH (a:Asset) WHERE a.n = 1 RETURN a.id AS id',
    ids('m1', 'm2'),
  ),
  q('min, max, sum', 'MATCH (a:Asset) WHERE a.n > 0 RETURN min(a.n) AS a, max(a.n) AS b, sum(a.n) AS c', [
    { a: 1, b: 3, c: 4 },
  ]),
  q(
    'WITH filters groups',
    'MATCH (:Endpoint)-[r:LOADS]->(m:Model) WITH m, count(r) AS n WHERE n > 1 RETURN m.id AS id',
    ids('m1'),
  ),
];
