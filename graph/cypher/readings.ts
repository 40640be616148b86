/**
 * The two readings of a condition. Both are printed as booleans that are never null, because the stores differ on null
 * inside EXISTS, COUNT and lists, and neither keeps it.
 *
 * *surely*: true only if the condition holds however the unknown turns out. *possibly*: false only if it fails however
 * the unknown turns out. Unknown are: a property that is null; every observed property of a node (or edge) that is
 * stale; a stale edge; an edge of a type that an end node lists as `incomplete`, or that could start or end at a node
 * that is stale or was never listed (a stub), unless the catalogue says that its kind never gives edges of that type;
 * whether a stub that has a concept of a kind is of that kind. All other labels, and ids, are trusted; so is the kind
 * that MATCH asks of the subject: an answer hangs on what is known to be such an asset. Where an OPTIONAL MATCH found nothing, nothing holds of its variables, neither way round
 * (but for `x IS NULL` on the variable itself).
 *
 * Whether an edge may be missing is asked of the nodes that are bound where the pattern hangs (both ends, if both are
 * bound). A far end that only the pattern itself would bind is in no graph if it was not listed: whether it could be seen
 * is asked of `Known.blind`, which the plain readings answer with no, and those of `CheckedMatch.blindTo` by coverage.
 */
import { ASSET } from '#graph/schema/node.ts';
import type { EdgePattern, Expr, NodePattern, Order, Pattern } from './ast.ts';
import { chains, unnamed } from './layout.ts';
import { compareText, hasLabel, labelled, type Mode, propertyOf, type Ref } from './operands.ts';
import { and, not, or, type Scope, within } from './scope.ts';
import { type Cut, cutsOf, expand } from './shape.ts';
import { AccessSteps, nearest } from './steps.ts';
import { isView, laid, mayLack } from './view.ts';
import type { Writer } from './writer.ts';

/** What identity determines, and Pathlight's own bookkeeping: as true of a stale node as of a fresh one. */
const steady = new Set(
  'id uid kind cloud account region scope seen stale staleReason incomplete lastKnown observedAt firstSeen hash key by'.split(
    ' ',
  ),
);

const flipped: Readonly<Record<Order, Order>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** Nothing is known of it: no match for *surely*, a match for *possibly*. */
const unknown = (mode: Mode): string => (mode === 'surely' ? 'false' : 'true');

const isFresh = (printed: string): string => `coalesce(${printed}.stale, false) = false`;

/** Prints conditions in one of the two readings into one query. */
export class Reader {
  private readonly writer: Writer;
  constructor(writer: Writer) {
    this.writer = writer;
  }

  /** Text that is true if `expr` (or, with `want` false, its negation) holds in the reading. */
  holds(expr: Expr, want: boolean, mode: Mode, scope: Scope): string {
    switch (expr.is) {
      case 'and':
      case 'or': {
        const items = expr.items.map((item) => this.holds(item, want, mode, scope));
        return (expr.is === 'and') === want ? and(items) : or(items);
      }
      case 'not':
        return this.holds(expr.item, !want, mode, scope);
      case 'exists': {
        if (want) return this.exists(expr.pattern, mode, scope);
        return not(this.exists(expr.pattern, mode === 'surely' ? 'possibly' : 'surely', scope));
      }
      case 'count':
        return this.count(expr.pattern, want ? expr.op : flipped[expr.op], expr.value, mode, scope);
      case 'compare': {
        const refs = [expr.left, expr.right].flatMap(propertyOf);
        return this.atom(refs, compareText(expr, scope, this.writer), want, mode, scope);
      }
      case 'null': {
        // A value that is known is never null, and null is never a value: IS NULL is unknown at best.
        if (scope.cut.has(expr.of.variable)) return unknown(mode);
        return this.atom([expr.of], 'false', want, mode, scope);
      }
      case 'label': {
        if (scope.cut.has(expr.variable)) return unknown(mode);
        const { sure, maybe } = labelled(scope.printed(expr.variable), expr.label.name, this.writer);
        const test = want ? (mode === 'surely' ? sure : or([sure, maybe])) : `NOT ${sure}`;
        const whole = want || mode === 'possibly' ? test : and([test, not(maybe)]);
        return this.onOptional([expr.variable], whole, mode, scope);
      }
      case 'unbound':
        return this.unbound(expr.variable, want, mode, scope);
    }
  }

  /** A comparison, from the text of its plain Cypher. */
  private atom(refs: readonly Ref[], text: string, want: boolean, mode: Mode, scope: Scope): string {
    if (refs.some((ref) => scope.cut.has(ref.variable))) return unknown(mode);
    const known = and(
      refs.flatMap(({ variable, property }) => {
        const printed = scope.printed(variable);
        const there = `${printed}.${property} IS NOT NULL`;
        return scope.fresh.has(variable) || steady.has(property) ? [there] : [there, isFresh(printed)];
      }),
    );
    const whenNull = mode === 'surely' ? !want : want;
    const value = text === 'false' ? text : `coalesce(${text}, ${whenNull})`;
    const held = want ? value : not(value);
    const variables = refs.map((ref) => ref.variable);
    return this.onOptional(
      variables,
      mode === 'surely' ? and([known, held]) : or([not(known), held]),
      mode,
      scope,
    );
  }

