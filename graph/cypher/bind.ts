/** Which variables a match binds, and whether its patterns hang together. */
import {
  ANONYMOUS,
  type EdgePattern,
  type Label,
  type MatchClause,
  type MatchQuery,
  type Pattern,
} from './ast.ts';
import { DialectError, type Place } from './errors.ts';
import { hopsOf, lengthsOf, reach } from './shape.ts';
import { isView, verbOf } from './view.ts';
import type { Words } from './words.ts';

export interface Bound {
  readonly name: string;
  readonly is: 'node' | 'edge' | 'path';
  /** Labels of a node, types of an edge. */
  readonly labels: Set<string>;
  /** The OPTIONAL MATCH that binds it. */
  readonly optional: MatchClause | null;
  readonly long: boolean;
}
export type Bindings = Map<string, Bound>;

const MAX_HOPS = 8;
const MAX_LENGTHS = 16;

/** Order and size of the whole match. */
export function checkWhole(query: MatchQuery): void {
  const optional = query.clauses.findIndex((clause) => clause.optional);
  const late = query.clauses.findLast((clause) => !clause.optional);
  if (optional !== -1 && late !== undefined && query.clauses.indexOf(late) > optional) {
    const at = late.nodes[0]?.at ?? { line: 1, column: 1 };
    throw new DialectError(
      'MATCH behind OPTIONAL MATCH',
      at,
      'Write all MATCH before the first OPTIONAL MATCH.',
    );
  }
  const required = query.clauses.filter((clause) => !clause.optional);
  const [first] = required;
  const start = query.clauses[0]?.nodes[0]?.at ?? { line: 1, column: 1 };
  if (first === undefined) throw new DialectError('no MATCH', start, 'Begin with MATCH (n:Concept).');
  const hops = required.reduce((sum, clause) => sum + hopsOf(clause), 0);
  const lengths = required.reduce((product, clause) => product * lengthsOf(clause), 1);
  if (hops > MAX_HOPS || lengths > MAX_LENGTHS) throw tooLarge(start);
  const anchor = query.returns[0]?.name ?? '';
  const nodes = required.flatMap((clause) => clause.nodes.map((node) => node.variable));
  const edges = required.flatMap((clause) => clause.edges);
  if (nodes.includes(anchor)) {
    refuseLoose(
      nodes,
      edges,
      [anchor],
      required,
      'MATCH hangs on the first variable that RETURN names: join all patterns by edges, or use EXISTS { … }.',
    );
  }
}

export const tooLarge = (at: Place): DialectError =>
  new DialectError(
    'the pattern is too large',
    at,
    `At most ${MAX_HOPS} edges and ${MAX_LENGTHS} combinations of lengths: shorten it, use EXISTS { … }, or a path policy.`,
  );

function refuseLoose(
  nodes: readonly string[],
  edges: readonly EdgePattern[],
  anchors: readonly string[],
  patterns: readonly Pattern[],
  say: string,
): void {
  const reached = reach(anchors, edges);
  const loose = nodes.find((node) => !reached.has(node));
  if (loose === undefined) return;
  const at = patterns.flatMap((pattern) => pattern.nodes).find((node) => node.variable === loose)?.at;
  const name = loose.startsWith(ANONYMOUS) ? 'a node' : loose;
  throw new DialectError(
    `${name} is not joined to the rest of the pattern`,
    at ?? { line: 1, column: 1 },
    say,
  );
}

/**
 * Adds what the pattern binds to the bindings. `role`: `null` for MATCH, the clause itself for OPTIONAL MATCH, `inner`
 * for EXISTS and COUNT.
 * @throws DialectError
 */
export function bindPattern(
  pattern: Pattern,
  bindings: Bindings,
  words: Words,
  role: MatchClause | 'inner' | null,
): void {
  const outer = new Set(bindings.keys());
  for (const node of pattern.nodes) {
    const bound = bindings.get(node.variable);
    if (bound !== undefined && bound.is !== 'node') {
      throw new DialectError(
        `${node.variable} is already the name of ${bound.is === 'edge' ? 'an edge' : 'a path'}`,
        node.at,
        'Use another name.',
      );
    }
    if (bound !== undefined && bound.optional !== null && bound.optional !== role) {
      const say = 'Let it start at a variable of MATCH; several edges can stand in one OPTIONAL MATCH.';
      throw new DialectError(`${node.variable} is bound by an OPTIONAL MATCH`, node.at, say);
    }
    for (const label of node.labels) checkLabel(label, words);
    const labels = new Set([...(bound?.labels ?? []), ...node.labels.map((label) => label.name)]);
    const optional = bound === undefined ? (role === 'inner' ? null : role) : bound.optional;
    bindings.set(node.variable, { name: node.variable, is: 'node', labels, optional, long: false });
  }
  for (const edge of pattern.edges) bindEdge(edge, bindings, words, role);
  for (const path of pattern.paths) {
    if (bindings.has(path.name))
      throw new DialectError(`${path.name} is bound twice`, path.at, 'Use another name.');
    if (role === 'inner')
      throw new DialectError('a named path inside of EXISTS or COUNT', path.at, 'Leave out the name.');
    bindings.set(path.name, { name: path.name, is: 'path', labels: new Set(), optional: role, long: false });
  }
  if (role === null) return;
  if (pattern.edges.length === 0) {
    const at = pattern.nodes[0]?.at ?? { line: 1, column: 1 };
    throw new DialectError(
      'a pattern without an edge',
      at,
      'Ask the node itself in WHERE, or name the edge that leads to it.',
    );
  }
  const nodes = pattern.nodes.map((node) => node.variable);
  const anchors = nodes.filter((node) => outer.has(node));
  refuseLoose(
    nodes,
    pattern.edges,
    anchors,
    [pattern],
    'Join it by edges to a variable that is bound outside.',
  );
  if (hopsOf(pattern) > MAX_HOPS - 2 || lengthsOf(pattern) > MAX_LENGTHS)
    throw tooLarge(pattern.nodes[0]?.at ?? { line: 1, column: 1 });
  if (role !== 'inner' && nodes.every((node) => outer.has(node))) {
    throw new DialectError(
      'the OPTIONAL MATCH binds no node',
      pattern.nodes[0]?.at ?? { line: 1, column: 1 },
      'Use EXISTS { … } in WHERE.',
    );
  }
}

