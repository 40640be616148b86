/**
 * Measures path policies on a generated estate, in a process of its own so that its peak of memory is theirs:
 * `node bench/paths-measure.ts <seed> <assets> <edges> [policies]` prints `Measured` as JSON; `policies` leaves out the rest.
 */
import { bytesOf } from '#graph/paths/core/csr.ts';
import { far, hops } from '#graph/paths/core/search.ts';
import { type AttackPath, blast, chokePointsOf, type End, findPaths, fixPlan } from '#graph/paths/index.ts';
import { type StepGraph, statesOf } from '#graph/paths/step-graph.ts';
import { advance } from '#policies/engine/lives.ts';
import { loadPolicies, type Policy, shippedRules } from '#policies/engine/load.ts';
import { rootCauses } from '#policies/engine/paths/cause.ts';
import { type EntryName, entryClasses } from '#policies/engine/paths/entries.ts';
import { Attackers, specOf } from '#policies/engine/paths/reach.ts';
import { postureChanges } from '#policies/engine/posture.ts';
import type { Answer, Finding } from '#policies/engine/types.ts';
import { dot } from '#policies/formats/dot.ts';
import { mermaid } from '#policies/formats/mermaid.ts';
import { drawingOf } from '#src/cli/show/paths-drawing.ts';
import { wireKinds } from '#src/wire.ts';
import { askedOf, type PolicyEstate, policyEstate, readerOf } from './paths-estate.ts';

/** Seconds by the clock and of all processors. */
export interface Took {
  readonly wall: number;
  readonly cpu: number;
}
export interface Measured {
  readonly policies: number;
  readonly assets: number;
  readonly edges: number;
  readonly nodes: number;
  readonly steps: number;
  readonly loose: number;
  /** Longest of the shortest ways from a class of entries, in steps of the graph. */
  readonly longest: number;
  readonly csrMegabytes: number;
  /** What the process holds when the policies begin, and its peak when they are done. */
  readonly beforeMegabytes: number;
  readonly peakMegabytes: number;
  /** `feed`: making the rows alone, which `read` does once more. */
  readonly took: Readonly<Record<string, Took>>;
  readonly asked: number;
  readonly finds: number;
  readonly cannotTell: number;
  readonly causes: number;
  readonly findingMegabytes: number;
  readonly rest?: {
    readonly classes: number;
    readonly entries: number;
    readonly jewels: number;
    readonly reached: number;
    readonly pairs: number;
    /** Pairs that the first of the choke points cuts. */
    readonly cutByEdge: number;
    readonly cutByAsset: number;
    readonly proven: boolean;
    readonly fixes: number;
    readonly verdict: string;
    /** Characters. */
    readonly json: number;
    readonly mermaid: number;
    readonly dot: number;
    readonly paths: number;
  };
}

const now = '2026-11-20T10:00:00.000Z';
const took: Record<string, Took> = {};
/** Does the work and keeps what it took under the name. */
async function lap<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  (globalThis as { gc?: () => void }).gc?.();
  const busy = process.cpuUsage();
  const start = performance.now();
  const done = await work();
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(busy);
  took[name] = { wall, cpu: (user + system) / 1e6 };
  return done;
}
const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
const peak = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

/** What an evaluation does with a path policy whose matches are these jewels. */
function answersOf(attackers: Attackers, policy: Policy, jewels: readonly string[]): readonly Answer[] {
  const spec = specOf(policy.meta);
  if (spec === undefined) return [];
  const reached = attackers.reach(spec, jewels);
  const causes = rootCauses(
    [...reached.values()].flatMap(({ path, sure }) => (sure ? [path] : [])),
    attackers.isOutside,
  );
  return [...reached].map(([id, { path, sure, gaps }]): Answer => {
    const rootCause = causes.get(id);
    return {
      policy: policy.meta.id,
      asset: { id, uid: id, name: id, kind: policy.meta.about, cloud: 'aws', account: '', region: '' },
      answer: sure ? 'finds' : 'cannot-tell',
      evidence: [],
      gaps,
      message: policy.meta.message,
      path,
      ...(sure && rootCause !== undefined ? { rootCause } : {}),
    };
  });
}

/** Findings with their lives, as the nodes that a publish stages. */
function written(policies: readonly Policy[], answers: readonly Answer[]) {
  const { findings } = advance({
    answers,
    asked: policies,
    unasked: new Set(),
    before: [],
    published: [],
    mutes: [],
    assets: new Map(answers.map(({ asset }) => [asset.id, asset.uid])),
    departed: new Map(),
    moved: new Map(),
    tagsOf: () => [],
    now,
  });
  const cannotTell = answers.filter(({ answer }) => answer === 'cannot-tell');
  const summary = { scan: 'bench', at: now, counts: [], failures: [] };
  const { nodes = [] } = postureChanges({ summary, findings, cannotTell, coverage: [] }, []);
  const bytes = nodes.reduce((sum, { props }) => sum + String(props['data'] ?? '').length, 0);
  return { findings, bytes };
}

