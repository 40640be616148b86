/** Measures the path engine on a generated estate. Run by hand or by the benchmark. */
import { buildStepGraph } from './build.ts';
import { bytesOf } from './core/csr.ts';
import { between } from './core/pairs.ts';
import { far, hops } from './core/search.ts';
import { generate, type Size } from './generate.cases.ts';
import { findPaths } from './paths.ts';
import { chokePointsOf, fixPlan } from './plan.ts';

export interface Measured {
  readonly rows: number;
  /** `feed`: making the rows alone, which `build` does once more. By the clock, and of one processor. */
  readonly seconds: Readonly<Record<'feed' | 'build' | 'paths' | 'chokes' | 'fixes', number>>;
  readonly cpuSeconds: Readonly<Record<'feed' | 'build' | 'paths' | 'chokes' | 'fixes', number>>;
  /** Peak of the whole process so far. */
  readonly peakMegabytes: number;
  readonly csrMegabytes: number;
  readonly nodes: number;
  readonly steps: number;
  readonly between: { readonly nodes: number; readonly steps: number };
  /** Longest of the shortest ways from the entries, in steps of the graph. */
  readonly longest: number;
  readonly answer: {
    readonly pairs: number;
    readonly ways: number;
    readonly truncated: number;
    readonly topChokes: readonly number[];
    readonly chokesProven: boolean;
    readonly fixes: number;
    readonly verdict: string;
    readonly cuts: number;
    readonly uncuttable: number;
  };
}

export async function measure(size: Size): Promise<Measured> {
  const estate = generate(size);
  const clock: number[] = [];
  const cpu: number[] = [];
  const lap = () => {
    clock.push(performance.now());
    const { user, system } = process.cpuUsage();
    cpu.push((user + system) / 1000);
  };
  lap();
  let rows = 0;
  for (const _ of estate.nodes()) rows++;
  for (const _ of estate.edges()) rows++;
  lap();
  const graph = await buildStepGraph(estate.nodes(), estate.edges());
  lap();
  const found = findPaths(graph, { entries: estate.entries, jewels: estate.jewels, k: 3 });
  lap();
  const chokes = chokePointsOf(graph, found);
  lap();
  const plan = fixPlan(graph, estate);
  lap();
  const took = (laps: readonly number[]) => {
    const [feed = 0, build = 0, paths = 0, chokesTook = 0, fixes = 0] = laps
      .slice(1)
      .map((at, i) => Math.round(at - (laps[i] ?? 0)) / 1000);
    return { feed, build, paths, chokes: chokesTook, fixes };
  };
  const part = between(graph.csr, found.ends).graph;
  return {
    rows,
    seconds: took(clock),
    cpuSeconds: took(cpu),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    csrMegabytes: Math.round(bytesOf(graph.csr) / 2 ** 20),
    nodes: graph.csr.nodes,
    steps: graph.csr.steps,
    between: { nodes: part.nodes, steps: part.steps },
    longest: hops(graph.csr, found.ends.entries.flat()).reduce(
      (most, one) => (one === far ? most : Math.max(most, one)),
      0,
    ),
    answer: {
      pairs: found.surely,
      ways: found.listed.length.length,
      truncated: found.listed.truncated.reduce((sum, one) => sum + one, 0),
      topChokes: chokes.edges.map(({ cuts }) => cuts),
      chokesProven: chokes.proven.edges && chokes.proven.assets,
      fixes: plan.fixes.length,
      verdict: plan.verdict,
      cuts: plan.cuts,
      uncuttable: plan.uncuttable.length,
    },
  };
}
