/** What staging does to nodes and edges, values that a property can hold, and values that it cannot. */
import type { Changes } from '#graph/store/port.ts';
import { edge, node, type RefusalCase, stored, storedEdge, type WriteCase } from './types.ts';

const w = (
  name: string,
  publishes: readonly (readonly Changes[])[],
  nodes: WriteCase['nodes'],
  edges: NonNullable<WriteCase['edges']> = [],
): WriteCase => ({ name, publishes: publishes.map((stages) => ({ stages })), nodes, edges });

const ab = { nodes: [node('a', 'Asset'), node('b', 'Asset')] };
const AB = [stored('a', 'Asset'), stored('b', 'Asset')];
const value = (
  name: string,
  given: Parameters<typeof node>[2],
  kept: Parameters<typeof stored>[2],
): WriteCase => w(name, [[{ nodes: [node('a', 'Asset', given)] }]], [stored('a', 'Asset', kept)]);

const nodes: readonly WriteCase[] = [
  w('the same node staged twice is one', [[ab, ab]], AB),
  w('the same node published twice is one', [[ab], [ab]], AB),
  w(
    'a later change to the same node wins',
    [[{ nodes: [node('a', 'Asset', { x: 1, y: 1 }), node('a', 'Asset', { x: 2 })] }]],
    [stored('a', 'Asset', { x: 2 })],
  ),
  w(
    'a later stage wins',
    [[{ nodes: [node('a', 'Asset', { x: 1, y: 1 })] }, { nodes: [node('a', 'Asset', { x: 2 })] }]],
    [stored('a', 'Asset', { x: 2 })],
  ),
  w(
    'a property that is absent is removed',
    [[{ nodes: [node('a', 'Asset', { x: 1, y: ['l'] })] }], [{ nodes: [node('a', 'Asset', { x: 1 })] }]],
    [stored('a', 'Asset', { x: 1 })],
  ),
  w(
    'a property that is null is removed',
    [[{ nodes: [node('a', 'Asset', { x: 1, y: 2 })] }], [{ nodes: [node('a', 'Asset', { x: null, y: 2 })] }]],
    [stored('a', 'Asset', { y: 2 })],
  ),
  w(
    'a property may change its type',
    [[{ nodes: [node('a', 'Asset', { x: 1 })] }], [{ nodes: [node('a', 'Asset', { x: ['1'] })] }]],
    [stored('a', 'Asset', { x: ['1'] })],
  ),
  w(
    'labels are replaced',
    [[{ nodes: [node('a', 'Asset Model Thing')] }], [{ nodes: [node('a', 'Asset Endpoint')] }]],
    [stored('a', 'Asset Endpoint')],
  ),
  w(
    'an asset that is gone loses its labels and its edges',
    [
      [{ ...ab, edges: [edge('a', 'R', 'b')] }],
      [{ removeNodes: ['a'], nodes: [node('a', 'Gone', { name: 'was a' })] }],
    ],
    [stored('a', 'Gone', { name: 'was a' }), stored('b', 'Asset')],
  ),
  w(
    'a node that changes keeps its edges',
    [[{ ...ab, edges: [edge('a', 'R', 'b')] }], [{ nodes: [node('a', 'Asset Model')] }]],
    [stored('a', 'Asset Model'), stored('b', 'Asset')],
    [storedEdge('a', 'R', 'b')],
  ),
  w('what nobody touches stays', [[ab], [{ nodes: [node('c', 'Asset')] }]], [...AB, stored('c', 'Asset')]),
  w(
    'removing a node takes its edges both ways',
    [
      [
        {
          nodes: [...ab.nodes, node('c', 'Asset')],
          edges: [edge('a', 'R', 'b'), edge('c', 'R', 'a'), edge('c', 'R', 'b')],
        },
      ],
      [{ removeNodes: ['a'] }],
    ],
    [stored('b', 'Asset'), stored('c', 'Asset')],
    [storedEdge('c', 'R', 'b')],
  ),
  w(
    'removing what is not there is no error',
    [[ab], [{ removeNodes: ['x'], removeEdges: [edge('a', 'R', 'x')] }]],
    AB,
  ),
  w(
    'removed and staged in one change is staged anew',
    [[{ nodes: [node('a', 'Asset', { x: 1 })] }], [{ removeNodes: ['a'], nodes: [node('a', 'Asset')] }]],
    [stored('a', 'Asset')],
  ),
  w(
    'staged, then removed by a later stage, is not there',
    [[ab, { removeNodes: ['b'] }]],
    [stored('a', 'Asset')],
  ),
  w('a publish that changes nothing keeps all', [[{ ...ab, edges: [edge('a', 'R', 'b')] }], []], AB, [
    storedEdge('a', 'R', 'b'),
  ]),
];