const namesOf: readonly EntryName[] = entryClasses.map(({ name }) => name);

/** So many of each class are taken one by one: of a whole class hardly an edge is all that leads on. */
const each = 20;

/** Blast radius of each class; choke points, smallest fix and export of some of each to the buckets. */
async function restOf(
  steps: StepGraph,
  entries: readonly End[],
  jewels: readonly string[],
  findings: readonly Finding[],
): Promise<NonNullable<Measured['rest']>> {
  const question = {
    entries: entries.flatMap(({ id, states }) =>
      states.slice(0, each).map((state): End => ({ id: `${id} ${state.id}`, name: id, states: [state] })),
    ),
    jewels: jewels.map((id): End => ({ id, name: id, states: [{ id, hold: 'see' }] })),
  };
  const reached = await lap('blast', () => entries.map(({ states }) => blast(steps, states).length));
  const answer = await lap('ways', () => findPaths(steps, question));
  const chokes = await lap('chokes', () => chokePointsOf(steps, answer));
  const plan = await lap('fixes', () => fixPlan(steps, question));
  const paths = findings.flatMap(({ path }): readonly AttackPath[] => (path === undefined ? [] : [path]));
  const json = await lap('json', () => JSON.stringify(paths).length);
  const drawing = drawingOf(paths);
  return {
    classes: entries.length,
    entries: question.entries.length,
    jewels: jewels.length,
    reached: Math.max(...reached),
    pairs: answer.surely,
    cutByEdge: chokes.edges[0]?.cuts ?? 0,
    cutByAsset: chokes.assets[0]?.cuts ?? 0,
    proven: chokes.proven.edges && chokes.proven.assets,
    fixes: plan.fixes.length,
    verdict: plan.verdict,
    json,
    mermaid: await lap('mermaid', () => mermaid(drawing).length),
    dot: await lap('dot', () => dot(drawing).length),
    paths: paths.length,
  };
}

async function readOf(
  estate: PolicyEstate,
  policies: readonly Policy[],
  catalogue: Parameters<typeof loadPolicies>[1],
) {
  const asked = askedOf(
    estate,
    policies.map(({ meta }) => meta),
  );
  return Attackers.read({ graph: readerOf(estate), catalogue, coverage: estate.coverage, jewels: asked });
}

async function measure(seed: number, assets: number, edges: number, all: boolean): Promise<Measured> {
  const { catalogue } = await wireKinds();
  const policies = loadPolicies([shippedRules], catalogue).policies.filter(
    ({ meta }) => meta.path !== undefined,
  );
  const estate = policyEstate({ seed, assets, edges });
  const rows = await lap('feed', () => {
    const count = { nodes: 0, edges: 0 };
    for (const _ of estate.nodes()) count.nodes++;
    for (const _ of estate.edges()) count.edges++;
    return count;
  });
  const attackers = await lap('read', () => readOf(estate, policies, catalogue));
  const { steps } = attackers;
  (globalThis as { gc?: () => void }).gc?.();
  const before = process.memoryUsage.rss();
  const answers = await lap('policies', () =>
    policies.flatMap((policy) => answersOf(attackers, policy, estate.jewelsOf(policy.meta))),
  );
  const { findings, bytes } = await lap('writing', () => written(policies, answers));
  const peakMegabytes = peak();
  const entries = attackers.entries(namesOf).filter(({ states }) => states.length > 0);
  const farthest = ({ states }: End): number =>
    hops(steps.csr, statesOf(steps, states)).reduce(
      (most, one) => (one === far ? most : Math.max(most, one)),
      0,
    );
  const [bucketPolicy] = policies.filter(({ meta }) => meta.path?.hold.includes('see') === true);
  const jewels = bucketPolicy === undefined ? [] : estate.jewelsOf(bucketPolicy.meta);
  return {
    policies: policies.length,
    assets: rows.nodes,
    edges: rows.edges,
    nodes: steps.csr.nodes,
    steps: steps.csr.steps,
    loose: steps.loose,
    longest: Math.max(...entries.map(farthest)),
    csrMegabytes: megabytes(bytesOf(steps.csr)),
    beforeMegabytes: megabytes(before),
    peakMegabytes,
    asked: policies.reduce((sum, { meta }) => sum + estate.jewelsOf(meta).length, 0),
    finds: answers.filter(({ answer }) => answer === 'finds').length,
    cannotTell: answers.filter(({ answer }) => answer === 'cannot-tell').length,
    causes: new Set(findings.map(({ policy, rootCause }) => `${policy} ${rootCause}`)).size,
    findingMegabytes: Math.round((bytes / 2 ** 20) * 10) / 10,
    ...(all ? { rest: await restOf(steps, entries, jewels, findings) } : {}),
    took,
  };
}

const [seed, assets, edges, what] = process.argv.slice(2);
process.stdout.write(
  JSON.stringify(await measure(Number(seed), Number(assets), Number(edges), what !== 'policies')),
);
