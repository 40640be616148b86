/** The best path to each of many jewels, from one search per entry: what policies ask, over and over, of the same entries. */
import { type Ahead, aheadOf, type BestWay, bestWay } from './core/ahead.ts';
import { costOf, searcher } from './core/search.ts';
import { type AttackPath, byId, type End, type PathQuestion, scoreOf, written } from './paths.ts';
import { type StepGraph, statesOf } from './step-graph.ts';

type Asked = Pick<PathQuestion, 'entries' | 'jewels'>;

/**
 * Gives, per jewel that is reached, the one path that `findPaths` with k = 1 lists first for it: the same steps, the same
 * order of ties. Jewels come in the order of their ids.
 */
export interface Nearest {
  /** Among the pairs that are joined surely. */
  surely(question: Asked): readonly AttackPath[];
  /** Among the pairs that are joined only possibly, whatever is joined surely besides. */
  possibly(question: Asked): readonly AttackPath[];
}

interface Found extends BestWay {
  readonly entry: End;
  readonly cost: number;
  readonly score: number;
}

const union = (a: Uint8Array | undefined, b: Uint8Array | undefined): Uint8Array | undefined =>
  a === undefined || b === undefined ? (a ?? b) : a.map((one, i) => one | (b[i] ?? 0));

/**
 * What is found from an entry is kept for as long as the entry (the object) and the finder live: 4 bytes a state, twice
 * where something is only possible.
 * @param without steps (1) that are left out, as if the graph did not have them
 */
export function nearestIn(graph: StepGraph, without?: Uint8Array): Nearest {
  const { csr } = graph;
  const possible = graph.possible?.includes(1) === true ? graph.possible : undefined;
  const sureless = union(possible, without);
  const search = searcher(csr);
  const keeper = (blocked: Uint8Array | undefined) => {
    const known = new WeakMap<End, Ahead>();
    return (entry: End): Ahead => {
      const ahead = known.get(entry) ?? aheadOf(csr, search, statesOf(graph, entry.states), blocked);
      known.set(entry, ahead);
      return ahead;
    };
  };
  const sure = keeper(sureless);
  const any = possible === undefined ? sure : keeper(without);

  const list = (question: Asked, wayOf: (entry: End, jewel: readonly number[]) => BestWay | undefined) => {
    const entries = byId(question.entries);
    return byId(question.jewels).flatMap((jewel): readonly AttackPath[] => {
      const states = statesOf(graph, jewel.states);
      let best: Found | undefined;
      for (const entry of entries) {
        const way = wayOf(entry, states);
        if (way === undefined) continue;
        const cost = costOf(way.length);
        const score = scoreOf(cost, entry.weight, jewel.weight).value;
        // Of equals the first entry stays.
        if (best === undefined || score > best.score || (score === best.score && cost < best.cost))
          best = { ...way, entry, cost, score };
      }
      if (best === undefined) return [];
      return [written(graph, best.entry, jewel, { ...best, more: 0, truncated: false })];
    });
  };
  return {
    surely: (question) => list(question, (entry, jewel) => bestWay(csr, sure(entry), jewel)),
    possibly: (question) =>
      possible === undefined
        ? []
        : list(question, (entry, jewel) =>
            bestWay(csr, sure(entry), jewel) === undefined ? bestWay(csr, any(entry), jewel) : undefined,
          ),
  };
}
