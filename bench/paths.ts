/**
 * All shipped path policies over generated estates: power-law degrees, 1 % entries, 200 jewels, containers with broad grants,
 * some of it conditional or unread. Each size in a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { seed } from './graph.ts';
import type { Measured, Took } from './paths-measure.ts';
import { type Figure, perSecond, print, ratio } from './table.ts';

interface Asked {
  readonly assets: number;
  readonly edges: number;
  /** `policies` leaves out choke points, fixes and export. */
  readonly what: 'policies' | 'all';
  readonly reach: string;
  /** What the process may hold, in megabytes; the heap of a small machine would stop before. */
  readonly heap: number;
}

const sizes = (assets: number): readonly Asked[] => [
  { assets, edges: assets * 10, what: 'all', reach: 'under 10 s and 2 GB for 1,000,000 steps', heap: 2048 },
];
const large: Asked = {
  assets: 1_000_000,
  edges: 10_000_000,
  what: 'policies',
  reach: 'under 2 min and 8 GB for 10,000,000 steps',
  heap: 7168,
};

function measured({ assets, edges, what, heap }: Asked): Measured {
  const child = spawnSync(
    process.execPath,
    [
      '--expose-gc',
      '--disable-warning=ExperimentalWarning',
      `--max-old-space-size=${heap}`,
      join(import.meta.dirname, 'paths-measure.ts'),
      ...[seed, assets, edges, what].map(String),
    ],
    { encoding: 'utf8' },
  );
  if (child.status !== 0) throw new Error(`the bench of paths ended with ${child.status}: ${child.stderr}`);
  return JSON.parse(child.stdout) as Measured;
}

const count = (n: number): string => n.toLocaleString('en');
const spent = (...all: readonly (Took | undefined)[]): string => {
  const sum = (of: (one: Took) => number) =>
    all.reduce((total, one) => total + (one === undefined ? 0 : of(one)), 0);
  return `${sum(({ wall }) => wall).toFixed(2)} s (${sum(({ cpu }) => cpu).toFixed(2)} s of processor)`;
};

function figuresOf({ took, ...found }: Measured, reach: string): readonly Figure[] {
  const { feed, read } = took;
  return [
    {
      what: `${found.policies} path policies, from arrays in memory to written findings`,
      figure: `${spent(took['policies'], took['writing'])}, ${count(found.peakMegabytes)} MB at the peak (${count(found.beforeMegabytes)} MB before they begin)`,
      reach,
      method:
        `seed ${seed}; ${count(found.asked)} questions of a policy about a jewel: ${count(found.finds)} found with ${count(found.causes)} root causes, ` +
        `${count(found.cannotTell)} cannot be told; written: lives and risk, ${found.findingMegabytes} MB of JSON. ` +
        `The peak is of the whole process, reading the rows included`,
    },
    {
      what: 'the graph',
      figure: `${count(found.assets)} assets, ${count(found.edges)} edges: ${count(found.nodes)} states, ${count(found.steps)} steps in ${found.csrMegabytes} MB of rows`,
      reach: 'longest shortest way of at least 8',
      method: `the longest shortest way from a class of entries has ${found.longest} steps`,
    },
    {
      what: 'the step graph out of rows',
      figure: `${spent(read)}${read === undefined ? '' : `, ${perSecond(found.edges, read.wall * 1000)} edges`}`,
      reach: '',
      method: `with gaps and entries; making the rows alone takes ${spent(feed)}, which is part of it`,
    },
    ...restOf(found.rest, took),
  ];
}

function restOf(rest: Measured['rest'], took: Measured['took']): readonly Figure[] {
  if (rest === undefined) return [];
  const from = `from ${rest.entries} entries to ${rest.jewels} buckets`;
  const megabytes = (n: number) => `${(n / 2 ** 20).toFixed(1)} MB`;
  const each = ({ wall, cpu }: Took): Took => ({ wall: wall / rest.classes, cpu: cpu / rest.classes });
  return [
    {
      what: 'blast radius',
      figure: `${spent(took['blast'] && each(took['blast']))} for one class of entries`,
      reach: '',
      method: `mean of ${rest.classes}; the largest reaches ${count(rest.reached)} assets`,
    },
    {
      what: 'the best three ways of every pair',
      figure: spent(took['ways']),
      reach: '',
      method: `${from}: ${count(rest.pairs)} pairs are joined`,
    },
    {
      what: 'choke points',
      figure: spent(took['chokes']),
      reach: '',
      method: `of the same pairs; the first edge cuts ${count(rest.cutByEdge)} of them, the first asset ${count(rest.cutByAsset)}; ${rest.proven ? 'proven' : 'not proven'} to be the first ones`,
    },
    {
      what: 'smallest fix',
      figure: spent(took['fixes']),
      reach: '',
      method: `${from}: ${count(rest.fixes)} changes, ${rest.verdict}`,
    },
    {
      what: 'export',
      figure: `JSON ${spent(took['json'])}, Mermaid ${spent(took['mermaid'])}, DOT ${spent(took['dot'])}`,
      reach: '',
      method: `the paths of all findings, ${count(rest.paths)}, to ${megabytes(rest.json)}, ${megabytes(rest.mermaid)} and ${megabytes(rest.dot)} of text; ${ratio(took['mermaid']?.wall ?? 0, took['json']?.wall ?? 1)} and ${ratio(took['dot']?.wall ?? 0, took['json']?.wall ?? 1)} × the time of JSON`,
    },
  ];
}

/** @param most whether the largest size is measured too: minutes, and gigabytes */
export function benchPaths(assets: number, most: boolean): void {
  for (const asked of most ? [large] : sizes(assets))
    print(
      `Path policies, ${count(asked.assets)} assets and ${count(asked.edges)} edges`,
      figuresOf(measured(asked), asked.reach),
    );
}
