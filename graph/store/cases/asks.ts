/** People's queries: what they get, where they are cut off, and every way out that the stores themselves close. */
import { type AskCase, edge, node, stored } from './types.ts';

const graph = {
  nodes: Array.from({ length: 30 }, (_, i) =>
    node(`n${String(i).padStart(2, '0')}`, 'Asset', { i, pad: 'x'.repeat(50) }),
  ),
  edges: [edge('n00', 'R', 'n01', 'k', { w: 1 })],
};
const a = (name: string, query: string, expect: AskCase['expect'], more: Partial<AskCase> = {}): AskCase => ({
  name,
  graph,
  query,
  expect,
  ...more,
});
const refused = (name: string, query: string): AskCase => a(name, query, { failed: /^The query failed/ });

export const askCases: readonly AskCase[] = [
  a('rows in order', 'MATCH (n:Asset) RETURN n.id AS id ORDER BY id LIMIT 2', {
    rows: [{ id: 'n00' }, { id: 'n01' }],
    truncated: false,
  }),
  a('nodes', "MATCH (n:Asset {id: 'n03'}) RETURN n", {
    rows: [{ n: stored('n03', 'Asset', { i: 3, pad: 'x'.repeat(50) }) }],
    truncated: false,
  }),
  a(
    'parameters',
    'MATCH (n:Asset) WHERE n.i = $i RETURN n.id AS id',
    { rows: [{ id: 'n07' }], truncated: false },
    { params: { i: 7 } },
  ),
  a('64-bit numbers', 'RETURN 9223372036854775807 AS n', {
    rows: [{ n: 9_223_372_036_854_775_807n }],
    truncated: false,
  }),
  a('edges', 'MATCH (:Asset)-[r:R]->(:Asset) RETURN r', {
    rows: [{ r: { from: 'n00', type: 'R', to: 'n01', key: 'k', props: { w: 1 } } }],
    truncated: false,
  }),
  a('no rows', "MATCH (n:Asset {id: 'nobody'}) RETURN n", { rows: [], truncated: false }),
  a(
    'more rows than allowed: the first, and that there are more',
    'MATCH (n:Asset) RETURN n.id AS id ORDER BY id',
    { rows: [{ id: 'n00' }, { id: 'n01' }, { id: 'n02' }], truncated: true },
    { limits: { rows: 3 } },
  ),
  a(
    'exactly as many rows as allowed is not cut off',
    'MATCH (n:Asset) WHERE n.i < 3 RETURN n.i AS i ORDER BY i',
    { rows: [{ i: 0 }, { i: 1 }, { i: 2 }], truncated: false },
    { limits: { rows: 3 } },
  ),
  a(
    'more bytes than allowed: the rows that fit',
    'MATCH (n:Asset) RETURN n.i AS i, n.pad AS pad ORDER BY i',
    {
      rows: [
        { i: 0, pad: 'x'.repeat(50) },
        { i: 1, pad: 'x'.repeat(50) },
      ],
      truncated: true,
    },
    { limits: { bytes: 150 } },
  ),
  a(
    'a first row beyond the bytes',
    'MATCH (n:Asset) RETURN collect(n.pad) AS all',
    { limit: 'bytes' },
    { limits: { bytes: 200 } },
  ),
  a(
    'a query without end',
    'MATCH (a:Asset) MATCH (b:Asset) MATCH (c:Asset) MATCH (d:Asset) MATCH (e:Asset) MATCH (f:Asset) WHERE a.i + b.i + c.i + d.i + e.i + f.i < 0 RETURN count(*) AS n',
    { limit: 'milliseconds' },
    { limits: { milliseconds: 500 } },
  ),
  a(
    'a query that hoards',
    'UNWIND range(1, 200000000) AS x WITH collect(x) AS c RETURN size(c) AS n',
    { limit: 'memory' },
    { limits: { milliseconds: 120_000, memoryMegabytes: 256 } },
  ),
  refused('syntax', 'MATCH (n:Asset RETURN n'),
  refused('CREATE', 'CREATE (n:Asset) RETURN n'),
  refused('MERGE', "MERGE (n:Asset {id: 'new'}) RETURN n"),
  refused('SET', 'MATCH (n:Asset) SET n.x = 1 RETURN n'),
  refused('REMOVE', 'MATCH (n:Asset) REMOVE n.i RETURN n'),
  refused('REMOVE of a label', 'MATCH (n:Asset) REMOVE n:Asset RETURN n'),
  refused('DETACH DELETE', 'MATCH (n:Asset) DETACH DELETE n'),
  refused('DELETE of an edge', 'MATCH (:Asset)-[r:R]->(:Asset) DELETE r'),
  refused('FOREACH', 'MATCH (n:Asset) FOREACH (x IN [1] | SET n.x = x)'),
  refused(
    'a write in a subquery',
    'MATCH (n:Asset) CALL { WITH n SET n.x = 1 RETURN 1 AS one } RETURN n.id AS id',
  ),
  refused('LOAD CSV of a file', "LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l"),
  refused('LOAD CSV of a path', "LOAD CSV FROM '/etc/hostname' AS l RETURN l"),
  refused('LOAD CSV of an address', "LOAD CSV FROM 'http://127.0.0.1:9/x' AS l RETURN l"),
  refused(
    'LOAD CSV after a MATCH',
    "MATCH (n:Asset) WITH n LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l",
  ),
  refused('LOAD CSV spread out', "LOAD /* x */ CSV\nFROM 'file:///etc/hostname' AS l RETURN l"),
  refused('a procedure', 'CALL db.labels()'),
  refused('a procedure after a MATCH', 'MATCH (n:Asset) CALL db.labels() YIELD label RETURN label'),
  refused('an index', 'CREATE INDEX x FOR (n:Asset) ON (n.i)'),
  refused('a constraint', 'CREATE CONSTRAINT x FOR (n:Asset) REQUIRE n.i IS UNIQUE'),
  refused('two statements', 'MATCH (n:Asset) RETURN n.id AS id; MATCH (n:Asset) DETACH DELETE n'),
  refused('an index dropped', 'DROP INDEX pathlight_Asset_id'),
];
