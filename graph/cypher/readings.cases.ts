/** Tiny graphs and what a match says about `a` in them: the table behind `readings.test.ts`. */
import type { PropValue } from '#graph/schema/fields.ts';
import type { TinyGraph } from './tiny.ts';

type Props = Readonly<Record<string, PropValue | null>>;

interface Edge {
  readonly to?: Props;
  readonly stale?: boolean;
  readonly back?: boolean;
}

/** `a` is a Thing, `g…` are guardrails that the edges lead to. */
export function graph(a: Props, edges: readonly Edge[] = []): TinyGraph {
  return {
    nodes: [
      { id: 'a', labels: ['Thing', 'ModelEndpoint'], props: a },
      ...edges.map(({ to }, i) => ({ id: `g${i}`, labels: ['Passive', 'Guardrail'], props: to ?? {} })),
    ],
    edges: edges.map(({ stale, back }, i) => ({
      from: back === true ? `g${i}` : 'a',
      to: back === true ? 'a' : `g${i}`,
      type: 'GUARDED_BY',
      props: { stale: stale ?? null },
    })),
  };
}

/** A guarded Thing; what guards it has one concept and no kind. */
const stub = (props: Props, concept = 'ModelEndpoint'): TinyGraph => ({
  nodes: [
    { id: 'a', labels: ['Thing', 'ModelEndpoint'], props: {} },
    { id: 'g', labels: [concept], props },
  ],
  edges: [{ from: 'a', type: 'GUARDED_BY', to: 'g', props: {} }],
});

export type Answer = 'finds' | 'clears' | 'cannot tell';
export const finds: Answer = 'finds';
export const clears: Answer = 'clears';
export const cannotTell: Answer = 'cannot tell';
export type Row = readonly [says: string, where: string, graph: TinyGraph, answer: Answer];

export const bare = (where: string): string => `MATCH (a:Thing) WHERE ${where} RETURN a`;
export const on = (value: PropValue | null) => graph({ on: value });

