/** The grammar of the policy dialect: from tokens to the tree, without a look at the vocabulary. */
import * as ast from './ast.ts';
import { DialectError } from './errors.ts';
import { type Ends, LeafParser, placeOf } from './leaves.ts';
import * as t from './lexer.ts';

interface Draft {
  nodes: ast.NodePattern[];
  edges: ast.EdgePattern[];
  paths: ast.NamedPath[];
  atoms: ast.Expr[];
}

/** Reads one `match`. The parser of the library is reused between texts; `read` resets it. */
class DialectParser extends LeafParser {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  readonly query = this.RULE('query', (): ast.MatchQuery => {
    const clauses: ast.MatchClause[] = [];
    let having: ast.Expr | null = null;
    this.AT_LEAST_ONE(() => clauses.push(this.SUBRULE(this.clause)));
    this.OPTION(() => {
      this.CONSUME(t.With);
      this.CONSUME(t.Star);
      this.CONSUME(t.Where);
      having = this.SUBRULE(this.expression);
    });
    this.CONSUME(t.Return);
    const returns: ast.Returned[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        const name = this.CONSUME(t.Name);
        returns.push({ name: name.image, at: placeOf(name) });
      },
    });
    return { clauses, having, returns };
  });

  private readonly clause = this.RULE('clause', (): ast.MatchClause => {
    const optional = this.OPTION(() => this.CONSUME(t.Optional)) !== undefined;
    this.CONSUME(t.Match);
    return { optional, ...this.SUBRULE(this.patterns) };
  });

  /** `pattern, pattern … [WHERE …]` */
  private readonly patterns = this.RULE('patterns', (): ast.Pattern => {
    const draft: Draft = { nodes: [], edges: [], paths: [], atoms: [] };
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.path, { ARGS: [draft] }) });
    const where = this.OPTION(() => {
      this.CONSUME(t.Where);
      return this.SUBRULE(this.expression);
    });
    const { atoms, ...rest } = draft;
    return { ...rest, where: this.ACTION(() => ast.allOf([...atoms, where ?? null])) };
  });

  private readonly path = this.RULE('path', (draft: Draft): void => {
    const name = this.OPTION(() => {
      const token = this.CONSUME(t.Name);
      this.CONSUME(t.Equal);
      return token;
    });
    const nodes: string[] = [];
    const edges: string[] = [];
    const add = (node: Ends): void => {
      nodes.push(node.variable);
      draft.nodes.push({ variable: node.variable, labels: node.labels, at: node.at });
      draft.atoms.push(...node.props);
    };
    let last = this.SUBRULE(this.node);
    this.ACTION(() => add(last));
    this.MANY(() => {
      const back = this.OR([
        {
          ALT: () => {
            this.CONSUME(t.ArrowLeft);
            return true;
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Dash);
            return false;
          },
        },
      ]);
      const { variable, types, min, max, at } = this.SUBRULE(this.detail);
      this.OR1([
        { GATE: () => back, ALT: () => this.CONSUME1(t.Dash) },
        { GATE: () => !back, ALT: () => this.CONSUME(t.ArrowRight) },
      ]);
      const next = this.SUBRULE1(this.node);
      this.ACTION(() => {
        const [from, to] = back ? [next.variable, last.variable] : [last.variable, next.variable];
        draft.edges.push({ variable, types, from, to, min, max, at });
        edges.push(variable);
        add(next);
        last = next;
      });
    });
    this.ACTION(() => {
      if (name !== undefined) draft.paths.push({ name: name.image, nodes, edges, at: placeOf(name) });
    });
  });

  private readonly expression = this.RULE('expression', (): ast.Expr => {
    const items: ast.Expr[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Or, DEF: () => items.push(this.SUBRULE(this.conjunction)) });
    const [first] = items;
    return items.length === 1 && first !== undefined ? first : { is: 'or', items };
  });

  private readonly conjunction = this.RULE('conjunction', (): ast.Expr => {
    const items: ast.Expr[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.And, DEF: () => items.push(this.SUBRULE(this.negation)) });
    const [first] = items;
    return items.length === 1 && first !== undefined ? first : { is: 'and', items };
  });

  private readonly negation = this.RULE('negation', (): ast.Expr => {
    let nots = 0;
    this.MANY(() => {
      this.CONSUME(t.Not);
      nots += 1;
    });
    const item = this.SUBRULE(this.atom);
    return nots % 2 === 1 ? { is: 'not', item } : item;
  });

  private readonly atom = this.RULE('atom', (): ast.Expr => {
    return this.OR([
      {
        ALT: (): ast.Expr => {
          this.CONSUME(t.RoundOpen);
          const inner = this.SUBRULE(this.expression);
          this.CONSUME(t.RoundClose);
          return inner;
        },
      },
      {
        ALT: (): ast.Expr => {
          const at = this.CONSUME(t.Exists);
          return { is: 'exists', pattern: this.SUBRULE(this.braces), at: placeOf(at) };
        },
      },
      {
        ALT: (): ast.Expr => {
          const at = this.CONSUME(t.Count);
          const pattern = this.SUBRULE1(this.braces);
          const op = this.SUBRULE(this.order);
          const value = Number(this.CONSUME(t.Whole).image);
          return { is: 'count', pattern, op, value, at: placeOf(at) };
        },
      },
      { ALT: (): ast.Expr => this.SUBRULE(this.onVariable) },
      { ALT: (): ast.Expr => this.SUBRULE(this.comparison) },
    ]);
  });

  private readonly braces = this.RULE('braces', (): ast.Pattern => {
    this.CONSUME(t.CurlyOpen);
    this.OPTION(() => this.CONSUME(t.Match));
    const pattern = this.SUBRULE(this.patterns);
    this.CONSUME(t.CurlyClose);
    return pattern;
  });

  /** `n:Label`, `n IS [NOT] NULL` */
  private readonly onVariable = this.RULE('onVariable', (): ast.Expr => {
    const name = this.CONSUME(t.Name);
    const [variable, at] = [name.image, placeOf(name)];
    return this.OR([
      {
        ALT: (): ast.Expr => {
          const items: ast.Expr[] = [];
          this.AT_LEAST_ONE(() => {
            this.CONSUME(t.Colon);
            const label = this.CONSUME(t.AnyName);
            items.push({ is: 'label', variable, label: { name: label.image, at: placeOf(label) }, at });
          });
          const [first] = items;
          return items.length === 1 && first !== undefined ? first : { is: 'and', items };
        },
      },
      {
        ALT: (): ast.Expr => {
          const not = this.SUBRULE(this.isNull);
          const test: ast.Expr = { is: 'unbound', variable, at };
          return not ? { is: 'not', item: test } : test;
        },
      },
    ]);
  });

  /** True for IS NOT NULL. */
  private readonly isNull = this.RULE('isNull', (): boolean => {
    this.CONSUME(t.Is);
    const not = this.OPTION(() => this.CONSUME(t.Not)) !== undefined;
    this.CONSUME(t.Null);
    return not;
  });

  private readonly comparison = this.RULE('comparison', (): ast.Expr => {
    const left = this.SUBRULE(this.operand);
    return this.OR([
      {
        ALT: (): ast.Expr => {
          const op = this.SUBRULE(this.operator);
          const right = this.SUBRULE1(this.operand);
          return { is: 'compare', op, left, right, at: left.at };
        },
      },
      {
        ALT: (): ast.Expr => {
          const token = this.LA(1);
          const not = this.SUBRULE(this.isNull);
          return this.ACTION(() => {
            if (left.is !== 'property') {
              const say = 'Write n.property IS NULL or IS NOT NULL.';
              throw new DialectError(
                'only a property or an optional variable can be tested for NULL',
                placeOf(token),
                say,
              );
            }
            const test: ast.Expr = { is: 'null', of: left, at: left.at };
            return not ? { is: 'not', item: test } : test;
          });
        },
      },
    ]);
  });

  private readonly operator = this.RULE('operator', (): ast.Comparison => {
    return this.OR([
      { ALT: (): ast.Comparison => this.SUBRULE(this.order) },
      {
        ALT: (): ast.Comparison => {
          this.CONSUME(t.In);
          return 'IN';
        },
      },
      {
        ALT: (): ast.Comparison => {
          this.CONSUME(t.Contains);
          return 'CONTAINS';
        },
      },
      {
        ALT: (): ast.Comparison => {
          this.CONSUME(t.Starts);
          this.CONSUME(t.With);
          return 'STARTS WITH';
        },
      },
      {
        ALT: (): ast.Comparison => {
          this.CONSUME(t.Ends);
          this.CONSUME1(t.With);
          return 'ENDS WITH';
        },
      },
    ]);
  });
}

export const parser = new DialectParser();
