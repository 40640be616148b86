/** What one printed query is made with: its parameters and its names. */
import type { PropValue, Scalar } from '#graph/schema/fields.ts';

/** Edges that only an end which is not bound could show: their types, and that end's side and labels. */
export interface FarEnd {
  readonly types: readonly string[];
  readonly far: 'from' | 'to';
  readonly labels: readonly string[];
}

/** What the catalogue knows of the words of a match. */
export interface Known {
  /** Kinds that never give edges of the types; `[]` where that cannot be told (nobody is known to give them). */
  passive(types: readonly string[]): readonly string[];
  /** Concepts of a kind; `[]` if the label is no kind. */
  concepts(label: string): readonly string[];
  /** Whether the far end could not be seen: then edges to it may be missing anywhere. */
  blind(end: FarEnd): boolean;
}

export class Writer {
  readonly known: Known;
  readonly params: Record<string, PropValue> = {};
  private readonly byValue = new Map<string, string>();
  private names = 0;

  constructor(known: Known) {
    this.known = known;
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