export const comparisons: Row[] = [
  ['a true property finds', bare('a.on = true'), on(true), finds],
  ['a false property clears', bare('a.on = true'), on(false), clears],
  ['an unknown property cannot tell', bare('a.on = true'), on(null), cannotTell],
  ['an unknown property cannot tell under NOT', bare('NOT a.on = true'), on(null), cannotTell],
  ['a false property finds under NOT', bare('NOT a.on = true'), on(false), finds],
  ['unknown cannot tell by <>', bare('a.on <> true'), on(null), cannotTell],
  ['unknown AND false clears', bare('a.on = true AND a.also = true'), graph({ also: false }), clears],
  ['unknown AND true cannot tell', bare('a.on = true AND a.also = true'), graph({ also: true }), cannotTell],
  ['unknown OR true finds', bare('a.on = true OR a.also = true'), graph({ also: true }), finds],
  ['unknown OR false cannot tell', bare('a.on = true OR a.also = true'), graph({ also: false }), cannotTell],
  [
    'NOT over AND reaches the atoms',
    bare('NOT (a.on = true AND a.also = true)'),
    graph({ also: false }),
    finds,
  ],
  [
    'NOT over OR keeps unknown',
    bare('NOT (a.on = true OR a.also = true)'),
    graph({ also: false }),
    cannotTell,
  ],
  ['NOT NOT is nothing', bare('NOT NOT a.on = true'), on(true), finds],
  ['less than finds', bare('a.size < 3'), graph({ size: 2 }), finds],
  ['less than clears at the boundary', bare('a.size < 3'), graph({ size: 3 }), clears],
  ['at most finds at the boundary', bare('a.size <= 3'), graph({ size: 3 }), finds],
  ['an order with unknown cannot tell', bare('a.size > 3'), graph({}), cannotTell],
  ['the literal may stand left', bare('3 < a.size'), graph({ size: 4 }), finds],
  ['64 bits are kept', bare('a.size = 9007199254740993'), graph({ size: 9007199254740993n }), finds],
  ['64 bits are told apart', bare('a.size = 9007199254740993'), graph({ size: 9007199254740992n }), clears],
  ['IN finds', bare("a.tier IN ['low']"), graph({ tier: 'low' }), finds],
  ['IN clears', bare("a.tier IN ['low']"), graph({ tier: 'high' }), clears],
  ['IN with unknown cannot tell', bare("a.tier IN ['low']"), graph({}), cannotTell],
  ['NOT IN with unknown cannot tell', bare("NOT a.tier IN ['low']"), graph({}), cannotTell],
  ['a value in a list finds', bare("'x' IN a.tags"), graph({ tags: ['x', 'y'] }), finds],
  ['an empty list clears', bare("'x' IN a.tags"), graph({ tags: [] }), clears],
  ['an unknown list cannot tell', bare("NOT 'x' IN a.tags"), graph({}), cannotTell],
  ['size of a list finds', bare('size(a.tags) >= 2'), graph({ tags: ['x', 'y'] }), finds],
  ['size of an empty list is zero', bare('size(a.tags) = 0'), graph({ tags: [] }), finds],
  ['size of an unknown list cannot tell', bare('size(a.tags) = 0'), graph({}), cannotTell],
  ['STARTS WITH finds', bare("a.label STARTS WITH 'pre'"), graph({ label: 'prefix' }), finds],
  ['ENDS WITH clears', bare("a.label ENDS WITH 'pre'"), graph({ label: 'prefix' }), clears],
  ['CONTAINS with unknown cannot tell', bare("a.label CONTAINS 'x'"), graph({}), cannotTell],
  ['NOT CONTAINS finds', bare("NOT a.label CONTAINS 'z'"), graph({ label: 'prefix' }), finds],
  [
    'quotes and letters of all kinds are values',
    bare(String.raw`a.label = 'it\'s "ü" 🦊 $p0 \\'`),
    graph({ label: `it's "ü" 🦊 $p0 \\` }),
    finds,
  ],
  ['IS NULL clears what is known', bare('a.on IS NULL'), on(false), clears],
  ['IS NULL cannot tell what is unknown', bare('a.on IS NULL'), on(null), cannotTell],
  ['IS NOT NULL finds what is known', bare('a.on IS NOT NULL'), on(false), finds],
  ['IS NOT NULL cannot tell what is unknown', bare('a.on IS NOT NULL'), on(null), cannotTell],
  ['a label is trusted', bare('a:ModelEndpoint'), graph({ seen: false }), finds],
  ['a label that is not there clears', bare('a:Agent'), graph({ seen: false }), clears],
  ['NOT a label finds', bare('NOT a:Agent'), on(null), finds],
  [
    'a stub that has the concept of a kind may be of that kind',
    bare('a:Passive'),
    graph({ seen: false }),
    cannotTell,
  ],
  ['nor can NOT tell its kind', bare('NOT a:Passive'), graph({ seen: false }), cannotTell],
  ['what was seen is of no other kind', bare('a:Passive'), graph({ seen: true }), clears],
  ['an inline map is a condition', 'MATCH (a:Thing {on: true}) RETURN a', on(null), cannotTell],
  ['two properties compare', bare('a.on = a.also'), graph({ on: true, also: true }), finds],
  ['two properties, one unknown, cannot tell', bare('a.on = a.also'), on(true), cannotTell],
  [
    'a stale subject cannot tell what it was',
    bare('a.on = true'),
    graph({ on: true, stale: true }),
    cannotTell,
  ],
  [
    'a stale subject cannot clear what it was',
    bare('a.on = true'),
    graph({ on: false, stale: true }),
    cannotTell,
  ],
  [
    'a stale subject keeps its identity',
    bare("a.cloud = 'azure'"),
    graph({ cloud: 'aws', stale: true }),
    clears,
  ],
  ['a stub cannot tell', bare('a.on = true'), graph({ seen: false }), cannotTell],
];

const guarded = '(a)-[:GUARDED_BY]->(g:Guardrail)';
const none = bare(`NOT EXISTS { ${guarded} }`);
const noneOn = bare(`NOT EXISTS { ${guarded} WHERE g.stale = false AND g.name = 'x' }`);
const some = bare(`EXISTS { ${guarded} WHERE g.name = 'x' }`);
const named = (name: string | null, more: Props = {}) => ({ to: { name, stale: false, ...more } });

