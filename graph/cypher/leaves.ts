/** The leaves of the policy dialect's grammar: literals, operands, node and edge patterns. */
import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import * as ast from './ast.ts';
import { DialectError, type Place } from './errors.ts';
import * as t from './lexer.ts';

export const placeOf = (token: IToken): Place => ({
  line: token.startLine ?? 1,
  column: token.startColumn ?? 1,
});

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' };
const unquote = (image: string): string =>
  image.slice(1, -1).replaceAll(/\\(.)/g, (_, char: string) => escapes[char] ?? char);

export interface Ends {
  readonly variable: string;
  readonly labels: ast.Label[];
  readonly props: ast.Expr[];
  readonly at: Place;
}
interface Detail {
  readonly variable: string;
  readonly types: ast.Label[];
  readonly min: number;
  readonly max: number;
  readonly at: Place;
}
function valueOf(image: string, token: IToken): ast.LiteralOperand['value'] {
  if (token.tokenType === t.Text) return unquote(image);
  if (token.tokenType === t.True || token.tokenType === t.False) return token.tokenType === t.True;
  const number = Number(image);
  if (token.tokenType === t.Decimal) return number;
  const big = BigInt(image);
  if (big > 2n ** 63n - 1n || big < -(2n ** 63n)) {
    throw new DialectError(
      `the number ${image} has more than 64 bits`,
      placeOf(token),
      'Write a smaller number.',
    );
  }
  return Number.isSafeInteger(number) ? number : big;
}

/** What `DialectParser` builds on. */
export class LeafParser extends EmbeddedActionsParser {
  private anonymous = 0;

  constructor() {
    super(t.tokens, { maxLookahead: 3, recoveryEnabled: false });
  }

  restart(input: IToken[]): void {
    this.input = input;
    this.anonymous = 0;
  }

  private fresh(): string {
    this.anonymous += 1;
    return `${ast.ANONYMOUS}${this.anonymous}`;
  }

  protected readonly node = this.RULE('node', (): Ends => {
    const at = this.CONSUME(t.RoundOpen);
    const variable = this.OPTION(() => this.CONSUME(t.Name).image) ?? this.ACTION(() => this.fresh());
    const labels: ast.Label[] = [];
    this.MANY(() => {
      this.CONSUME(t.Colon);
      const label = this.CONSUME(t.AnyName);
      labels.push({ name: label.image, at: placeOf(label) });
    });
    const props: ast.Expr[] = [];
    this.OPTION1(() => {
      this.CONSUME(t.CurlyOpen);
      this.MANY_SEP({
        SEP: t.Comma,
        DEF: () => {
          const key = this.CONSUME1(t.AnyName);
          this.CONSUME1(t.Colon);
          const right = this.SUBRULE(this.literal);
          const left: ast.Operand = { is: 'property', variable, property: key.image, at: placeOf(key) };
          props.push({ is: 'compare', op: '=', left, right, at: placeOf(key) });
        },
      });
      this.CONSUME(t.CurlyClose);
    });
    this.CONSUME(t.RoundClose);
    return { variable, labels, props, at: placeOf(at) };
  });

  protected readonly detail = this.RULE('detail', (): Detail => {
    const open = this.CONSUME(t.SquareOpen);
    const variable = this.OPTION(() => this.CONSUME(t.Name).image) ?? this.ACTION(() => this.fresh());
    const types: ast.Label[] = [];
    this.CONSUME(t.Colon);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Bar,
      DEF: () => {
        const type = this.CONSUME(t.AnyName);
        types.push({ name: type.image, at: placeOf(type) });
      },
    });
    let [min, max] = [1, 1];
    this.OPTION1(() => {
      this.CONSUME(t.Star);
      min = Number(this.CONSUME(t.Whole).image);
      max = min;
      this.OPTION2(() => {
        this.CONSUME(t.Dots);
        max = Number(this.CONSUME1(t.Whole).image);
      });
    });
    this.CONSUME(t.SquareClose);
    return { variable, types, min, max, at: placeOf(open) };
  });

  protected readonly order = this.RULE('order', (): ast.Order => {
    const marks = [t.Equal, t.NotEqual, t.LessEqual, t.Less, t.GreaterEqual, t.Greater];
    return this.OR(marks.map((mark) => ({ ALT: () => this.CONSUME(mark).image as ast.Order })));
  });

  protected readonly property = this.RULE('property', (): ast.PropertyOperand => {
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Dot);
    const key = this.CONSUME(t.AnyName);
    return { is: 'property', variable: name.image, property: key.image, at: placeOf(name) };
  });

  protected readonly operand = this.RULE('operand', (): ast.Operand => {
    return this.OR([
      {
        ALT: (): ast.Operand => {
          const at = this.CONSUME(t.Size);
          this.CONSUME(t.RoundOpen);
          const of = this.SUBRULE(this.property);
          this.CONSUME(t.RoundClose);
          return { is: 'size', of, at: placeOf(at) };
        },
      },
      { ALT: (): ast.Operand => this.SUBRULE1(this.property) },
      { ALT: (): ast.Operand => this.SUBRULE(this.literal) },
      {
        ALT: (): ast.Operand => {
          const open = this.CONSUME(t.SquareOpen);
          const values: ast.LiteralOperand['value'][] = [];
          this.MANY_SEP({ SEP: t.Comma, DEF: () => values.push(this.SUBRULE1(this.literal).value) });
          this.CONSUME(t.SquareClose);
          return { is: 'list', values, at: placeOf(open) };
        },
      },
    ]);
  });

  protected readonly literal = this.RULE('literal', (): ast.LiteralOperand => {
    const sign = this.OPTION(() => this.CONSUME(t.Dash)) === undefined ? '' : '-';
    const token = this.OR([
      { ALT: () => this.CONSUME(t.Whole) },
      { ALT: () => this.CONSUME(t.Decimal) },
      { GATE: () => sign === '', ALT: () => this.CONSUME(t.Text) },
      { GATE: () => sign === '', ALT: () => this.CONSUME(t.True) },
      { GATE: () => sign === '', ALT: () => this.CONSUME(t.False) },
    ]);
    return {
      is: 'literal',
      value: this.ACTION(() => valueOf(sign + token.image, token)),
      at: placeOf(token),
    };
  });
}