function checkLabel(label: Label, words: Words): void {
  if (words.hasLabel(label.name)) return;
  throw new DialectError(
    `no label ${label.name}`,
    label.at,
    words.meantLabel(label.name) || 'Use a concept or a kind of the catalogue.',
  );
}

function bindEdge(
  edge: EdgePattern,
  bindings: Bindings,
  words: Words,
  role: MatchClause | 'inner' | null,
): void {
  if (bindings.has(edge.variable)) {
    throw new DialectError(`${edge.variable} is bound twice`, edge.at, 'Use another name.');
  }
  for (const type of edge.types) {
    if (words.hasEdge(type.name)) continue;
    throw new DialectError(
      `no edge type ${type.name}`,
      type.at,
      words.meantEdge(type.name) || 'Use an edge type of the schema.',
    );
  }
  if (edge.min < 1 || edge.max < edge.min || edge.max > MAX_HOPS) {
    throw new DialectError(
      `lengths ${edge.min}..${edge.max}`,
      edge.at,
      `Between 1 and ${MAX_HOPS}, the lesser first: [:T*1..4].`,
    );
  }
  if (isView(edge)) checkView(edge);
  const long = edge.max > 1;
  if (long && !edge.variable.startsWith(ANONYMOUS)) {
    throw new DialectError('a name on an edge of variable length', edge.at, 'Leave out the name: [:T*1..4].');
  }
  if (long && role !== null && role !== 'inner') {
    throw new DialectError(
      'variable length in OPTIONAL MATCH',
      edge.at,
      'Use EXISTS { … } in WHERE, or a fixed length.',
    );
  }
  const labels = new Set(edge.types.map((type) => type.name));
  bindings.set(edge.variable, {
    name: edge.variable,
    is: 'edge',
    labels,
    optional: role === 'inner' ? null : role,
    long,
  });
}

/** An edge of the view stands for two of the graph: it has no name, no other types beside it and one length. */
function checkView({ types, variable, max, at }: EdgePattern): void {
  const other = types.find((type) => verbOf(type.name) === undefined);
  if (other !== undefined)
    throw new DialectError(
      `${other.name} beside an edge of access`,
      other.at,
      'Write two patterns, or EXISTS { … } OR EXISTS { … }.',
    );
  if (max > 1)
    throw new DialectError(
      'variable length on an edge of access',
      at,
      'One step: [:CAN_READ]. Chains are for path policies.',
    );
  if (!variable.startsWith(ANONYMOUS))
    throw new DialectError('a name on an edge of access', at, 'Leave out the name: [:CAN_READ].');
}

/** The subject: the first variable that RETURN names. */
export function checkReturns(query: MatchQuery, bindings: Bindings): Bound {
  const seen = new Set<string>();
  for (const { name, at } of query.returns) {
    const bound = bindings.get(name);
    if (bound === undefined) throw new DialectError(`no variable ${name}`, at, 'Return variables of MATCH.');
    if (bound.is === 'edge')
      throw new DialectError(`${name} is an edge`, at, 'Return the nodes at its ends, or a path.');
    if (seen.has(name)) throw new DialectError(`${name} is returned twice`, at, 'Name it once.');
    seen.add(name);
  }
  const [first] = query.returns;
  const subject = first === undefined ? undefined : bindings.get(first.name);
  if (first === undefined || subject === undefined)
    throw new Error('the grammar demands a variable behind RETURN');
  if (subject.is !== 'node' || subject.optional !== null) {
    throw new DialectError(
      `${subject.name} cannot be the subject`,
      first.at,
      'The first variable is the asset a finding hangs on: a node of MATCH.',
    );
  }
  if (subject.labels.size === 0) {
    throw new DialectError(
      `the subject ${subject.name} has no label`,
      first.at,
      `Write (${subject.name}:Concept).`,
    );
  }
  return subject;
}
