/** From the steps of a way to what people read: plain data, in words where words belong to the move. */
import type { Move } from './move.ts';
import { alikeNumber, memberNumber, moveTable } from './moves.ts';
import { type Hold, holdOf } from './states.ts';
import { assetAt, hubAt, type PathAsset, type StepGraph } from './step-graph.ts';

/** Identity of an edge, and where it comes from. */
export interface EdgeEvidence {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly key: string;
  /** Id of the asset whose read gave it, or the name of the derivation; '' where the edge does not say. */
  readonly by: string;
  /** Ids of the assets that it follows from. */
  readonly inputs: readonly string[];
  /** `policy#statement` of what grants it. */
  readonly statements: readonly string[];
  /** Evidence step by step, in words. */
  readonly chain: readonly string[];
}

export interface PathStep {
  /** Ids of assets. */
  readonly from: string;
  readonly to: string;
  readonly fromName: string;
  readonly toName: string;
  /** What the attacker has of the one and gets of the other. */
  readonly fromHold: Hold;
  readonly hold: Hold;
  readonly says: string;
  /** MITRE ATT&CK or ATLAS id; '' where none fits. */
  readonly technique: string;
  readonly cost: number;
  /** The edge, behind those that only lead up to it (a set of permissions). None: control of the whole account. */
  readonly edges: readonly EdgeEvidence[];
  /** Patterns of what under the target is meant; none for all. */
  readonly part: readonly string[];
  readonly conditions: readonly string[];
  readonly assumes: readonly string[];
  readonly supposes: readonly string[];
  readonly stale: boolean;
  /** Reads that failed and could have shown this step. None: it is there. */
  readonly gaps: readonly string[];
}

const assetOfState = (graph: StepGraph, state: number): PathAsset | undefined =>
  graph.assets[assetAt(graph, state)];

export function evidenceOf(graph: StepGraph, edge: number): EdgeEvidence {
  const { edges, assets } = graph;
  const id = (asset: number | undefined) => assets[asset ?? -1]?.id ?? '';
  const by = edges.by[edge] ?? ~0;
  const detail = edges.details[edges.detail[edge] ?? 0];
  return {
    from: id(edges.from[edge]),
    type: edges.types[edges.type[edge] ?? 0] ?? '',
    to: id(edges.to[edge]),
    key: edges.texts[edges.key[edge] ?? 0] ?? '',
    by: by >= 0 ? id(by) : (edges.texts[~by] ?? ''),
    inputs: detail?.inputs ?? [],
    statements: detail?.statements ?? [],
    chain: detail?.chain ?? [],
  };
}

/** Fills in the names. A name that spells a placeholder stays as it is. */
const sentence = (move: Move, from: string, to: string): string =>
  move.says.replace(/\{(from|to)\}/g, (_, which: string) => (which === 'from' ? from : to));

const unique = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

/**
 * Shown steps of a way. Steps without a word of their own (own gives see; a principal has its permissions; a hub has its
 * members) are taken together with the one that they lead up to or come from.
 */
export function shownSteps(graph: StepGraph, steps: readonly number[]): readonly PathStep[] {
  const { csr } = graph;
  const shown: PathStep[] = [];
  let first = 0;
  while (first < steps.length) {
    // Up to the first step that speaks, and on through the hub that it enters.
    let speaks = first;
    while (speaks < steps.length && moveTable[graph.move[steps[speaks] ?? 0] ?? 0]?.silent === true) speaks++;
    let last = speaks;
    while (
      last + 1 < steps.length &&
      (graph.move[steps[last + 1] ?? 0] === memberNumber || assetAt(graph, csr.to[steps[last] ?? 0] ?? 0) < 0)
    )
      last++;
    const own = steps.slice(first, last + 1);
    first = last + 1;
    const move = moveTable[graph.move[steps[speaks] ?? 0] ?? 0];
    // What is left are silent steps at the end: what is held follows from the step before.
    if (move === undefined || speaks >= steps.length) break;
    const start = csr.from[own[0] ?? 0] ?? 0;
    const end = csr.to[own.at(-1) ?? 0] ?? 0;
    const from = assetOfState(graph, start);
    const to = assetOfState(graph, end);
    const edges = own.map((s) => graph.edge[s] ?? -1).filter((edge) => edge >= 0);
    const details = edges.flatMap((edge) => graph.edges.details[graph.edges.detail[edge] ?? 0] ?? []);
    const gaps = own.flatMap((s) => {
      const hub = graph.possible?.[s] === 1 ? hubAt(graph, csr.to[s] ?? 0) : undefined;
      return hub?.is === 'gap' ? [hub.what] : [];
    });
    const [fromName, toName] = [from?.name ?? '', to?.name ?? ''];
    shown.push({
      from: from?.id ?? '',
      to: to?.id ?? '',
      fromName,
      toName,
      fromHold: holdOf(start),
      hold: holdOf(end),
      says: sentence(move, fromName, toName),
      technique: move.technique ?? '',
      cost: own.reduce((sum, s) => sum + (csr.cost[s] ?? 0), 0),
      edges: edges.map((edge) => evidenceOf(graph, edge)).toReversed(),
      part: unique(details.map(({ part }) => part)),
      conditions: unique(details.map(({ conditions }) => conditions)),
      assumes: unique(details.map(({ assumes }) => assumes)),
      supposes: move.supposes === undefined ? [] : [move.supposes],
      stale: details.some(({ stale }) => stale),
      gaps,
    });
  }
  return shown;
}

/** 1 for the steps that are shown: counting these is counting what people see as steps. */
export const shownCost = (graph: StepGraph): Uint8Array =>
  Uint8Array.from(graph.move, (move) => (move === alikeNumber || moveTable[move]?.silent === true ? 0 : 1));
