/** From the text of a `match` to its tree. */
import type { IToken } from 'chevrotain';
import { ANONYMOUS, type MatchQuery } from './ast.ts';
import { DialectError, type Place } from './errors.ts';
import { parser } from './grammar.ts';
import { sayInstead } from './hints.ts';
import { placeOf } from './leaves.ts';
import { lexer, Name, Return } from './lexer.ts';

const MAX_LENGTH = 20_000;
const MAX_DEPTH = 60;
/** Words that one of the stores cannot have as a variable or a column. */
const reserved = new Set([
  'as',
  'id',
  'all',
  'any',
  'none',
  'single',
  'case',
  'when',
  'then',
  'else',
  'end',
  'by',
  'on',
]);
const more = [
  'asc',
  'desc',
  'distinct',
  'xor',
  'order',
  'limit',
  'skip',
  'union',
  'call',
  'unwind',
  'create',
  'merge',
  'set',
  'delete',
  'detach',
  'remove',
  'load',
  'foreach',
  'use',
  'reduce',
  'yield',
];
for (const word of more) reserved.add(word);

const endOf = (text: string): Place => {
  const lines = text.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
};

/**
 * Reads a `match` of the dialect.
 * @throws DialectError with the place of the first thing that does not belong, and how to say it.
 */
export function parseMatch(text: string): MatchQuery {
  if (text.length > MAX_LENGTH) {
    throw new DialectError(
      `longer than ${MAX_LENGTH} characters`,
      { line: 1, column: 1 },
      'Split the policy.',
    );
  }
  const { tokens, errors } = lexer.tokenize(text);
  refuseDepth(tokens);
  parser.restart(tokens);
  const tree = parser.query();
  const [failed] = parser.errors;
  const [bad] = errors;
  if (
    bad !== undefined &&
    (failed === undefined || failed.token.image === '' || failed.token.startOffset >= bad.offset)
  ) {
    const place = { line: bad.line ?? 1, column: bad.column ?? 1 };
    throw unreadable(text.slice(bad.offset, bad.offset + 1), place, tokens, bad.offset);
  }
  if (failed !== undefined) throw unexpected(failed.token, text, tokens);
  for (const token of tokens) refuseName(token, tokens);
  return tree;
}

function unreadable(char: string, place: Place, tokens: readonly IToken[], offset: number): DialectError {
  const says: Readonly<Record<string, string>> = {
    "'": 'Close the string; inside of it only \\\\ \\\' \\" \\n \\t may follow a backslash.',
    '"': 'Close the string; inside of it only \\\\ \\\' \\" \\n \\t may follow a backslash.',
    '`': 'Names of the vocabulary need no quotes.',
    $: 'Write the value itself; it reaches the store as a parameter.',
    ';': 'A match is one statement: leave out the semicolon.',
    '/': 'Comments start with //. Arithmetic is not known.',
    '+': 'Arithmetic is not known: compare a property with a value.',
    '%': 'Arithmetic is not known: compare a property with a value.',
    '~': 'Regular expressions are not known: use STARTS WITH, ENDS WITH or CONTAINS.',
    '&': 'Several labels: (n:A:B).',
    '!': 'Not a label: WHERE NOT n:A. Not equal: <>.',
  };
  const before = tokens.findLastIndex((token) => token.startOffset < offset);
  const say = says[char] ?? sayInstead(tokens, before + 1, false);
  return new DialectError(`"${char}" is not part of the dialect`, place, say);
}

function unexpected(token: IToken, text: string, tokens: readonly IToken[]): DialectError {
  const index = tokens.indexOf(token);
  const at = index === -1 ? tokens.length : index;
  const inReturn = tokens.slice(0, at).some((t) => t.tokenType === Return);
  const say = sayInstead(index === -1 ? [...tokens, { ...token, image: '' }] : tokens, at, inReturn);
  if (index === -1) return new DialectError('the match ends too early', endOf(text), say);
  return new DialectError(`"${token.image}" is not expected here`, placeOf(token), say);
}

/** The parser recurses: a text of ten thousand parentheses must be an error of ours, not of the stack. */
function refuseDepth(tokens: readonly IToken[]): void {
  let depth = 0;
  let nots = 0;
  for (const token of tokens) {
    if ('([{'.includes(token.image)) depth += 1;
    if (')]}'.includes(token.image)) depth -= 1;
    nots = token.image.toUpperCase() === 'NOT' ? nots + 1 : 0;
    if (depth + nots > MAX_DEPTH) {
      throw new DialectError('nested too deeply', placeOf(token), 'Write fewer parentheses.');
    }
  }
}

function refuseName(token: IToken, tokens: readonly IToken[]): void {
  if (token.tokenType !== Name) return;
  const index = tokens.indexOf(token);
  const before = tokens[index - 1]?.image;
  const isKey = tokens[index + 1]?.image === ':' && (before === '{' || before === ',');
  // labels, types and keys are checked against the vocabulary
  if (isKey || before === ':' || before === '.' || before === '|') return;
  if (token.image.startsWith(ANONYMOUS)) {
    const say = 'Let variables start with a letter.';
    throw new DialectError(`the variable "${token.image}" starts with ${ANONYMOUS}`, placeOf(token), say);
  }
  if (reserved.has(token.image.toLowerCase())) {
    const say = 'Call the variable something else.';
    throw new DialectError(`"${token.image}" cannot be the name of a variable`, placeOf(token), say);
  }
}
