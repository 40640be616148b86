/**
 * Unknown (null) through every operator that the policy dialect prints. Atoms inside EXISTS and COUNT are printed null-free
 * (`coalesce(atom, …)`), because a subquery turns null into false.
 */
import { edge, ids, node, type QueryCase } from './types.ts';

/** Three buckets: the atom is true on `yes`, false on `no`, unknown on `dark`. Each hangs off an endpoint of its own. */
const three = (yes: string | number | boolean | string[], no: string | number | boolean | string[]) => ({
  nodes: [
    node('yes', 'Asset Bucket', { p: yes }),
    node('no', 'Asset Bucket', { p: no }),
    node('dark', 'Asset Bucket', { p: null }),
    ...['yes', 'no', 'dark', 'none'].map((id) => node(`to-${id}`, 'Asset Endpoint')),
  ],
  edges: ['yes', 'no', 'dark'].map((id) => edge(`to-${id}`, 'LOADS', id)),
});

const atoms = [
  { atom: 'b.p = 1', graph: three(1, 2) },
  { atom: 'b.p <> 1', graph: three(2, 1) },
  { atom: 'b.p < 5', graph: three(4, 5) },
  { atom: 'b.p <= 5', graph: three(5, 6) },
  { atom: 'b.p > 5', graph: three(6, 5) },
  { atom: 'b.p >= 5', graph: three(5, 4) },
  { atom: "b.p IN ['a', 'b']", graph: three('b', 'c') },
  { atom: "'a' IN b.p", graph: three(['a', 'z'], ['z']) },
  { atom: "b.p STARTS WITH 'x-'", graph: three('x-1', 'y-1') },
  { atom: "b.p ENDS WITH '-x'", graph: three('1-x', '1-y') },
  { atom: "b.p CONTAINS 'mid'", graph: three('a mid b', 'ab') },
  { atom: "b.p =~ 'a.*z'", graph: three('a to z', 'z to a') },
  { atom: 'b.p', graph: three(true, false) },
  { atom: 'size(b.p) > 1', graph: three(['a', 'b'], ['a']) },
] as const;

const where = (what: string) => `MATCH (b:Bucket) WHERE ${what} RETURN b.id AS id`;
const inside = (what: string) => `MATCH (e:Endpoint) WHERE ${what} RETURN e.id AS id`;

const ofAtom = ({ atom, graph }: (typeof atoms)[number]): QueryCase[] => [
  { name: `${atom}: only what is surely so`, graph, query: where(atom), rows: ids('yes') },
  { name: `NOT ${atom}: only what is surely not so`, graph, query: where(`NOT (${atom})`), rows: ids('no') },
  {
    name: `coalesce(${atom}, true): unknown counts as so`,
    graph,
    query: where(`coalesce(${atom}, true)`),
    rows: ids('yes', 'dark'),
  },
  {
    name: `NOT coalesce(${atom}, false): unknown counts as not so`,
    graph,
    query: where(`NOT coalesce(${atom}, false)`),
    rows: ids('no', 'dark'),
  },
  {
    name: `EXISTS with ${atom}, surely`,
    graph,
    query: inside(`EXISTS { MATCH (e)-[:LOADS]->(b:Bucket) WHERE coalesce(${atom}, false) }`),
    rows: ids('to-yes'),
  },
  {
    name: `EXISTS with ${atom}, possibly`,
    graph,
    query: inside(`EXISTS { MATCH (e)-[:LOADS]->(b:Bucket) WHERE coalesce(${atom}, true) }`),
    rows: ids('to-yes', 'to-dark'),
  },
  {
    name: `NOT EXISTS with ${atom}, surely`,
    graph,
    query: inside(`NOT EXISTS { MATCH (e)-[:LOADS]->(b:Bucket) WHERE coalesce(${atom}, true) }`),
    rows: ids('to-no', 'to-none'),
  },
  {
    name: `NOT EXISTS with ${atom}, possibly`,
    graph,
    query: inside(`NOT EXISTS { MATCH (e)-[:LOADS]->(b:Bucket) WHERE coalesce(${atom}, false) }`),
    rows: ids('to-no', 'to-dark', 'to-none'),
  },
  {
    name: `COUNT with ${atom}, surely at least one`,
    graph,
    query: inside(`COUNT { MATCH (e)-[:LOADS]->(b:Bucket) WHERE coalesce(${atom}, false) } >= 1`),
    rows: ids('to-yes'),
  },
];

const two = {
  nodes: [
    node('tt', 'Asset', { p: true, q: true }),
    node('tf', 'Asset', { p: true, q: false }),
    node('tn', 'Asset', { p: true }),
    node('ff', 'Asset', { p: false, q: false }),
    node('fn', 'Asset', { p: false }),
    node('nn', 'Asset'),
  ],
};
const both = (what: string) => `MATCH (a:Asset) WHERE ${what} RETURN a.id AS id`;

const logic: readonly QueryCase[] = [
  { name: 'AND needs both known', graph: two, query: both('a.p AND a.q'), rows: ids('tt') },
  {
    name: 'NOT AND is sure as soon as one is false',
    graph: two,
    query: both('NOT (a.p AND a.q)'),
    rows: ids('tf', 'ff', 'fn'),
  },
  {
    name: 'OR is sure as soon as one is true',
    graph: two,
    query: both('a.p OR a.q'),
    rows: ids('tt', 'tf', 'tn'),
  },
  { name: 'NOT OR needs both known', graph: two, query: both('NOT (a.p OR a.q)'), rows: ids('ff') },
  { name: 'XOR needs both known', graph: two, query: both('a.p XOR a.q'), rows: ids('tf') },
  { name: 'IS NULL finds the unknown', graph: two, query: both('a.q IS NULL'), rows: ids('tn', 'fn', 'nn') },
  {
    name: 'IS NOT NULL finds the known',
    graph: two,
    query: both('a.q IS NOT NULL'),
    rows: ids('tt', 'tf', 'ff'),
  },
  { name: 'unknown equals not even unknown', graph: two, query: both('a.p = a.q'), rows: ids('tt', 'ff') },
  {
    name: 'an unknown comes as null',
    graph: two,
    query: "MATCH (a:Asset {id: 'tn'}) RETURN a.p AS p, a.q AS q",
    rows: [{ p: true, q: null }],
  },
  {
    name: 'comparing with a parameter that is null is unknown',
    graph: two,
    query: both('a.p = $x'),
    params: { x: null },
    rows: [],
  },
  {
    name: 'a negated comparison with a parameter that is null is unknown',
    graph: two,
    query: both('NOT a.p = $x'),
    params: { x: null },
    rows: [],
  },
  {
    name: 'CASE WHEN takes unknown for not so',
    graph: two,
    query: "MATCH (a:Asset) WHERE a.p RETURN CASE WHEN a.q THEN 'y' ELSE 'n' END AS c, count(*) AS n",
    rows: [
      { c: 'y', n: 1 },
      { c: 'n', n: 2 },
    ],
  },
];

export const unknownCases: readonly QueryCase[] = [...atoms.flatMap(ofAtom), ...logic];
