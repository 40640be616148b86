/** Where in a text something stands; line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A `match` that is outside of the dialect or names what does not exist. `say` is how to say it in the dialect. */
export class DialectError extends Error {
  override readonly name = 'DialectError';
  readonly line: number;
  readonly column: number;
  readonly say: string;
  constructor(message: string, place: Place, say: string) {
    super(message);
    this.line = place.line;
    this.column = place.column;
    this.say = say;
  }
}

/** A person's query that may not run. The message names the remedy. */
export class RefusedQuery extends Error {
  override readonly name = 'RefusedQuery';
  readonly line: number;
  readonly column: number;
  constructor(message: string, place: Place) {
    super(message);
    this.line = place.line;
    this.column = place.column;
  }
}
