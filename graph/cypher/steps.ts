/** How the edges of access of one pattern are printed: the steps of each, and the conditions that make them its own. */
import type { EdgePattern } from './ast.ts';
import type { Mode } from './operands.ts';
import type { Scope } from './scope.ts';
import { type Cut, reach } from './shape.ts';
import { grantHolds, holderLabel, holderOf, isUntold, isView, steps } from './view.ts';
import type { Writer } from './writer.ts';

/** Where a thing is bound, few accounts can hold it, and many principals can have access: begin at the account. */
export const nearest = (cut: Cut, scope: Scope): string | undefined =>
  cut.edges.filter((edge) => edge.via === 'account' && scope.has(edge.to)).map(holderOf)[0];

/** The edges of access of one pattern: made while it is laid out, asked for its conditions when all of it is named. */
export class AccessSteps {
  private readonly writer: Writer;
  private readonly cut: Cut;
  private readonly mode: Mode;
  private readonly scope: Scope;
  private readonly node: (variable: string) => string;
  /** Printed names of what grants lead to where it is not the thing. */
  private readonly holders = new Map<string, string>();
  private readonly asks: (() => string)[] = [];

  /** @param node prints a node of the pattern */
  constructor(writer: Writer, cut: Cut, mode: Mode, scope: Scope, node: (variable: string) => string) {
    this.writer = writer;
    this.cut = cut;
    this.mode = mode;
    this.scope = scope;
    this.node = node;
  }

  /** A node at an end of a laid edge. */
  readonly end = (variable: string): string => {
    const edge = this.cut.edges.find((one) => isView(one) && holderOf(one) === variable);
    if (edge === undefined) return this.node(variable);
    const name = this.writer.name('n');
    this.holders.set(variable, name);
    return `(${name}:${holderLabel(edge)})`;
  };

  /** A laid edge of access, from one of its ends, with the node at the other. */
  link(edge: EdgePattern, from: string): string {
    const forward = edge.from === from;
    const { text, grant } = steps(this.writer, forward, () => this.end(forward ? edge.to : edge.from));
    const thing = this.cut.edges.find((one) => one.variable === edge.variable)?.to ?? edge.to;
    this.asks.push(() => {
      const names = { grant, thing: this.scope.printed(thing), holder: this.holders.get(edge.to) ?? '' };
      return grantHolds(edge, names, this.mode, this.writer);
    });
    return text;
  }

  /** What is asked of the grants, once all nodes of the pattern are named. */
  conditions(): string[] {
    return this.asks.map((ask) => ask());
  }

  /**
   * That the edges of access which are taken to be there unread are so by their far ends.
   * @param anchors the variables at which the pattern hangs
   */
  untold(anchors: readonly string[]): string[] {
    return this.cut.edges
      .filter(({ via }) => via === 'unread')
      .map((edge) => {
        if (this.mode === 'surely') return 'false';
        const near = reach(
          anchors,
          this.cut.edges.filter((one) => one !== edge),
        );
        const ends = [edge.from, edge.to];
        const far = ends.find((end) => !near.has(end));
        const names = ends.map((end) => this.scope.printed(end));
        if (far === undefined) return isUntold(names, undefined, this.writer);
        const printed = this.scope.printed(far);
        return isUntold(
          [printed],
          names.find((name) => name !== printed),
          this.writer,
        );
      });
  }
}