const edges: readonly WriteCase[] = [
  w(
    'the same edge staged twice is one',
    [[{ ...ab, edges: [edge('a', 'R', 'b'), edge('a', 'R', 'b')] }, { edges: [edge('a', 'R', 'b')] }]],
    AB,
    [storedEdge('a', 'R', 'b')],
  ),
  w(
    'the same edge published twice is one',
    [
      [{ ...ab, edges: [edge('a', 'R', 'b', 'k', { x: 1 })] }],
      [{ edges: [edge('a', 'R', 'b', 'k', { y: 2 })] }],
    ],
    AB,
    [storedEdge('a', 'R', 'b', 'k', { y: 2 })],
  ),
  w(
    'keys, types and directions tell edges apart',
    [
      [
        {
          ...ab,
          edges: [edge('a', 'R', 'b'), edge('a', 'R', 'b', 'k'), edge('a', 'S', 'b'), edge('b', 'R', 'a')],
        },
      ],
    ],
    AB,
    [
      storedEdge('a', 'R', 'b'),
      storedEdge('a', 'R', 'b', 'k'),
      storedEdge('a', 'S', 'b'),
      storedEdge('b', 'R', 'a'),
    ],
  ),
  w(
    'an edge that vanishes is the only one to go',
    [
      [{ ...ab, edges: [edge('a', 'R', 'b', '1'), edge('a', 'R', 'b', '2')] }],
      [{ removeEdges: [edge('a', 'R', 'b', '1')] }],
    ],
    AB,
    [storedEdge('a', 'R', 'b', '2')],
  ),
  w(
    'an edge may lead to its own node',
    [[{ ...ab, edges: [edge('a', 'R', 'a')] }], [{ edges: [edge('a', 'R', 'a', '', { x: 1 })] }]],
    AB,
    [storedEdge('a', 'R', 'a', '', { x: 1 })],
  ),
  w('an edge may be staged before its ends', [[{ edges: [edge('a', 'R', 'b')] }, ab]], AB, [
    storedEdge('a', 'R', 'b'),
  ]),
  w(
    'of an edge staged before its ends the last version counts',
    [[{ edges: [edge('a', 'R', 'b', '', { x: 1 })] }, { ...ab, edges: [edge('a', 'R', 'b', '', { x: 2 })] }]],
    AB,
    [storedEdge('a', 'R', 'b', '', { x: 2 })],
  ),
  w(
    'an edge that waits for its end can be taken back',
    [[{ edges: [edge('a', 'R', 'b')] }, { removeEdges: [edge('a', 'R', 'b')] }, ab]],
    AB,
  ),
  w(
    "an edge's property named like an end is a property",
    [
      [{ ...ab, edges: [edge('a', 'R', 'b', '', { src: 'x', dst: 1 })] }],
      [{ edges: [edge('a', 'R', 'b', '', { src: 'y' })] }],
    ],
    AB,
    [storedEdge('a', 'R', 'b', '', { src: 'y' })],
  ),
  {
    name: 'posture of another scan goes with the publish',
    publishes: [
      {
        stages: [ab],
        posture: {
          nodes: [
            node('f1', 'Finding', { scan: 's1' }),
            node('t1', 'CannotTell', { scan: 's1' }),
            node('c1', 'Coverage Gap', { scan: 's1' }),
          ],
          edges: [edge('f1', 'ABOUT', 'a')],
        },
      },
      {
        stages: [],
        posture: { nodes: [node('f2', 'Finding', { scan: 's2' })], edges: [edge('f2', 'ABOUT', 'b')] },
      },
    ],
    nodes: [...AB, stored('f2', 'Finding', { scan: 's2' })],
    edges: [storedEdge('f2', 'ABOUT', 'b')],
  },
];