export const patterns: Row[] = [
  [
    'a stub at the other end may be of the kind',
    'MATCH (a:Thing)-[:GUARDED_BY]->(g:Passive) RETURN a, g',
    stub({ seen: false }),
    cannotTell,
  ],
  [
    'what was seen at the other end is of no other kind',
    'MATCH (a:Thing)-[:GUARDED_BY]->(g:Passive) RETURN a, g',
    stub({ seen: true }),
    clears,
  ],
  [
    'a stub of another concept is not of the kind',
    'MATCH (a:Thing)-[:GUARDED_BY]->(g:Passive) RETURN a, g',
    stub({ seen: false }, 'Agent'),
    clears,
  ],
  [
    'NOT EXISTS cannot tell a stub that may be of the kind',
    bare('NOT EXISTS { (a)-[:GUARDED_BY]->(:Passive) }'),
    stub({ seen: false }),
    cannotTell,
  ],
  [
    'a bound stub may be of the kind that EXISTS asks',
    'MATCH (a:Thing)-[:GUARDED_BY]->(g:ModelEndpoint) WHERE EXISTS { (a)-[:GUARDED_BY]->(g:Passive) } RETURN a, g',
    stub({ seen: false }),
    cannotTell,
  ],
  [
    'the kind of the subject is trusted',
    'MATCH (a:Passive)-[:GUARDED_BY]->(g:ModelEndpoint) RETURN a, g',
    stub({}),
    clears,
  ],
  ['NOT EXISTS finds where there is none', none, graph({}), finds],
  ['NOT EXISTS clears where there is one', none, graph({}, [{}]), clears],
  [
    'NOT EXISTS cannot tell an edge type that was not read',
    none,
    graph({ incomplete: ['GUARDED_BY'] }),
    cannotTell,
  ],
  [
    'NOT EXISTS clears with one, though the type is incomplete',
    none,
    graph({ incomplete: ['GUARDED_BY'] }, [{}]),
    clears,
  ],
  ['another incomplete type does not matter', none, graph({ incomplete: ['LOADS'] }), finds],
  ['NOT EXISTS cannot tell a stale edge', none, graph({}, [{ stale: true }]), cannotTell],
  ['NOT EXISTS cannot tell a stale other end', none, graph({}, [{ to: { stale: true } }]), cannotTell],
  ['NOT EXISTS cannot tell on a stale subject', none, graph({ stale: true }), cannotTell],
  ['NOT EXISTS cannot tell on a stub', none, graph({ seen: false }), cannotTell],
  ['NOT EXISTS cannot tell an unknown condition inside', noneOn, graph({}, [named(null)]), cannotTell],
  ['NOT EXISTS finds where the condition inside fails', noneOn, graph({}, [named('y')]), finds],
  ['NOT EXISTS clears where the condition inside holds', noneOn, graph({}, [named('x')]), clears],
  ['EXISTS finds', some, graph({}, [named('y'), named('x')]), finds],
  ['EXISTS clears', some, graph({}, [named('y')]), clears],
  ['EXISTS cannot tell an unknown condition inside', some, graph({}, [named('y'), named(null)]), cannotTell],
  [
    'EXISTS cannot tell an edge type that was not read',
    some,
    graph({ incomplete: ['GUARDED_BY'] }, [named('y')]),
    cannotTell,
  ],
  ['EXISTS cannot tell by a stale edge', some, graph({}, [{ ...named('x'), stale: true }]), cannotTell],
  [
    'a deeper missing edge cannot tell',
    bare(`EXISTS { ${guarded}-[:USES_TOOL]->(t:AgentTool) }`),
    graph({}, [{ to: { incomplete: ['USES_TOOL'] } }]),
    cannotTell,
  ],
  [
    'a deeper missing edge of another type clears',
    bare(`EXISTS { ${guarded}-[:USES_TOOL]->(t:AgentTool) }`),
    graph({}, [{ to: { incomplete: ['LOADS'] } }]),
    clears,
  ],
  [
    'a stub whose kind never gives the edge clears',
    bare(`EXISTS { ${guarded}-[:USES_TOOL]->(t:AgentTool) }`),
    graph({}, [{ to: { seen: false } }]),
    clears,
  ],
  [
    'EXISTS inside of NOT EXISTS keeps unknown',
    bare(`NOT EXISTS { ${guarded} WHERE NOT EXISTS { (a)-[:USES_TOOL]->(g) } }`),
    graph({ incomplete: ['USES_TOOL'] }, [{}]),
    cannotTell,
  ],
  [
    'either of two types will do',
    bare('EXISTS { (a)-[:USES_TOOL|GUARDED_BY]->(g) }'),
    graph({}, [{}]),
    finds,
  ],
  ['a count reaches its threshold', bare(`COUNT { ${guarded} } >= 2`), graph({}, [{}, {}]), finds],
  ['a count below clears', bare(`COUNT { ${guarded} } >= 2`), graph({}, [{}]), clears],
  [
    'a count that stale edges may lift cannot tell',
    bare(`COUNT { ${guarded} } >= 2`),
    graph({}, [{}, { stale: true }]),
    cannotTell,
  ],
  [
    'a count that unread edges may lift cannot tell',
    bare(`COUNT { ${guarded} } >= 2`),
    graph({ incomplete: ['GUARDED_BY'] }, [{}]),
    cannotTell,
  ],
  ['at most finds', bare(`COUNT { ${guarded} } <= 1`), graph({}, [{}]), finds],
  [
    'at most cannot tell with unread edges',
    bare(`COUNT { ${guarded} } <= 1`),
    graph({ incomplete: ['GUARDED_BY'] }, [{}]),
    cannotTell,
  ],
  [
    'at most clears with too many, unread edges or not',
    bare(`COUNT { ${guarded} } <= 1`),
    graph({ incomplete: ['GUARDED_BY'] }, [{}, {}]),
    clears,
  ],
  ['exactly finds', bare(`COUNT { ${guarded} } = 1`), graph({}, [{}]), finds],
  [
    'exactly cannot tell a stale edge',
    bare(`COUNT { ${guarded} } = 1`),
    graph({}, [{ stale: true }]),
    cannotTell,
  ],
  [
    'exactly clears with too many',
    bare(`COUNT { ${guarded} } = 1`),
    graph({}, [{}, {}, { stale: true }]),
    clears,
  ],
  ['not exactly is NOT of exactly', bare(`NOT COUNT { ${guarded} } <> 1`), graph({}, [{}]), finds],
  [
    'a count keeps its conditions',
    bare(`COUNT { ${guarded} WHERE g.name = 'x' } >= 1`),
    graph({}, [named(null)]),
    cannotTell,
  ],
];

