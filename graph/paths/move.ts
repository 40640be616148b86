/** How moves are declared. Each table file is nothing but a list of these. */
import type { Hold } from './states.ts';

export interface Move {
  /** Which way along the edge; `says` speaks of {from} and {to} in the direction of the move. */
  readonly along: 'forward' | 'backward';
  readonly from: Hold;
  readonly to: Hold;
  /** 0: nothing to do for it; 1: one plain call or wait; 2: needs work or leaves traces. */
  readonly cost: number;
  /** MITRE ATT&CK (`T…`) or ATLAS (`AML.T…`). */
  readonly technique?: string;
  readonly says: string;
  /** What has to hold beyond the configuration. Such a step costs 3 more and says so. */
  readonly supposes?: string;
  /** Not shown as a step of its own: the next one speaks for it. */
  readonly silent?: true;
  /** Only where all of these hold. Labels are kinds or concepts. */
  readonly when?: {
    /** Of what the move leaves. */
    readonly from?: readonly string[];
    readonly fromNot?: readonly string[];
    /** Of what it comes to. */
    readonly to?: readonly string[];
    readonly toNot?: readonly string[];
    /** Property `verb` of the edge. */
    readonly verb?: string;
    /** Property `gives` of the edge. */
    readonly gives?: Hold;
  };
}

/** The moves of an edge type, or why there is none. */
export interface Moves {
  readonly moves: readonly Move[];
  /** Why there is no move, or why the moves differ from the direction that the schema declares. */
  readonly because?: string;
}

type More = Omit<Move, 'along' | 'from' | 'to' | 'cost' | 'says'>;

const move =
  (along: Move['along']) =>
  (from: Hold, to: Hold, cost: number, says: string, more: More = {}): Move => ({
    along,
    from,
    to,
    cost,
    says,
    ...more,
  });
export const forward = move('forward');
export const backward = move('backward');
export const none = (because: string): Moves => ({ moves: [], because });
export const step = (...moves: readonly Move[]): Moves => ({ moves });
export const though = (because: string, ...moves: readonly Move[]): Moves => ({ moves, because });
