/** What a place in a printed query can see, and boolean texts that fold their constants. */
import type { Pattern } from './ast.ts';

export interface OptionalPart {
  readonly pattern: Pattern;
  /** The scope outside of the optional part: its own variables are not in it. */
  readonly outside: Scope;
}

export class Scope {
  private readonly names: Map<string, string>;
  /** Variables beyond a cut: nothing is known of them. */
  readonly cut: Set<string>;
  /** Variables that are known not to be stale where the scope is used. */
  readonly fresh: Set<string>;
  readonly optional: Map<string, OptionalPart>;

  constructor(from?: Scope) {
    this.names = new Map(from?.names);
    this.cut = new Set(from?.cut);
    this.fresh = new Set(from?.fresh);
    this.optional = new Map(from?.optional);
  }

  has(variable: string): boolean {
    return this.names.has(variable);
  }

  /** The name under which the query knows the variable. */
  printed(variable: string): string {
    const name = this.names.get(variable);
    if (name === undefined) throw new Error(`the variable ${variable} is not bound`);
    return name;
  }

  /** Whether the name stands for a variable that is bound here. */
  prints(name: string): boolean {
    return [...this.names.values()].includes(name);
  }

  bind(variable: string, name: string): string {
    this.names.set(variable, name);
    return name;
  }
}

/** A scope inside of the other: what is bound in it is not seen outside. */
export const within = (outer: Scope): Scope => new Scope(outer);

const joined = (texts: readonly string[], word: 'AND' | 'OR', neutral: string, final: string): string => {
  const kept = [...new Set(texts)].filter((text) => text !== neutral);
  if (kept.includes(final)) return final;
  if (kept.length === 0) return neutral;
  return kept.length === 1 ? (kept[0] ?? neutral) : `(${kept.join(` ${word} `)})`;
};
export const and = (texts: readonly string[]): string => joined(texts, 'AND', 'true', 'false');
export const or = (texts: readonly string[]): string => joined(texts, 'OR', 'false', 'true');
export function not(text: string): string {
  if (text === 'true') return 'false';
  return text === 'false' ? 'true' : `NOT (${text})`;
}
