/** The tokens of the policy dialect. */
import { createToken, Lexer, type TokenType } from 'chevrotain';

/** Anything that may stand where a label, edge type or property key is expected: keywords too. */
export const AnyName = createToken({ name: 'AnyName', pattern: Lexer.NA });
export const Name = createToken({ name: 'Name', pattern: /[A-Za-z_][A-Za-z0-9_]*/, categories: [AnyName] });

const keywords: TokenType[] = [];
const keyword = (word: string): TokenType => {
  const token = createToken({
    name: word,
    pattern: new RegExp(word, 'i'),
    longer_alt: Name,
    categories: [AnyName],
  });
  keywords.push(token);
  return token;
};
export const Optional = keyword('OPTIONAL');
export const Match = keyword('MATCH');
export const Where = keyword('WHERE');
export const With = keyword('WITH');
export const Return = keyword('RETURN');
export const And = keyword('AND');
export const Or = keyword('OR');
export const Not = keyword('NOT');
export const In = keyword('IN');
export const Is = keyword('IS');
export const Null = keyword('NULL');
export const Starts = keyword('STARTS');
export const Ends = keyword('ENDS');
export const Contains = keyword('CONTAINS');
export const Exists = keyword('EXISTS');
export const Count = keyword('COUNT');
export const Size = keyword('SIZE');
export const True = keyword('TRUE');
export const False = keyword('FALSE');

export const Decimal = createToken({ name: 'Decimal', pattern: /\d+\.\d+/ });
export const Whole = createToken({ name: 'Whole', pattern: /\d+/ });
export const Text = createToken({
  name: 'Text',
  pattern: /'(?:[^'\\]|\\['"\\nt])*'|"(?:[^"\\]|\\['"\\nt])*"/,
});

const mark = (name: string, text: string): TokenType => createToken({ name, pattern: text });
export const LessEqual = mark('LessEqual', '<=');
export const NotEqual = mark('NotEqual', '<>');
export const ArrowLeft = mark('ArrowLeft', '<-');
export const ArrowRight = mark('ArrowRight', '->');
export const GreaterEqual = mark('GreaterEqual', '>=');
export const Less = mark('Less', '<');
export const Greater = mark('Greater', '>');
export const Equal = mark('Equal', '=');
export const Dash = mark('Dash', '-');
export const Dots = mark('Dots', '..');
export const Dot = mark('Dot', '.');
export const Comma = mark('Comma', ',');
export const Colon = mark('Colon', ':');
export const Bar = mark('Bar', '|');
export const Star = mark('Star', '*');
export const RoundOpen = mark('RoundOpen', '(');
export const RoundClose = mark('RoundClose', ')');
export const SquareOpen = mark('SquareOpen', '[');
export const SquareClose = mark('SquareClose', ']');
export const CurlyOpen = mark('CurlyOpen', '{');
export const CurlyClose = mark('CurlyClose', '}');

const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
const Comment = createToken({ name: 'Comment', pattern: /\/\/[^\n]*/, group: Lexer.SKIPPED });

export const tokens: TokenType[] = [
  Space,
  Comment,
  AnyName,
  ...keywords,
  Name,
  Decimal,
  Whole,
  Text,
  LessEqual,
  NotEqual,
  ArrowLeft,
  ArrowRight,
  GreaterEqual,
  Less,
  Greater,
  Equal,
  Dash,
  Dots,
  Dot,
  Comma,
  Colon,
  Bar,
  Star,
  RoundOpen,
  RoundClose,
  SquareOpen,
  SquareClose,
  CurlyOpen,
  CurlyClose,
];
export const lexer = new Lexer(tokens, { positionTracking: 'full' });
