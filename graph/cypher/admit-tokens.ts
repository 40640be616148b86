/** The tokens of people's queries: real lexing, so that no word hides in a string, a comment or an escape. */
import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';
import { type Place, RefusedQuery } from './errors.ts';

const token = (name: string, pattern: RegExp): TokenType => createToken({ name, pattern });

const Space = createToken({ name: 'Space', pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED, line_breaks: true });
const Line = createToken({ name: 'Line', pattern: /\/\/[^\n\r]*/, group: Lexer.SKIPPED });
const Block = createToken({
  name: 'Block',
  pattern: /\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
export const Text = createToken({
  name: 'Text',
  pattern: /'(?:[^'\\]|\\['"\\ntrbf])*'|"(?:[^"\\]|\\['"\\ntrbf])*"/,
  line_breaks: true,
});
export const Quoted = token('Quoted', /`[A-Za-z_][A-Za-z0-9_ .-]*`/);
export const Param = token('Param', /\$[A-Za-z_][A-Za-z0-9_]*/);
export const Name = token('Name', /[A-Za-z_][A-Za-z0-9_]*/);
const Decimal = token('Decimal', /\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/);
export const Whole = token('Whole', /\d+/);
export { Decimal };

// Arrows are read mark by mark, so that `a<-1` stays a comparison.
const Mark = token('Mark', /<>|<=|>=|\.\.|[-+*/%^=<>()[\]{},.:|;]/);

const lexer = new Lexer([Space, Line, Block, Text, Quoted, Param, Name, Decimal, Whole, Mark], {
  positionTracking: 'full',
});

export const placeOf = (at: IToken): Place => ({ line: at.startLine ?? 1, column: at.startColumn ?? 1 });

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** @throws RefusedQuery */
export function tokenize(text: string): IToken[] {
  // A store may replace \uXXXX before it reads anything else, in strings and comments too.
  const escape = /\\u/i.exec(text);
  if (escape !== null) {
    throw new RefusedQuery(
      'Unicode escapes are refused: write the character itself.',
      placeAt(text, escape.index),
    );
  }
  const { tokens, errors } = lexer.tokenize(text);
  const [bad] = errors;
  if (bad !== undefined) {
    const char = String.fromCodePoint(text.codePointAt(bad.offset) ?? 0);
    const says: Readonly<Record<string, string>> = {
      "'": 'A string is not closed, or has a backslash before something else than \\ \' " n t r b f.',
      '"': 'A string is not closed, or has a backslash before something else than \\ \' " n t r b f.',
      '`': 'A quoted name may have letters, digits, spaces, dots and dashes, and starts with a letter.',
      '~': 'Regular expressions are refused: use STARTS WITH, ENDS WITH or CONTAINS.',
      $: 'A parameter is $name.',
    };
    throw new RefusedQuery(
      says[char] ?? `${JSON.stringify(char)} is not part of a query.`,
      placeAt(text, bad.offset),
    );
  }
  return tokens;
}

/** A string in quotes that it does not hold, so that no store can end it elsewhere; joined of two where it holds both. */
function requote(image: string): string {
  const inner = image
    .slice(1, -1)
    .replaceAll(/\\(.)/g, (all, char: string) => (char === "'" || char === '"' ? char : all));
  if (!inner.includes("'")) return `'${inner}'`;
  if (!inner.includes('"')) return `"${inner}"`;
  const parts = inner.match(/"+|[^"]+/g) ?? [];
  return `(${parts.map((part) => (part.startsWith('"') ? `'${part}'` : `"${part}"`)).join(' + ')})`;
}

/** The query again, without comments, each gap one space. */
export function untokenize(tokens: readonly IToken[]): string {
  let text = '';
  let end = tokens[0]?.startOffset ?? 0;
  for (const [i, one] of tokens.entries()) {
    // Grafeo takes `a<-1` for an arrow
    const less =
      one.image === '-' && tokens[i - 1]?.image === '<' && !['[', '-'].includes(tokens[i + 1]?.image ?? '');
    if (one.startOffset > end || less) text += ' ';
    text += one.tokenType === Text ? requote(one.image) : one.image;
    end = (one.endOffset ?? one.startOffset) + 1;
  }
  return text;
}

/** Walks along the tokens of a query. */
export class Cursor {
  protected readonly tokens: readonly IToken[];
  protected position = 0;
  private readonly end: IToken;

  constructor(tokens: readonly IToken[], end: IToken) {
    this.tokens = tokens;
    this.end = end;
  }

  protected peek(ahead = 0): IToken {
    return this.tokens[this.position + ahead] ?? this.end;
  }

  protected take(): IToken {
    const now = this.peek();
    this.position += 1;
    return now;
  }

  /** Whether the words or marks come next. */
  protected sees(...images: readonly string[]): boolean {
    return images.every((image, i) => {
      const { tokenType, image: real } = this.peek(i);
      return tokenType === Name ? real.toUpperCase() === image : tokenType === Mark && real === image;
    });
  }

  protected takes(...images: readonly string[]): boolean {
    if (!this.sees(...images)) return false;
    this.position += images.length;
    return true;
  }

  protected expect(image: string): void {
    if (!this.takes(image)) throw this.unexpected(`"${image}" is expected here.`);
  }

  protected is(type: TokenType, ahead = 0): boolean {
    return this.peek(ahead).tokenType === type;
  }

  /** A name, plain or in backticks, without them. */
  protected name(what: string): string {
    if (!this.is(Name) && !this.is(Quoted)) throw this.unexpected(`${what} is expected here.`);
    return this.take().image.replaceAll('`', '');
  }

  protected refuse(message: string, at: IToken = this.peek()): RefusedQuery {
    return new RefusedQuery(message, placeOf(at));
  }

  protected unexpected(message: string): RefusedQuery {
    const { image } = this.peek();
    return this.refuse(
      image === '' ? `The query ends too early: ${message}` : `"${image}" is not expected: ${message}`,
    );
  }
}
