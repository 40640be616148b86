/** What to say instead: for everything of Cypher that the dialect leaves out. */
import type { IToken } from 'chevrotain';

const shape =
  'A match is MATCH … [WHERE …], then OPTIONAL MATCH … [WHERE …] if needed, then [WITH * WHERE …], then RETURN of variables.';

const words: Readonly<Record<string, string>> = {
  WITH: 'Only WITH * WHERE … is known, after the last OPTIONAL MATCH. Instead of aggregating write COUNT { … } >= n.',
  UNION: 'Write one match with OR, several edge types [:A|B], or two policies.',
  UNWIND: "Test membership: 'x' IN n.list.",
  CALL: 'Use EXISTS { … } or COUNT { … } >= n.',
  CASE: 'Write the cases with AND, OR and NOT.',
  XOR: 'Write (a AND NOT b) OR (NOT a AND b).',
  ORDER: 'Order does not matter to a policy: leave it out.',
  SKIP: 'A policy answers for every asset: leave it out.',
  LIMIT: 'A policy answers for every asset: leave it out.',
  DISTINCT: 'Rows are distinct already: leave it out.',
  AS: 'RETURN gives variables under their own names.',
  COLLECT: 'Use EXISTS { … } or COUNT { … } >= n.',
  ANY: "Use 'x' IN n.list, or EXISTS { … } over edges.",
  ALL: 'Write NOT EXISTS { … WHERE NOT … }.',
  NONE: 'Write NOT EXISTS { … }.',
  SINGLE: 'Write COUNT { … } = 1.',
  SHORTESTPATH: 'Write the path with bounds, [:T*1..4], or a path policy.',
  ALLSHORTESTPATHS: 'Write the path with bounds, [:T*1..4], or a path policy.',
  CREATE: 'A policy only reads.',
  MERGE: 'A policy only reads.',
  SET: 'A policy only reads.',
  DELETE: 'A policy only reads.',
  DETACH: 'A policy only reads.',
  REMOVE: 'A policy only reads.',
  LOAD: 'A policy only reads the graph.',
  FOREACH: 'A policy only reads.',
  COALESCE: 'Unknown is handled by the dialect: write the plain comparison.',
  ID: 'Compare n.id.',
  TYPE: 'Name the edge types in the pattern: [:A|B].',
  LABELS: 'Test a label: n:Label.',
  TOLOWER: 'Compare the value as it is stored.',
  TOUPPER: 'Compare the value as it is stored.',
};

/** How to say what stands at `tokens[index]`, which the grammar did not expect. */
export function sayInstead(tokens: readonly IToken[], index: number, inReturn: boolean): string {
  const token = tokens[index];
  const before = tokens[index - 1]?.image ?? '';
  const next = tokens[index + 1]?.image ?? '';
  if (token === undefined) return shape;
  const known = words[token.image.toUpperCase()];
  if (inReturn && (token.image === '.' || token.image === '(')) {
    return 'RETURN gives whole variables, the subject first: RETURN e, s.';
  }
  if (before.toUpperCase() === 'WITH' || before.toUpperCase() === 'DISTINCT')
    return words[before.toUpperCase()] ?? shape;
  if (token.image === '(' && words[before.toUpperCase()] !== undefined)
    return words[before.toUpperCase()] ?? shape;
  if (known !== undefined) return known;
  switch (token.image) {
    case '-':
    case '->':
    case '<-':
      if (before === ')')
        return 'An edge has a direction and a type: (a)-[:T]->(b). A pattern in WHERE stands in EXISTS { … }.';
      if (before === '-') return 'An edge has a direction and a type: (a)-[:T]->(b) or (a)<-[:T]-(b).';
      if (before === ']') return 'An edge has a direction: (a)-[:T]->(b) or (a)<-[:T]-(b).';
      return 'Arithmetic is not known: compare a property with a value.';
    case '|':
    case '&':
    case '!':
      return 'Several labels: (n:A:B). Either label: WHERE n:A OR n:B. Not a label: WHERE NOT n:A.';
    case ']':
      if (before === '*' || before === '..') return 'Give both bounds: [:T*1..4].';
      return 'Name the edge type: [:T], [:A|B], [e:T] or [:T*1..4].';
    case '..':
      return 'Give both bounds: [:T*1..4].';
    case '{':
      return 'A map of values stands in a node: (n:Label {property: true}). An edge property is compared in WHERE.';
    case '$':
      return 'Write the value itself; it reaches the store as a parameter.';
    case '=':
    case '<':
    case '>':
    case '<=':
    case '>=':
    case '<>':
      return 'One comparison at a time: a.x > 1 AND a.x < 5.';
    default:
      break;
  }
  if (before === '(' && tokens[index + 1]?.image === ')') return 'A pattern in WHERE stands in EXISTS { … }.';
  if (token.image.toUpperCase() === 'NULL') return 'Write n.property IS NULL or IS NOT NULL.';
  if (next === '(' || before.toUpperCase() === 'COUNT')
    return 'Functions are not known, but for size(n.list) and COUNT { … } >= n.';
  if (
    ['AND', 'OR', ')', 'RETURN', 'MATCH', 'OPTIONAL', '}'].includes(token.image.toUpperCase()) ||
    token.image === ''
  ) {
    return `Compare a property with a value (n.x = true). ${shape}`;
  }
  return shape;
}
