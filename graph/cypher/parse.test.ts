import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMatch } from './check.ts';
import { DialectError } from './errors.ts';
import { tinyCatalogue } from './tiny.ts';

const check = (text: string) => checkMatch(text, { catalogue: tinyCatalogue });
function refusal(text: string): DialectError {
  try {
    check(text);
  } catch (error) {
    if (error instanceof DialectError) return error;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

describe('the dialect', () => {
  it.each([
    'MATCH (a:Thing) RETURN a',
    'match (a:Thing) where a.on = true return a',
    'MATCH (a:Thing {on: true, size: -3})-[:GUARDED_BY|USES_TOOL]->(:Guardrail)<-[e:USES_TOOL]-(c:Agent) RETURN a, c',
    'MATCH p = (a:Thing)-[:USES_TOOL*1..4]->(t:AgentTool), (a)-[:GUARDED_BY]->(g) RETURN a, p, g',
    "MATCH (a:Thing) WHERE (a.on = true OR NOT a.tier IN ['low', \"high\"]) AND 'x' IN a.tags AND size(a.tags) >= 2 RETURN a",
    "MATCH (a:Thing) WHERE a.label STARTS WITH 'x' AND a.label ENDS WITH 'y' AND a.label CONTAINS 'z' AND a.share <= 0.5 RETURN a",
    'MATCH (a:Thing) WHERE a.on IS NULL OR a.size IS NOT NULL OR a:Agent RETURN a // why',
    "MATCH (a:Thing) WHERE a.madeAt < '2026-01-01T00:00:00.000Z' RETURN a",
    'MATCH (a:Thing) WHERE NOT EXISTS { (a)-[:GUARDED_BY]->(g:Guardrail) WHERE g.name = a.name } RETURN a',
    'MATCH (a:Thing) WHERE COUNT { MATCH (a)-[:GUARDED_BY]->(:Guardrail) } <> 1 RETURN a',
    'MATCH (a:Thing) OPTIONAL MATCH (a)-[:USES_TOOL]->(t:AgentTool) WITH * WHERE t IS NULL RETURN a, t',
    "MATCH (a:Thing)-[e:USES_TOOL]->(t:AgentTool) WHERE e.key = 'k' RETURN a",
  ])('takes %s', (text) => {
    expect(check(text).subject.name).toBe('a');
  });

  it.each([
    ['MATCH (a:Thing) WITH a RETURN a', 1, 22, 'WITH * WHERE'],
    ['MATCH (a:Thing)-->(b) RETURN a', 1, 17, '(a)-[:T]->(b)'],
    ['MATCH (a:Thing)-[:USES_TOOL]-(b) RETURN a', 1, 29, 'direction'],
    ['MATCH (a:Thing)-[:USES_TOOL*]->(b) RETURN a', 1, 29, '*1..4'],
    ['MATCH (a:Thing|Agent) RETURN a', 1, 15, 'n:A OR n:B'],
    ['MATCH (a:Thing)\nWHERE a.on RETURN a', 2, 12, 'n.x = true'],
    ['MATCH (a:Thing) WHERE a.on = null RETURN a', 1, 30, 'IS NULL'],
    ['MATCH (a:Thing) WHERE a.on = $on RETURN a', 1, 30, 'the value itself'],
    ['MATCH (a:Thing) WHERE any(x IN a.tags WHERE x = 1) RETURN a', 1, 23, "'x' IN n.list"],
    ['MATCH (a:Thing) WHERE (a)-[:USES_TOOL]->() RETURN a', 1, 24, 'EXISTS'],
    ["MATCH (a:Thing) WHERE a.label =~ 'x' RETURN a", 1, 32, 'STARTS WITH'],
    ['MATCH (a:Thing) WHERE 1 < a.size < 3 RETURN a', 1, 34, 'One comparison at a time'],
    ['MATCH (a:Thing) WHERE a.on = true XOR a.on = false RETURN a', 1, 35, 'AND NOT'],
    ['MATCH (a:Thing) RETURN a.id', 1, 25, 'whole variables'],
    ['MATCH (a:Thing) RETURN count(a)', 1, 24, 'Functions'],
    ['MATCH (a:Thing) RETURN a LIMIT 3', 1, 26, 'leave it out'],
    ['MATCH (a:Thing) RETURN a;', 1, 25, 'semicolon'],
    ['MATCH (a:Thing) SET a.on = true RETURN a', 1, 17, 'only reads'],
    ["MATCH (a:Thing) WHERE a.label = 'x RETURN a", 1, 33, 'Close the string'],
    ['MATCH (a:Thing)', 1, 16, 'RETURN'],
    ['MATCH (as:Thing) RETURN as', 1, 8, 'something else'],
    ['MATCH (_a:Thing) RETURN _a', 1, 8, 'letter'],
  ])('refuses %s with its place and the way to say it', (text, line, column, say) => {
    const error = refusal(text);
    expect([error.line, error.column]).toEqual([line, column]);
    expect(error.say).toContain(say);
  });

  it.each([
    ['MATCH (a:Thign) RETURN a', 'no label Thign', 'Thing'],
    ['MATCH (a:Thing)-[:USE_TOOL]->(b) RETURN a', 'no edge type USE_TOOL', 'USES_TOOL'],
    ['MATCH (a:Thing) WHERE a.labl = "x" RETURN a', 'no property labl on Thing', 'label'],
    ['MATCH (a:ModelEndpoint) WHERE a.tags IS NULL RETURN a', 'no property tags on ModelEndpoint', 'Thing'],
    ['MATCH (a:Thing) WHERE b.on = true RETURN a', 'no variable b', 'Bind it in MATCH'],
    ['MATCH (a:Thing) RETURN b', 'no variable b', 'MATCH'],
    [
      "MATCH (a:Thing) WHERE a.tier = 'hgih' RETURN a",
      'never "hgih"',
      'Did you mean high? Legal values: low, high.',
    ],
    ["MATCH (a:Thing) WHERE a.on = 'true' RETURN a", 'a.on is true or false', 'true or false'],
    ['MATCH (a:Thing) WHERE a.size = 1.5 RETURN a', 'whole number', 'whole number'],
    ['MATCH (a:Thing) WHERE a.tags = "x" RETURN a', 'a list of texts', "'a' IN n.list"],
    ['MATCH (a:Thing) WHERE a.tier < "x" RETURN a', 'one of a set', 'order'],
    ['MATCH (a:Thing) WHERE "x" IN a.label RETURN a', 'not a list', 'a.label ='],
    ['MATCH (a:Thing) WHERE a.on STARTS WITH "x" RETURN a', 'true or false', 'for texts'],
    ['MATCH (a:Thing) WHERE size(a.label) > 1 RETURN a', 'a text', 'list property'],
    ['MATCH (a:Thing) WHERE a.on = a.size RETURN a', 'a whole number', 'true or false'],
    ['MATCH (a:Thing), (b:Agent) RETURN a, b', 'b is not joined', 'edges'],
    ['MATCH (a:Thing) WHERE EXISTS { (b:Agent)-[:USES_TOOL]->(c) } RETURN a', 'not joined', 'bound outside'],
    ['MATCH (a:Thing) WHERE EXISTS { (a) } RETURN a', 'without an edge', 'WHERE'],
    ['MATCH (a) RETURN a', 'has no label', '(a:Concept)'],
    ['MATCH (a:Thing)-[e:USES_TOOL]->(b) RETURN a, e', 'e is an edge', 'nodes at its ends'],
    [
      'MATCH (a:Thing) OPTIONAL MATCH (a)-[:USES_TOOL]->(b) RETURN b, a',
      'cannot be the subject',
      'node of MATCH',
    ],
    ['MATCH (a:Thing) WHERE a IS NULL RETURN a', 'always bound', 'OPTIONAL MATCH'],
    ['OPTIONAL MATCH (a:Thing) RETURN a', 'no MATCH', 'MATCH (n:Concept)'],
    ['MATCH (a:Thing)-[:USES_TOOL*3..2]->(b) RETURN a', 'lengths 3..2', '*1..4'],
    ['MATCH (a:Thing)-[:USES_TOOL*1..9]->(b) RETURN a', 'too large', 'At most 8 edges'],
    ['MATCH (a:Thing) WHERE "1" = "1" RETURN a', 'two values', 'n.x = true'],
  ])('refuses %s and says what was probably meant', (text, message, say) => {
    const error = refusal(text);
    expect(error.message).toContain(message);
    expect(error.say).toContain(say);
  });

  it('lists what a match rests on, inside of EXISTS too', () => {
    const match = check(
      "MATCH (a:Thing {on: true})-[:USES_TOOL]->(t:AgentTool) WHERE NOT EXISTS { (a)-[:GUARDED_BY]->(g:Guardrail) WHERE g.name = 'x' } RETURN a",
    );
    expect(match.variables).toEqual([
      { name: 'a', labels: ['Thing'], optional: false },
      { name: 't', labels: ['AgentTool'], optional: false },
    ]);
    expect(match.properties).toEqual([
      { variable: 'a', labels: ['Thing'], property: 'on' },
      { variable: 'g', labels: ['Guardrail'], property: 'name' },
    ]);
    expect(match.edges).toEqual([
      { types: ['GUARDED_BY'], from: 'a', to: 'g', absence: true },
      { types: ['USES_TOOL'], from: 'a', to: 't', absence: false },
    ]);
  });

  it('gives every mutant a name and queries of its own', () => {
    const match = check(
      "MATCH (a:Thing:Asset)-[:USES_TOOL]->(t:AgentTool) WHERE a.on = true AND a.tier IN ['low'] AND a.size > 3 AND NOT EXISTS { (a)-[:GUARDED_BY]->(g:Guardrail) } AND COUNT { (a)-[:LOADS]->() } >= 2 RETURN a, t",
    );
    const mutants = match.mutants();
    const names = mutants.map(({ what }) => what);
    expect(names).toEqual(
      expect.arrayContaining([
        'reversed the edge USES_TOOL',
        'dropped the label Thing',
        'dropped the label AgentTool',
        'dropped a.on = true',
        'negated a.on = true',
        'changed true to false in a.on = true',
        "changed ['low'] to ['high'] in a.tier IN ['low']",
        'changed 3 to 4 in a.size > 3',
        'changed 3 to 2 in a.size > 3',
        'removed NOT from EXISTS { (a)-[:GUARDED_BY]->(g) }',
        'reversed the edge GUARDED_BY in EXISTS',
        'dropped the label Guardrail in EXISTS',
        'changed the threshold >= 2 to 3',
        'changed the threshold >= 2 to 1',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
    const print = (one: typeof match.surely) => `${one.text} ${JSON.stringify(one.params)}`;
    for (const mutant of mutants)
      expect(print(mutant.surely) + print(mutant.possibly)).not.toBe(
        print(match.surely) + print(match.possibly),
      );
  });

  it('throws nothing but its own error, whatever it is given', () => {
    const words = fc.constantFrom(
      ..."MATCH OPTIONAL WHERE WITH RETURN AND OR NOT IN IS NULL EXISTS COUNT size STARTS a b Thing on USES_TOOL ( ) [ ] { } - -> <- : . , * = <> 1 1.5 'x' \" $ ` \\u0041 9999999999999999999".split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
      fc.tuple(fc.nat(80), words).map(([at, word]) => {
        const text = 'MATCH (a:Thing)-[:USES_TOOL]->(b) WHERE a.on = true AND NOT b.name = "x" RETURN a, b';
        return text.slice(0, at) + word + text.slice(at);
      }),
      fc
        .nat(400)
        .map((depth) => `MATCH (a:Thing) WHERE ${'('.repeat(depth)}a.on = true${')'.repeat(depth)} RETURN a`),
      fc.nat(400).map((depth) => `MATCH (a:Thing) WHERE ${'NOT '.repeat(depth)}a.on = true RETURN a`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          check(text);
        } catch (error) {
          expect(error).toBeInstanceOf(DialectError);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
