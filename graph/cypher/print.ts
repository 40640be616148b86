/** Puts a whole `match` together as one query of a reading. */
import type { Expr, MatchClause, MatchQuery } from './ast.ts';
import { tooLarge } from './bind.ts';
import type { Mode } from './operands.ts';
import { Reader, whole } from './readings.ts';
import { and, Scope, within } from './scope.ts';
import { type Cut, cutsOf, expand } from './shape.ts';
import type { PrintedQuery } from './types.ts';
import { isOpen } from './view.ts';
import { type Known, Writer } from './writer.ts';

const MAX_BRANCHES = 128;

/**
 * Prints a checked tree. *surely* gives the rows that are there however the unknown turns out. *possibly* gives at least
 * one row for every subject that has a row in some way in which the unknown may turn out: the plain rows, and for every
 * way in which edges of MATCH may exist without being in the graph, the rows of what remains on the subject's side,
 * with null for what is cut off.
 */
export function printMatch(query: MatchQuery, mode: Mode, known: Known): PrintedQuery {
  const writer = new Writer(known);
  const texts = new Set<string>();
  for (const fixed of combinations(query.clauses.filter((clause) => !clause.optional))) {
    const edges = fixed.flatMap((clause) => clause.edges);
    if (mode === 'surely' && isOpen(edges)) continue;
    const subject = query.returns[0]?.name ?? '';
    const all: Cut = {
      nodes: new Set(fixed.flatMap((clause) => [...whole(clause).nodes])),
      edges,
      missing: [],
    };
    const cuts = mode === 'surely' ? [all] : [all, ...cutsOf(edges, [subject])];
    for (const cut of cuts) texts.add(branch(query, fixed, cut, mode, writer));
    if (texts.size > MAX_BRANCHES) throw tooLarge(query.returns[0]?.at ?? { line: 1, column: 1 });
  }
  return { text: [...texts].join('\nUNION\n'), params: writer.params };
}

function combinations(clauses: readonly MatchClause[]): MatchClause[][] {
  return clauses.reduce<MatchClause[][]>(
    (rows, clause) => rows.flatMap((row) => expand(clause).map((fixed) => [...row, fixed])),
    [[]],
  );
}

function branch(
  query: MatchQuery,
  fixed: readonly MatchClause[],
  cut: Cut,
  mode: Mode,
  writer: Writer,
): string {
  writer.restart();
  const reader = new Reader(writer);
  const scope = new Scope();
  const lines: { text: string; conditions: string[] }[] = [];
  const rest: string[] = [];
  const wheres: Expr[] = [];
  for (const clause of fixed) {
    const own: Cut = { ...cut, edges: clause.edges.filter((edge) => cut.edges.includes(edge)), missing: [] };
    const { elements, conditions } = reader.clause(clause, own, mode, scope, query.returns[0]?.name);
    if (elements.length > 0) lines.push({ text: `MATCH ${elements.join(', ')}`, conditions });
    else rest.push(...conditions);
    if (clause.where !== null) wheres.push(clause.where);
  }
  // Conditions stand behind the last MATCH: all that they may mention is bound there.
  const last = lines.at(-1);
  last?.conditions.push(
    ...rest,
    ...reader.missing(
      cut,
      fixed.flatMap((clause) => clause.nodes),
      scope,
    ),
    ...wheres.map((where) => reader.holds(where, true, mode, scope)),
  );
  const optionals = query.clauses.filter((clause) => clause.optional);
  for (const clause of optionals) lines.push(...optional(clause, reader, mode, scope));
  const having = query.having === null ? 'true' : reader.holds(query.having, true, mode, scope);
  const text = lines.map((line) => `${line.text}${where(line.conditions)}`);
  if (having !== 'true') text.push(`WITH *${where([having])}`);
  const paths = [...fixed, ...optionals].flatMap((clause) => clause.paths);
  const columns = query.returns.map(({ name }, index) => {
    const path = paths.find((one) => one.name === name);
    const value = path === undefined ? idOf(name, scope) : listOf(path.nodes, scope);
    return `${value} AS ${index === 0 ? 'id' : name}`;
  });
  return `${text.join('\n')}\nRETURN DISTINCT ${columns.join(', ')}`;
}

const where = (conditions: readonly string[]): string => {
  const all = and(conditions);
  return all === 'true' ? '' : ` WHERE ${all}`;
};

function optional(
  clause: MatchClause,
  reader: Reader,
  mode: Mode,
  scope: Scope,
): { readonly text: string; readonly conditions: string[] }[] {
  const own = clause.nodes.map((node) => node.variable).filter((variable) => !scope.has(variable));
  if (own.some((variable) => scope.cut.has(variable))) {
    for (const name of [...own, ...clause.edges.map((edge) => edge.variable)]) scope.cut.add(name);
    return [];
  }
  const outside = within(scope);
  const { elements, conditions } = reader.clause(clause, whole(clause), mode, scope);
  if (clause.where !== null) conditions.push(reader.holds(clause.where, true, mode, scope));
  for (const name of [...own, ...clause.edges.map((edge) => edge.variable)]) {
    scope.optional.set(name, { pattern: clause, outside });
  }
  return [{ text: `OPTIONAL MATCH ${elements.join(', ')}`, conditions }];
}

const idOf = (name: string, scope: Scope): string =>
  scope.cut.has(name) ? 'null' : `${scope.printed(name)}.id`;

/** Ids of the path's nodes as far as it goes; null if the optional part that it belongs to did not match. */
function listOf(nodes: readonly string[], scope: Scope): string {
  const kept = nodes.filter((node) => !scope.cut.has(node));
  const maybe = nodes.find((node) => scope.optional.has(node));
  if (maybe !== undefined && kept.length < nodes.length) return 'null';
  const list = `[${kept.map((node) => `${scope.printed(node)}.id`).join(', ')}]`;
  return maybe === undefined ? list : `CASE WHEN ${scope.printed(maybe)} IS NULL THEN null ELSE ${list} END`;
}
