/**
 * The guard for people's queries: read-only, and nothing but the graph.
 *
 * A query is read into tokens and clauses. What is not on the short list of clauses and functions is refused, whatever
 * its spelling; what is admitted is written out again from its tokens, so that a store reads what was read here.
 */
import type { IToken } from 'chevrotain';
import { Expressions } from './admit-expressions.ts';
import type { Names } from './admit-patterns.ts';
import { Name, Quoted, tokenize, untokenize } from './admit-tokens.ts';
import { RefusedQuery } from './errors.ts';
import type { Vocabulary } from './types.ts';
import { Words } from './words.ts';

const MAX_LENGTH = 20_000;

const writes =
  'CREATE MERGE SET DELETE DETACH REMOVE FOREACH DROP ALTER GRANT DENY REVOKE INSERT START STOP'.split(' ');
const refusals: ReadonlyMap<string, string> = new Map([
  ...writes.map((word) => [word, `${word} changes something: queries only read.`] as const),
  ['LOAD', 'LOAD reads files and the network: it is refused.'],
  ['SHOW', 'SHOW is refused: ask for nodes with MATCH.'],
  ['USE', 'USE is refused: there is one graph.'],
  ['PROFILE', 'PROFILE is refused: write the query alone.'],
  ['EXPLAIN', 'EXPLAIN is refused: write the query alone.'],
  ['CYPHER', 'Query options are refused: write the query alone.'],
]);

/**
 * Admits a person's Cypher query if it only reads the graph.
 *
 * Clauses: MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION, CALL { … } of these. No
 * procedures, no function that is not on the list. State nodes (`STATE_LABEL_PREFIX`) stay out of sight: every pattern
 * hangs on a labelled node or on a name bound before, no label may start with the prefix, and the promises of
 * `reserved.ts` do the rest.
 *
 * @param vocabulary if given, labels and edge types must be in it.
 * @returns the query as it may run: without comments and final semicolon.
 * @throws RefusedQuery with the place, and the remedy in its message.
 */
export function admitQuery(text: string, vocabulary?: Vocabulary): { readonly text: string } {
  if (text.length > MAX_LENGTH) {
    throw new RefusedQuery(`The query is longer than ${MAX_LENGTH} characters.`, { line: 1, column: 1 });
  }
  const tokens = tokenize(text);
  const lines = text.split('\n');
  const [first] = tokens;
  if (first === undefined)
    throw new RefusedQuery('The query is empty: write MATCH … RETURN ….', { line: 1, column: 1 });
  const end: IToken = {
    ...first,
    image: '',
    tokenType: { ...first.tokenType, name: 'End' },
    startLine: lines.length,
    startColumn: (lines.at(-1)?.length ?? 0) + 1,
  };
  const used = new Clauses(tokens, end, vocabulary === undefined ? undefined : new Words(vocabulary)).whole();
  return { text: untokenize(tokens.slice(0, used)) };
}

class Clauses extends Expressions {
  private nested = 0;

  /** @returns how many tokens the statement has. */
  whole(): number {
    this.union(new Set(), null);
    const used = this.position;
    this.takes(';');
    if (this.position < this.tokens.length) {
      throw this.sees(';') || this.tokens[used]?.image === ';'
        ? this.refuse('One statement at a time: nothing may follow the semicolon.')
        : this.clauseRefused();
    }
    return used;
  }

  /** Single queries joined by UNION; gives the columns. */
  private union(start: Names, outer: Names | null): Names {
    let columns = this.single(start, outer);
    while (this.takes('UNION')) {
      this.takes('ALL');
      columns = this.single(start, outer);
    }
    return columns;
  }

  private single(start: Names, outer: Names | null): Names {
    let names: Names = new Set(start);
    if (outer !== null && this.takes('WITH')) names = this.imports(outer);
    for (;;) {
      if (this.sees('OPTIONAL', 'MATCH') || this.sees('MATCH')) {
        this.takes('OPTIONAL');
        this.expect('MATCH');
        names = this.patterns(names);
        if (this.takes('WHERE')) this.expression(names);
      } else if (this.takes('UNWIND')) {
        this.expression(names);
        this.expect('AS');
        names = new Set([...names, this.name('A variable')]);
      } else if (this.takes('WITH')) {
        names = this.projected(names, true);
        if (this.takes('WHERE')) this.expression(names);
      } else if (this.takes('RETURN')) return this.projected(names, false);
      else if (this.takes('CALL')) names = this.subqueryClause(names);
      else throw this.clauseRefused();
    }
  }

  private clauseRefused(): RefusedQuery {
    const word = this.peek().image.toUpperCase();
    const known = refusals.get(word);
    if (known !== undefined) return this.refuse(known);
    return this.unexpected(
      'a query is made of MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, CALL { … } and ends with RETURN.',
    );
  }

  /** The first WITH of a CALL { … }: names of the outside, as they are. */
  private imports(outer: Names): Names {
    const names: Names = new Set();
    if (this.takes('*')) return new Set(outer);
    do {
      const at = this.peek();
      const name = this.name('A variable');
      if (!outer.has(name)) throw this.refuse(`No variable ${name} outside of the CALL.`, at);
      names.add(name);
    } while (this.takes(','));
    return names;
  }

  private subqueryClause(names: Names): Names {
    let start: Names = new Set();
    let outer: Names | null = names;
    if (this.takes('(')) {
      if (!this.sees(')')) start = this.imports(names);
      this.expect(')');
      outer = null;
    }
    if (!this.sees('{')) throw this.refuse('Procedures are refused: only CALL { MATCH … RETURN … }.');
    this.nested += 1;
    if (this.nested > 10) throw this.refuse('CALL is nested too deeply.');
    this.expect('{');
    const columns = this.union(start, outer);
    this.expect('}');
    if (this.sees('IN')) throw this.refuse('CALL … IN TRANSACTIONS is refused.');
    this.nested -= 1;
    return new Set([...names, ...columns]);
  }

  /** Items of WITH or RETURN with ORDER BY, SKIP and LIMIT; gives the names behind it. */
  private projected(names: Names, renames: boolean): Names {
    this.takes('DISTINCT');
    const after: Names = new Set();
    do {
      if (this.takes('*')) {
        for (const name of names) after.add(name);
        continue;
      }
      const start = this.position;
      const at = this.peek();
      this.expression(names);
      const alone = this.position === start + 1 && (at.tokenType === Name || at.tokenType === Quoted);
      if (this.takes('AS')) after.add(this.name('A name'));
      else if (alone) after.add(at.image.replaceAll('`', ''));
      else if (renames) throw this.unexpected('in WITH, an expression needs a name: AS name.');
    } while (this.takes(','));
    this.patternsAllowed = false;
    const visible = new Set([...names, ...after]);
    if (this.takes('ORDER', 'BY')) {
      do {
        this.expression(visible);
        for (const word of ['ASC', 'DESC', 'ASCENDING', 'DESCENDING']) this.takes(word);
      } while (this.takes(','));
    }
    for (const word of ['SKIP', 'OFFSET', 'LIMIT']) if (this.takes(word)) this.expression(new Set());
    this.patternsAllowed = true;
    return after;
  }
}