const reaches = "MATCH (a:Thing)-[:GUARDED_BY]->(g:Guardrail) WHERE g.name = 'x' RETURN a, g";
const chain = 'MATCH (a:Thing)-[:GUARDED_BY]->(g:Guardrail)-[:USES_TOOL]->(t:AgentTool) RETURN a, g, t';
const joined = (where: string) => `MATCH (a:Thing)-[:GUARDED_BY]->(g:Guardrail) WHERE ${where} RETURN a, g`;
const twoTools = 'EXISTS { (a)-[:USES_TOOL]->(t:AgentTool)<-[:USES_TOOL]-(g) }';
const tooled = 'EXISTS { (a)-[:USES_TOOL]->(g) }';
const maybe = `MATCH (a:Thing) OPTIONAL MATCH ${guarded} WHERE g.name = 'x'`;
const unbound = `${maybe} WITH * WHERE g IS NULL RETURN a`;
const bound = `${maybe} WITH * WHERE g IS NOT NULL RETURN a, g`;

export const matches: Row[] = [
  ['an edge of MATCH finds', reaches, graph({}, [named('x')]), finds],
  ['no edge clears', reaches, graph({}), clears],
  ['an edge type that was not read cannot tell', reaches, graph({ incomplete: ['GUARDED_BY'] }), cannotTell],
  [
    'an unread edge beside a failing one cannot tell',
    reaches,
    graph({ incomplete: ['GUARDED_BY'] }, [named('y')]),
    cannotTell,
  ],
  [
    'an unread edge beside a finding one finds',
    reaches,
    graph({ incomplete: ['GUARDED_BY'] }, [named('x')]),
    finds,
  ],
  ['a stale edge cannot tell', reaches, graph({}, [{ ...named('x'), stale: true }]), cannotTell],
  ['a stale other end cannot tell', reaches, graph({}, [named('x', { stale: true })]), cannotTell],
  ['a stub at the other end cannot tell', reaches, graph({}, [{ to: { seen: false } }]), cannotTell],
  [
    'a chain broken by an unread edge cannot tell',
    chain,
    graph({}, [{ to: { incomplete: ['USES_TOOL'] } }]),
    cannotTell,
  ],
  ['a chain that ends clears', chain, graph({}, [{}]), clears],
  ['an edge against its direction clears', reaches, graph({}, [{ ...named('x'), back: true }]), clears],
  ['an edge between two bound nodes clears', joined(tooled), graph({}, [{}]), clears],
  [
    'an edge between two bound nodes may be missing at its start',
    joined(tooled),
    graph({ incomplete: ['USES_TOOL'] }, [{}]),
    cannotTell,
  ],
  [
    'an edge between two bound nodes may be missing at its end',
    joined(tooled),
    graph({}, [{ to: { incomplete: ['USES_TOOL'] } }]),
    cannotTell,
  ],
  [
    'either end defeats NOT EXISTS',
    joined(`NOT ${tooled}`),
    graph({}, [{ to: { incomplete: ['USES_TOOL'] } }]),
    cannotTell,
  ],
  [
    'two edges that may be missing at two bound nodes cannot tell',
    joined(twoTools),
    graph({ incomplete: ['USES_TOOL'] }, [{ to: { incomplete: ['USES_TOOL'] } }]),
    cannotTell,
  ],
  [
    'two edges of which one is surely missing clear',
    joined(twoTools),
    graph({ incomplete: ['USES_TOOL'] }, [{}]),
    clears,
  ],
  [
    'a path of variable length finds',
    'MATCH p = (a:Thing)-[:GUARDED_BY*1..2]->(g:Guardrail) RETURN a, g, p',
    graph({}, [{}]),
    finds,
  ],
  [
    'a path too short clears',
    'MATCH (a:Thing)-[:GUARDED_BY*2..3]->(g:Guardrail) RETURN a',
    graph({}, [{}]),
    clears,
  ],
  ['OPTIONAL MATCH unbound finds', unbound, graph({}, [named('y')]), finds],
  ['OPTIONAL MATCH bound clears', unbound, graph({}, [named('x')]), clears],
  ['OPTIONAL MATCH of an unknown cannot tell', unbound, graph({}, [named(null)]), cannotTell],
  [
    'OPTIONAL MATCH of an unread edge cannot tell',
    unbound,
    graph({ incomplete: ['GUARDED_BY'] }),
    cannotTell,
  ],
  ['IS NOT NULL of OPTIONAL MATCH finds', bound, graph({}, [named('x')]), finds],
  ['IS NOT NULL of OPTIONAL MATCH clears', bound, graph({}, [named('y')]), clears],
  ['IS NOT NULL of an unread edge cannot tell', bound, graph({ incomplete: ['GUARDED_BY'] }), cannotTell],
  [
    'a property of an unbound variable does not hold',
    `${maybe} WITH * WHERE g.account = 'y' RETURN a`,
    graph({}),
    clears,
  ],
  ['nor does its negation', `${maybe} WITH * WHERE NOT g.account = 'y' RETURN a`, graph({}), clears],
  [
    'a property of a bound optional variable finds',
    `${maybe} WITH * WHERE g.account = 'y' RETURN a`,
    graph({}, [named('x', { account: 'y' })]),
    finds,
  ],
  [
    'the rest of a match does not need the optional part',
    `${maybe} WITH * WHERE a.on = true RETURN a, g`,
    graph({ on: true, incomplete: ['GUARDED_BY'] }),
    finds,
  ],
];