  /** On a variable of OPTIONAL MATCH nothing holds, neither way round, unless the optional part matched. */
  private onOptional(variables: readonly string[], text: string, mode: Mode, scope: Scope): string {
    let all = text;
    for (const variable of new Set(variables)) {
      const part = scope.optional.get(variable);
      if (part === undefined) continue;
      const bound = and([`${scope.printed(variable)} IS NOT NULL`, all]);
      all = mode === 'surely' ? bound : or([bound, this.mayBeMissing(part.pattern, part.outside)]);
    }
    return all;
  }

  private unbound(variable: string, want: boolean, mode: Mode, scope: Scope): string {
    const part = scope.optional.get(variable);
    if (scope.cut.has(variable) || part === undefined) return unknown(mode);
    const bound = `${scope.printed(variable)} IS NOT NULL`;
    if (!want) return mode === 'surely' ? bound : or([bound, this.mayBeMissing(part.pattern, part.outside)]);
    return not(this.exists(part.pattern, mode === 'surely' ? 'possibly' : 'surely', part.outside));
  }

  private exists(pattern: Pattern, mode: Mode, scope: Scope): string {
    if (hangsOnCut(pattern, scope)) return unknown(mode);
    const plain = expand(pattern).map((fixed) => this.subquery('EXISTS', fixed, whole(fixed), mode, scope));
    return mode === 'surely' ? or(plain) : or([...plain, this.mayBeMissing(pattern, scope)]);
  }

  /** Whether a match may exist by way of edges that nobody could read. */
  private mayBeMissing(pattern: Pattern, scope: Scope): string {
    if (hangsOnCut(pattern, scope)) return 'true';
    const ways = expand(pattern).flatMap((fixed) => {
      const anchors = fixed.nodes.filter((node) => scope.has(node.variable)).map((node) => node.variable);
      return cutsOf(fixed.edges, anchors).map((cut) =>
        this.subquery('EXISTS', fixed, cut, 'possibly', scope),
      );
    });
    return or([...new Map(ways.map((way) => [unnamed(way, scope), way])).values()]);
  }

  /** Of the real number of matches it is known: at least the sure ones, at most the possible ones if no edge may be missing. */
  private count(pattern: Pattern, op: Order, value: number, mode: Mode, scope: Scope): string {
    if (hangsOnCut(pattern, scope)) return unknown(mode);
    const total = (of: Mode): string =>
      expand(pattern)
        .map((fixed) => this.subquery('COUNT', fixed, whole(fixed), of, scope))
        .join(' + ');
    const n = this.writer.param(value);
    const open = (): string => this.mayBeMissing(pattern, scope);
    switch (op) {
      case '>=':
      case '>':
        return mode === 'surely'
          ? `(${total('surely')} ${op} ${n})`
          : or([`(${total('possibly')} ${op} ${n})`, open()]);
      case '<=':
      case '<':
        return mode === 'surely'
          ? and([`(${total('possibly')} ${op} ${n})`, not(open())])
          : `(${total('surely')} ${op} ${n})`;
      case '=':
        return and([
          this.count(pattern, '>=', value, mode, scope),
          this.count(pattern, '<=', value, mode, scope),
        ]);
      case '<>':
        return or([
          this.count(pattern, '>', value, mode, scope),
          this.count(pattern, '<', value, mode, scope),
        ]);
    }
  }

  private subquery(word: 'EXISTS' | 'COUNT', pattern: Pattern, cut: Cut, mode: Mode, outer: Scope): string {
    const inner = within(outer);
    const { elements, conditions } = this.clause(pattern, cut, mode, inner);
    conditions.push(...this.missing(cut, pattern.nodes, inner));
    if (pattern.where !== null) conditions.push(this.holds(pattern.where, true, mode, inner));
    const all = and(conditions);
    if (elements.length === 0) return all;
    if (all === 'false') return word === 'COUNT' ? '0' : 'false';
    return `${word} { MATCH ${elements.join(', ')}${all === 'true' ? '' : ` WHERE ${all}`} }`;
  }

