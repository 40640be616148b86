/** Expressions and patterns of people's queries. */
import type { IToken } from 'chevrotain';
import { type Names, Patterns } from './admit-patterns.ts';
import { Decimal, Name, Param, Quoted, Text, Whole } from './admit-tokens.ts';

const functions = new Set(
  (
    'count collect size labels type nodes relationships length keys properties coalesce head last tail tolower toupper ' +
    'trim ltrim rtrim left right split substring replace reverse tointeger tofloat tostring toboolean abs sign round ceil ' +
    'floor sqrt min max sum avg stdev percentilecont percentiledisc range exists startnode endnode datetime date time ' +
    'localdatetime duration isempty'
  ).split(' '),
);
const predicates = ['ANY', 'ALL', 'NONE', 'SINGLE'];
const operators = [
  'AND',
  'OR',
  'XOR',
  'IN',
  'CONTAINS',
  '=',
  '<>',
  '<=',
  '>=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
];
const MAX_DEPTH = 80;
const MAX_RANGE = 10_000;

export class Expressions extends Patterns {
  /** Reads one expression. Only its structure matters here, not which operator binds closer. */
  protected expression(names: Names): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw this.refuse('The query is nested too deeply: split it with WITH.');
    do {
      while (this.takes('NOT') || this.takes('-') || this.takes('+')) {
        // any number of them
      }
      this.postfix(names);
    } while (this.operator());
    this.depth -= 1;
  }

  private operator(): boolean {
    if (this.takes('STARTS', 'WITH') || this.takes('ENDS', 'WITH')) return true;
    return operators.some((operator) => this.takes(operator));
  }

  private postfix(names: Names): void {
    this.primary(names);
    for (;;) {
      if (this.takes('.')) {
        this.name('A property');
        if (this.sees('(')) throw this.refuse('Functions with a dot in their name are refused.');
      } else if (this.takes('[')) {
        if (!this.sees('..')) this.expression(names);
        if (this.takes('..') && !this.sees(']')) this.expression(names);
        this.expect(']');
      } else if (this.sees(':')) this.label(true);
      else if (this.takes('IS', 'NOT', 'NULL') || this.takes('IS', 'NULL')) continue;
      else return;
    }
  }

  private primary(names: Names): void {
    for (const type of [Text, Param, Whole, Decimal]) {
      if (this.is(type)) {
        this.take();
        return;
      }
    }
    if (this.sees('(')) {
      if (this.tryPattern(names)) return;
      this.take();
      this.expression(names);
      this.expect(')');
    } else if (this.sees('[')) this.list(names);
    else if (this.sees('{')) this.map(names);
    else if (this.takes('TRUE') || this.takes('FALSE') || this.takes('NULL')) return;
    else if (this.takes('CASE')) this.cases(names);
    else if (this.takes('EXISTS', '{') || this.takes('COUNT', '{')) this.subquery(names);
    else if (this.is(Name) && this.peek(1).image === '(') this.call(names);
    else if (this.is(Name) || this.is(Quoted)) this.variable(names);
    else throw this.unexpected('an expression is expected here.');
  }

  private variable(names: Names): void {
    const at = this.peek();
    if (this.sees('COLLECT', '{'))
      throw this.refuse('COLLECT { … } is not known to both stores: use [(a)-[:T]->(b) | b.name].');
    const name = this.name('A variable');
    if (this.peek().image === '(') throw this.refuse('A quoted name is no function.', at);
    if (!names.has(name)) {
      if (this.sees('.') && this.peek(2).image !== '')
        throw this.refuse(`No variable ${name} here (functions with a dot in their name are refused).`, at);
      throw this.refuse(`No variable ${name} here: bind it in MATCH, and name it in WITH to keep it.`, at);
    }
    if (this.sees('{')) this.projection(names);
  }

  private projection(names: Names): void {
    this.expect('{');
    if (this.takes('}')) return;
    do {
      if (this.takes('.')) {
        if (!this.takes('*')) this.name('A property');
      } else {
        const name = this.name('A key');
        if (this.takes(':')) this.expression(names);
        else if (!names.has(name)) throw this.unexpected(`No variable ${name} here.`);
      }
    } while (this.takes(','));
    this.expect('}');
  }

  protected map(names: Names): void {
    this.expect('{');
    if (this.takes('}')) return;
    do {
      this.name('A key');
      this.expect(':');
      this.expression(names);
    } while (this.takes(','));
    this.expect('}');
  }

  private list(names: Names): void {
    const open = this.position;
    this.expect('[');
    if (this.takes(']')) return;
    const path = this.is(Name) && this.peek(1).image === '=' ? 2 : 0;
    if (this.peek(path).image === '(') {
      this.position += path;
      const found = this.attempt(names, () => this.sees('WHERE') || this.sees('|'));
      if (found !== null) {
        const inner = this.bound([found], names);
        if (path > 0) inner.add(this.tokens[open + 1]?.image ?? '');
        if (this.takes('WHERE')) this.expression(inner);
        this.expect('|');
        this.expression(inner);
        this.expect(']');
        return;
      }
      this.position = open + 1;
    }
    if ((this.is(Name) || this.is(Quoted)) && this.peek(1).image.toUpperCase() === 'IN') {
      this.each(names);
      if (this.takes('|')) this.expression(this.inner);
      this.expect(']');
      return;
    }
    do this.expression(names);
    while (this.takes(','));
    this.expect(']');
  }

  /** Names inside of the last `x IN list [WHERE …]`. */
  private inner: Names = new Set();

  private each(names: Names, more: readonly string[] = []): void {
    const name = this.name('A variable');
    this.expect('IN');
    this.expression(names);
    const inner = new Set([...names, ...more, name]);
    if (this.takes('WHERE')) this.expression(inner);
    this.inner = inner;
  }

  private cases(names: Names): void {
    if (!this.sees('WHEN')) this.expression(names);
    if (!this.sees('WHEN')) throw this.unexpected('WHEN is expected here.');
    while (this.takes('WHEN')) {
      this.expression(names);
      this.expect('THEN');
      this.expression(names);
    }
    if (this.takes('ELSE')) this.expression(names);
    this.expect('END');
  }

  /** `EXISTS { … }` and `COUNT { … }`: patterns with their WHERE. */
  private subquery(names: Names): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw this.refuse('The query is nested too deeply: split it with WITH.');
    let inner = names;
    this.takes('MATCH');
    do {
      inner = this.patterns(inner);
      if (this.takes('WHERE')) this.expression(inner);
    } while (this.takes('MATCH'));
    if (!this.sees('}')) throw this.unexpected('in EXISTS { … } and COUNT { … } stand MATCH and WHERE.');
    this.expect('}');
    this.depth -= 1;
  }

  private call(names: Names): void {
    const at = this.take();
    const name = at.image.toLowerCase();
    if (name === 'shortestpath' || name === 'allshortestpaths') {
      this.expect('(');
      this.bound([this.path(names)], names);
      this.expect(')');
      return;
    }
    this.expect('(');
    if (predicates.includes(name.toUpperCase())) {
      this.each(names);
      this.expect(')');
      return;
    }
    if (name === 'reduce') {
      const total = this.name('A variable');
      this.expect('=');
      this.expression(names);
      this.expect(',');
      this.each(names, [total]);
      this.expect('|');
      this.expression(this.inner);
      this.expect(')');
      return;
    }
    if (!functions.has(name)) {
      throw this.refuse(
        `The function ${at.image} is not on the list of those that only read: ${[...functions].join(', ')}.`,
        at,
      );
    }
    if (name === 'range') this.range(at);
    else if (name === 'count' && this.takes('*')) {
      // count(*)
    } else {
      this.takes('DISTINCT');
      if (!this.sees(')')) {
        do this.expression(names);
        while (this.takes(','));
      }
    }
    this.expect(')');
  }

  private range(at: IToken): void {
    const numbers: number[] = [];
    do {
      const sign = this.takes('-') ? -1 : 1;
      if (!this.is(Whole)) throw this.refuse('range() takes whole numbers written out: range(1, 10).');
      numbers.push(sign * Number(this.take().image));
    } while (this.takes(','));
    const [from = 0, to = 0, step = 1] = numbers;
    if (numbers.length > 3 || step === 0 || Math.abs((to - from) / step) > MAX_RANGE) {
      throw this.refuse(`range() gives at most ${MAX_RANGE} numbers.`, at);
    }
  }

  /** Reads a pattern in an expression; false (and nothing read) if there is none. */
  private tryPattern(names: Names): boolean {
    const found = this.attempt(names, () => true);
    if (found === null) return false;
    this.bound([found], names);
    return true;
  }
}