const values: readonly WriteCase[] = [
  value('text, numbers and booleans', { t: 'x', i: 5, f: 1.5, b: false }, { t: 'x', i: 5, f: 1.5, b: false }),
  value('empty text and zero are values', { t: '', i: 0 }, { t: '', i: 0 }),
  value('an empty list', { l: [] }, { l: [] }),
  value('lists keep order and doubles', { l: ['b', 'a', 'b'] }, { l: ['b', 'a', 'b'] }),
  value('lists of numbers', { l: [1, 2.5, -3] }, { l: [1, 2.5, -3] }),
  value('lists of booleans', { l: [true, false] }, { l: [true, false] }),
  value(
    '64-bit numbers',
    { max: 2n ** 63n - 1n, min: -(2n ** 63n) },
    { max: 2n ** 63n - 1n, min: -(2n ** 63n) },
  ),
  value('lists of 64-bit numbers', { l: [2n ** 60n, 1n] }, { l: [2n ** 60n, 1] }),
  value(
    'a small bigint comes back as a number',
    { n: 7n, m: 9_007_199_254_740_991 },
    { n: 7, m: 9_007_199_254_740_991 },
  ),
  value('minus zero is zero', { z: -0, l: [-0, 1.5] }, { z: 0, l: [0, 1.5] }),
  value(
    'tiny and huge fractions',
    { a: 5e-324, b: 1.7976931348623157e308 },
    { a: 5e-324, b: 1.7976931348623157e308 },
  ),
  value('unicode', { t: '模型 😀 é e\u0301 \u202e' }, { t: '模型 😀 é e\u0301 \u202e' }),
  value('control characters', { t: 'a\u0000b\n\t\u001b[31m' }, { t: 'a\u0000b\n\t\u001b[31m' }),
  value(
    'a lone surrogate becomes a replacement character',
    { t: 'a\ud800b', l: ['\udc00'] },
    { t: 'a\ufffdb', l: ['\ufffd'] },
  ),
  value(
    'text that looks like something else stays text',
    { d: '2026-01-01', n: '1', j: '{"a":[1]}', q: "'; DROP" },
    { d: '2026-01-01', n: '1', j: '{"a":[1]}', q: "'; DROP" },
  ),
  value('a long text', { t: 'x'.repeat(100_000) }, { t: 'x'.repeat(100_000) }),
  value('id may be given among the properties', { id: 'a', x: 1 }, { x: 1 }),
  w(
    'ids with unicode, quotes and spaces',
    [
      [
        {
          nodes: [node(`ä 'b" \\ 😀`, 'Asset'), node('b', 'Asset')],
          edges: [edge(`ä 'b" \\ 😀`, 'R', 'b', `k'"`)],
        },
      ],
    ],
    [stored(`ä 'b" \\ 😀`, 'Asset'), stored('b', 'Asset')],
    [storedEdge(`ä 'b" \\ 😀`, 'R', 'b', `k'"`)],
  ),
];

export const writeCases: readonly WriteCase[] = [...nodes, ...edges, ...values];

const bad = (name: string, given: Record<string, unknown>, says: RegExp): RefusalCase => ({
  name,
  changes: { nodes: [node('arn:x', 'Asset', given as Parameters<typeof node>[2])] },
  at: 'stage',
  says,
});

export const refusalCases: readonly RefusalCase[] = [
  bad('a list of several types', { p: [1, 'a'] }, /property p of asset arn:x mixes number and string/),
  bad('a list with null', { p: ['a', null] }, /item 1 of property p of asset arn:x is null/),
  bad('a map', { p: { a: 1 } }, /property p of asset arn:x is a map/),
  bad('a list of lists', { p: [['a']] }, /item 0 of property p of asset arn:x is a list/),
  bad('NaN', { p: Number.NaN }, /property p of asset arn:x is NaN/),
  bad('infinity', { p: Number.POSITIVE_INFINITY }, /property p of asset arn:x is Infinity/),
  bad('a whole number that lost digits', { p: 2 ** 60 }, /property p of asset arn:x .*bigint/),
  bad('more than 64 bits', { p: 2n ** 63n }, /property p of asset arn:x is beyond 64 bits/),
  bad('a fraction beside a 64-bit number', { p: [1.5, 2n ** 60n] }, /property p of asset arn:x mixes/),
  bad('bytes', { p: new Uint8Array(2) }, /property p of asset arn:x is a Uint8Array/),
  bad('a date', { p: new Date(0) }, /property p of asset arn:x is a Date/),
  bad('undefined', { p: undefined }, /property p of asset arn:x is undefined/),
  bad('a property named like query text', { 'p` = 1': 1 }, /asset arn:x has a property named/),
  bad('a property with an underscore first', { _id: 1 }, /asset arn:x has a property named/),
  bad('another id among the properties', { id: 'other' }, /property id of asset arn:x/),
  {
    name: 'a node without labels',
    changes: { nodes: [{ id: 'a', labels: [], props: {} }] },
    at: 'stage',
    says: /asset a has no label/,
  },
  {
    name: 'a label like query text',
    changes: { nodes: [{ id: 'a', labels: ['A) DETACH DELETE (n'], props: {} }] },
    at: 'stage',
    says: /label of asset a/,
  },
  {
    name: "a label of the store's own",
    changes: { nodes: [{ id: 'a', labels: ['_PathlightState'], props: {} }] },
    at: 'stage',
    says: /label of asset a/,
  },
  {
    name: 'a type like query text',
    changes: { edges: [edge('a', 'R]->()', 'b')] },
    at: 'stage',
    says: /edge .* is named/,
  },
  {
    name: 'an empty id',
    changes: { nodes: [{ id: '', labels: ['Asset'], props: {} }] },
    at: 'stage',
    says: /not empty/,
  },
  {
    name: 'an id with a lone surrogate',
    changes: { nodes: [{ id: 'a\ud800', labels: ['Asset'], props: {} }] },
    at: 'stage',
    says: /well-formed/,
  },
  {
    name: 'an edge without its end',
    changes: { nodes: [node('a', 'Asset')], edges: [edge('a', 'R', 'nobody')] },
    at: 'seal',
    says: /"nobody".*not in the graph/,
  },
];
