/** What a story is: a chain of openings, each of which it cannot do without. */
import type { Place } from '#connectors/standin/aws/build/common.ts';
import type { Change, Pieces } from './change.ts';
import type { Why } from './why.ts';

/** Taken away, the story is over. */
export interface Opening {
  readonly what: string;
  readonly change: Change;
  /** Where then nobody can tell: what it hangs on. */
  readonly perhaps?: RegExp;
  /** How the graph tells that it is closed. */
  readonly why: readonly [Why, RegExp];
}

export interface Story {
  readonly name: string;
  readonly at: Place;
  readonly pieces: Pieces;
  readonly policy: string;
  /** Name of the asset that the finding is about. */
  readonly victim: string;
  /** Who begins, then the edges and whom they lead to. */
  readonly way: readonly string[];
  readonly openings: readonly Opening[];
}
