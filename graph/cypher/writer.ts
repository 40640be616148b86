/** What one printed query is made with: its parameters and its names. */
import type { PropValue, Scalar } from '#graph/schema/fields.ts';

/** Kinds of the catalogue that never give edges of the types; `[]` where that cannot be told (nobody is known to give them). */
export type Passive = (types: readonly string[]) => readonly string[];

export class Writer {
  readonly passive: Passive;
  readonly params: Record<string, PropValue> = {};
  private readonly byValue = new Map<string, string>();
  private names = 0;

  constructor(passive: Passive) {
    this.passive = passive;
  }

  /** The parameter that carries the value. */
  param(value: Scalar | readonly Scalar[]): string {
    const key = `${typeof value} ${JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v))}`;
    const known = this.byValue.get(key);
    if (known !== undefined) return known;
    const name = `p${this.byValue.size}`;
    this.params[name] = value;
    this.byValue.set(key, `$${name}`);
    return `$${name}`;
  }

  /** Begins a new branch of a UNION: names start again, so that equal branches are equal texts. */
  restart(): void {
    this.names = 0;
  }

  /** A name nobody else has in this branch. */
  name(prefix: 'n' | 'e'): string {
    this.names += 1;
    return `${prefix}${this.names}`;
  }
}