  /** That each missing edge is one that nobody could read, as told by an end that is bound, or as the far end is blind. */
  missing(cut: Cut, nodes: readonly NodePattern[], scope: Scope): string[] {
    return cut.missing.map((edge) => {
      const types = edge.types.map((type) => type.name);
      const sides = (['from', 'to'] as const).filter((side) => !cut.nodes.has(edge[side]));
      for (const far of sides) {
        const own = nodes.filter((node) => node.variable === edge[far]).flatMap((node) => node.labels);
        const labels = [...new Set(own.map((label) => label.name))];
        if (this.writer.known.blind({ types, far, labels })) return 'true';
      }
      const ends = [...new Set([edge.from, edge.to])].filter((end) => cut.nodes.has(end));
      if (isView(edge)) return or(ends.map((end) => mayLack(scope.printed(end), this.writer)));
      return or(ends.map((end) => this.unread(end, edge, scope)));
    });
  }

  /** Whether an edge of one of the types may start or end at the node without being in the graph. */
  private unread(variable: string, edge: EdgePattern, scope: Scope): string {
    const printed = scope.printed(variable);
    const types = edge.types.map((type) => type.name);
    const listed = types.map((type) => `${this.writer.param(type)} IN coalesce(${printed}.incomplete, [])`);
    const unseen = scope.fresh.has(variable)
      ? `coalesce(${printed}.seen, true) = false`
      : or([`coalesce(${printed}.stale, false)`, `coalesce(${printed}.seen, true) = false`]);
    const passive = this.writer.known.passive(types);
    if (passive.length === 0) return or([...listed, unseen]);
    const gives = `none(l IN labels(${printed}) WHERE l IN ${this.writer.param(passive)})`;
    return or([...listed, and([unseen, gives])]);
  }

  /**
   * Pattern elements of what remains, and the conditions that make it sure. Names what it binds in `scope`, and marks
   * there what is cut off. `subject`: the variable whose labels are trusted and at which paths begin.
   */
  clause(
    pattern: Pattern,
    cut: Cut,
    mode: Mode,
    scope: Scope,
    subject?: string,
  ): { readonly elements: string[]; readonly conditions: string[] } {
    const labels = new Map<string, Set<string>>();
    for (const { variable, labels: some } of pattern.nodes) {
      labels.set(variable, new Set([...(labels.get(variable) ?? []), ...some.map((label) => label.name)]));
    }
    const conditions: string[] = [];
    const outside = within(scope);
    const bare = new Set<string>();
    for (const [variable, names] of labels) {
      if (scope.cut.has(variable)) continue;
      if (!scope.has(variable)) {
        if (cut.nodes.has(variable)) bare.add(variable);
        else scope.cut.add(variable);
      } else
        conditions.push(
          ...[...names].map((name) => hasLabel(scope.printed(variable), name, mode, this.writer)),
        );
    }
    for (const edge of pattern.edges) if (!cut.edges.includes(edge)) scope.cut.add(edge.variable);
    const node = (variable: string): string => {
      const known = scope.has(variable);
      const printed = known ? scope.printed(variable) : scope.bind(variable, this.writer.name('n'));
      const all = [...(labels.get(variable) ?? [])];
      const trusted = (name: string) =>
        mode === 'surely' || variable === subject || this.writer.known.concepts(name).length === 0;
      const own = all.filter(trusted);
      if (!known)
        conditions.push(
          ...all.filter((name) => !trusted(name)).map((name) => hasLabel(printed, name, mode, this.writer)),
        );
      const names = known ? [] : own.length > 0 ? own : [ASSET];
      bare.delete(variable);
      return `(${[printed, ...names].join(':')})`;
    };
    const access = new AccessSteps(this.writer, cut, mode, scope, node);
    const link = (edge: EdgePattern, from: string): string => {
      if (isView(edge)) return access.link(edge, from);
      const printed = scope.bind(edge.variable, this.writer.name('e'));
      if (mode === 'surely') conditions.push(isFresh(printed));
      const inside = `[${printed}:${edge.types.map((type) => type.name).join('|')}]`;
      return edge.from === from ? `-${inside}->${node(edge.to)}` : `<-${inside}-${node(edge.from)}`;
    };
    const start = nearest(cut, scope) ?? subject;
    const elements = chains(laid(cut.edges), (variable) => scope.has(variable), access.end, link, start);
    elements.push(...[...bare].map(node));
    const anchors = [...cut.nodes].filter((one) => outside.has(one) || one === subject);
    conditions.push(...access.conditions(), ...access.untold(anchors));
    if (mode === 'surely') {
      for (const variable of labels.keys()) {
        if (scope.cut.has(variable) || scope.fresh.has(variable)) continue;
        conditions.push(isFresh(scope.printed(variable)));
        scope.fresh.add(variable);
      }
      for (const edge of cut.edges) scope.fresh.add(edge.variable);
    }
    return { elements, conditions };
  }
}

/** A pattern of which nothing is missing. */
export const whole = (pattern: Pattern): Cut => ({
  nodes: new Set(pattern.nodes.map((node: NodePattern) => node.variable)),
  edges: pattern.edges,
  missing: [],
});

const hangsOnCut = (pattern: Pattern, scope: Scope): boolean =>
  pattern.nodes.some((node) => scope.cut.has(node.variable));
