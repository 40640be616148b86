/** Patterns of people's queries, and the rule that keeps them on the graph. */
import type { IToken } from 'chevrotain';
import { edgeTypes } from '#graph/schema/index.ts';
import { GONE } from '#graph/schema/node.ts';
import { Cursor, Name, Quoted, Whole } from './admit-tokens.ts';
import { RefusedQuery } from './errors.ts';
import { STATE_LABEL_PREFIX } from './reserved.ts';
import type { Words } from './words.ts';

/** Names that are bound to a value already: a pattern that uses one starts from there. */
export type Names = Set<string>;

export interface Path {
  readonly nodes: { readonly variable: string | null; readonly labelled: boolean; readonly at: IToken }[];
  readonly others: string[];
}

export abstract class Patterns extends Cursor {
  protected depth = 0;
  /** Places of an opening parenthesis that begins no pattern. */
  private readonly noPattern = new Set<number>();
  private readonly words: Words | undefined;
  /** In ORDER BY, SKIP and LIMIT it is not certain which names are still bound. */
  protected patternsAllowed = true;

  constructor(tokens: readonly IToken[], end: IToken, words: Words | undefined) {
    super(tokens, end);
    this.words = words;
  }

  protected abstract map(names: Names): void;

  protected attempt(names: Names, after: () => boolean): Path | null {
    const start = this.position;
    const depth = this.depth;
    if (this.noPattern.has(start)) return null;
    try {
      const path = this.path(names);
      if (path.nodes.length > 1 && after()) return path;
    } catch (error) {
      if (!(error instanceof RefusedQuery)) throw error;
    }
    this.noPattern.add(start);
    this.position = start;
    this.depth = depth;
    return null;
  }

  /** `pattern, pattern …`; gives the names that are bound behind them. */
  protected patterns(names: Names): Names {
    const paths: Path[] = [];
    do {
      let named: string | null = null;
      if ((this.is(Name) || this.is(Quoted)) && this.peek(1).image === '=') {
        named = this.name('A path');
        this.expect('=');
      }
      const shortest = this.takes('SHORTESTPATH', '(') || this.takes('ALLSHORTESTPATHS', '(');
      const path = this.path(names);
      if (shortest) this.expect(')');
      if (named !== null) path.others.push(named);
      paths.push(path);
    } while (this.takes(','));
    return this.bound(paths, names);
  }

  /**
   * The names behind the patterns. Each pattern must hang on a labelled node or on a name bound before, so that no
   * query walks over nodes that are none of the graph's: state nodes have only labels of their own, and no edge joins
   * them to others.
   */
  protected bound(paths: readonly Path[], names: Names): Names {
    if (!this.patternsAllowed)
      throw this.refuse('No patterns in ORDER BY, SKIP and LIMIT: compute the value in WITH.');
    const all = new Set(names);
    let open = [...paths];
    for (let before = -1; before !== open.length; ) {
      before = open.length;
      open = open.filter((path) => {
        const anchored = path.nodes.some(
          ({ variable, labelled }) => labelled || (variable !== null && all.has(variable)),
        );
        if (anchored) for (const { variable } of path.nodes) if (variable !== null) all.add(variable);
        return !anchored;
      });
    }
    const [node] = open.flatMap((path) => path.nodes);
    if (node !== undefined) {
      const name = node.variable ?? '';
      throw this.refuse(
        `(${name}) has no label, nor has any node joined to it: write (${name}:Asset) or (${name}:Concept).`,
        node.at,
      );
    }
    for (const path of paths) for (const name of path.others) all.add(name);
    return all;
  }

  protected path(names: Names): Path {
    const path: Path = { nodes: [], others: [] };
    this.node(path, names);
    while (this.sees('-') || this.sees('<', '-')) {
      const left = this.takes('<');
      this.expect('-');
      if (this.takes('[')) this.edge(path, names);
      this.expect('-');
      if (!left) this.takes('>');
      this.node(path, names);
    }
    return path;
  }

  private node(path: Path, names: Names): void {
    const at = this.peek();
    this.expect('(');
    const variable = this.is(Name) || this.is(Quoted) ? this.name('A variable') : null;
    let labelled = false;
    while (this.sees(':')) {
      this.label(true);
      labelled = true;
    }
    if (this.sees('{')) this.map(names);
    if (this.sees('WHERE')) throw this.refuse('WHERE stands behind the pattern.');
    if (this.sees('|')) throw this.refuse('Either label: WHERE n:A OR n:B.');
    this.expect(')');
    path.nodes.push({ variable, labelled, at });
  }

  private edge(path: Path, names: Names): void {
    if (this.is(Name) || this.is(Quoted)) path.others.push(this.name('A variable'));
    if (this.sees(':')) {
      this.label(false);
      while (this.takes('|')) {
        if (this.sees(':')) this.label(false);
        else this.labelName(false);
      }
    }
    if (this.takes('*')) {
      if (this.is(Whole)) this.take();
      if (this.takes('..') && this.is(Whole)) this.take();
    }
    if (this.sees('{')) this.map(names);
    this.expect(']');
  }

  /** `:Name`, a label or an edge type. */
  protected label(ofNode: boolean): void {
    this.expect(':');
    this.labelName(ofNode);
  }

  private labelName(ofNode: boolean): void {
    const at = this.peek();
    const name = this.name(ofNode ? 'A label' : 'An edge type');
    if (name.toLowerCase().startsWith(STATE_LABEL_PREFIX.toLowerCase())) {
      throw this.refuse(`${name} is not part of the graph that queries see.`, at);
    }
    if (this.words === undefined) return;
    if (ofNode && name !== GONE && !this.words.hasLabel(name)) {
      throw this.refuse(`No label ${name}. ${this.words.meantLabel(name)}`.trim(), at);
    }
    if (!ofNode && !edgeTypes.has(name))
      throw this.refuse(`No edge type ${name}. ${this.words.meantEdge(name)}`.trim(), at);
  }
}
