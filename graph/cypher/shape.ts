/** Shapes of patterns: variable lengths written out, and every way in which edges that nobody could read may be missing. */
import { ANONYMOUS, type EdgePattern, type NamedPath, type NodePattern, type Pattern } from './ast.ts';
import { isView, waysOf } from './view.ts';

/** Hops of a pattern at its longest. */
export const hopsOf = (pattern: Pattern): number => pattern.edges.reduce((sum, edge) => sum + edge.max, 0);

/** How many fixed patterns its variable lengths, and its edges of the view, stand for. */
export const lengthsOf = (pattern: Pattern): number =>
  pattern.edges.reduce((product, edge) => product * (isView(edge) ? 3 : edge.max - edge.min + 1), 1);

/**
 * The pattern with each `[:T*1..3]` written out: one pattern of single hops per combination of lengths, and of the ways in
 * which edges of the view stand in the graph.
 */
export function expand<P extends Pattern>(pattern: P): P[] {
  const index = pattern.edges.findIndex((edge) => edge.max > 1 || (isView(edge) && edge.via === undefined));
  const edge = pattern.edges[index];
  if (edge === undefined) return [pattern];
  if (isView(edge))
    return waysOf(edge).flatMap((way) =>
      expand({ ...pattern, edges: pattern.edges.toSpliced(index, 1, way) }),
    );
  const all: P[] = [];
  for (let length = edge.min; length <= edge.max; length += 1) {
    const between = Array.from({ length: length - 1 }, (_, i) => `${ANONYMOUS}${edge.variable}_${i + 1}`);
    const stops = [edge.from, ...between, edge.to];
    const hops: EdgePattern[] = Array.from({ length }, (_, i) => ({
      ...edge,
      variable: `${edge.variable}${ANONYMOUS}${i + 1}`,
      from: stops[i] ?? edge.from,
      to: stops[i + 1] ?? edge.to,
      min: 1,
      max: 1,
    }));
    const nodes: NodePattern[] = between.map((variable) => ({ variable, labels: [], at: edge.at }));
    const edges = pattern.edges.toSpliced(index, 1, ...hops);
    const paths = pattern.paths.map((path) => lengthen(path, edge, between));
    all.push(...expand({ ...pattern, nodes: [...pattern.nodes, ...nodes], edges, paths }));
  }
  return all;
}

function lengthen(path: NamedPath, edge: EdgePattern, between: readonly string[]): NamedPath {
  const index = path.edges.indexOf(edge.variable);
  if (index === -1) return path;
  const forward = path.nodes[index] === edge.from;
  const inserted = forward ? between : between.toReversed();
  const hops = Array.from({ length: between.length + 1 }, (_, i) => `${edge.variable}${ANONYMOUS}${i + 1}`);
  return {
    ...path,
    nodes: path.nodes.toSpliced(index + 1, 0, ...inserted),
    edges: path.edges.toSpliced(index, 1, ...(forward ? hops : hops.toReversed())),
  };
}

/** A pattern of which some edges are not in the graph, though they may exist: what remains on the anchors' side. */
export interface Cut {
  readonly nodes: ReadonlySet<string>;
  readonly edges: readonly EdgePattern[];
  /** The missing edges that touch what remains: each must be one that nobody could read. */
  readonly missing: readonly EdgePattern[];
}

/** What can be reached from the anchors along the edges. */
export function reach(anchors: Iterable<string>, edges: readonly EdgePattern[]): Set<string> {
  const reached = new Set(anchors);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { from, to } of edges) {
      if (reached.has(from) !== reached.has(to)) {
        reached.add(from).add(to);
        grown = true;
      }
    }
  }
  return reached;
}

/**
 * Every cut of a connected pattern of single hops. The parts beyond a cut fall away: a match in the real world that
 * uses edges not in the graph agrees with one of these on the anchors' side.
 */
export function cutsOf(edges: readonly EdgePattern[], anchors: Iterable<string>): Cut[] {
  const cuts = new Map<string, Cut>();
  const start = [...anchors];
  for (let mask = 1; mask < 2 ** edges.length; mask += 1) {
    const away = edges.filter((_, i) => (mask >> i) & 1);
    const kept = edges.filter((_, i) => !((mask >> i) & 1));
    const nodes = reach(start, kept);
    const near = kept.filter((edge) => nodes.has(edge.from));
    const missing = away.filter((edge) => nodes.has(edge.from) || nodes.has(edge.to));
    const key = JSON.stringify([near, missing].map((list) => list.map((edge) => edge.variable)));
    if (!cuts.has(key)) cuts.set(key, { nodes, edges: near, missing });
  }
  return [...cuts.values()];
}
