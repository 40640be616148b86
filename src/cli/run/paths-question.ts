/** Which paths are meant: the published graph as steps, with the entries and the jewels that the flags name. */
import { type End, type Hold, holds } from '#graph/paths/index.ts';
import { concepts } from '#graph/schema/index.ts';
import { textCell } from '#graph/store/cells.ts';
import type { GraphReader } from '#graph/store/port.ts';
import type { Policy } from '#policies/engine/load.ts';
import { type EntryName, entryNames } from '#policies/engine/paths/entries.ts';
import type { Group } from '#policies/engine/paths/plan.ts';
import { Attackers } from '#policies/engine/paths/reach.ts';
import { type Posture, readPosture } from '#policies/engine/posture.ts';
import { UsageError } from '#src/config.ts';
import { wireKinds, wirePolicies, wireStore } from '#src/wire.ts';
import type { PathFlags } from '../commands/paths.ts';
import type { Context } from '../context.ts';
import { nothingYet } from '../show/findings.ts';
import { Finder } from './explain-find.ts';

export interface Question {
  readonly graph: GraphReader;
  readonly posture: Posture;
  readonly finder: Finder;
  readonly attackers: Attackers;
  readonly groups: readonly Group[];
  /** The same question to a graph that was changed. */
  readonly again: (graph: GraphReader) => Promise<Pick<Question, 'attackers' | 'groups'>>;
}

/** What is at stake, and who is asked about. */
interface Stake {
  /** Classes of entries; the id of an asset. */
  readonly from: readonly EntryName[] | string;
  readonly jewels: readonly End[];
}

const isEntry = (text: string): text is EntryName => entryNames.some((name) => name === text);

const endOf = (finder: Finder, id: string, of: readonly Hold[]): End => ({
  id,
  name: finder.nameOf(id),
  states: of.map((hold) => ({ id, hold })),
});

/** @throws UsageError for an asset that is none */
function fromOf(finder: Finder, text: string | undefined): Stake['from'] | undefined {
  if (text === undefined) return undefined;
  if (isEntry(text)) return [text];
  const known = finder.maybe(text);
  if (known === undefined)
    throw new UsageError(
      `--from ${text}: there is no such asset, and it is no class of entries: ${entryNames.join(', ')}.`,
    );
  return known.id;
}

/** What a path policy surely speaks of. */
async function stakeOf(
  graph: GraphReader,
  finder: Finder,
  policy: Policy,
  muted: ReadonlySet<string>,
): Promise<Stake> {
  const { path } = policy.meta;
  const { text, params } = policy.checked.surely;
  const rows = path === undefined ? [] : await graph.rows(text, params);
  const ids = [...new Set(rows.map((row) => textCell(row, 'id')))].filter(
    (id) => !muted.has(`${policy.meta.id} ${id}`),
  );
  return { from: path?.from ?? [], jewels: ids.sort().map((id) => endOf(finder, id, path?.hold ?? [])) };
}

interface Read extends Pick<Question, 'graph' | 'posture' | 'finder'> {
  readonly kinds: ReadonlySet<string>;
  readonly policies: () => Promise<readonly Policy[]>;
}

/** Flags of a command about one asset. */
export interface AssetFlags extends PathFlags {
  readonly asset?: string;
}

async function stakesOf(
  read: Read,
  { to, asset }: AssetFlags,
  from: Stake['from'] | undefined,
): Promise<readonly Stake[]> {
  const { graph, finder, posture } = read;
  if (asset !== undefined)
    return [{ from: entryNames, jewels: [endOf(finder, finder.one(asset).id, holds)] }];
  if (to === undefined) {
    const muted = new Set(
      posture.findings.filter((f) => f.state === 'muted').map((f) => `${f.policy} ${f.asset.id}`),
    );
    const asked = (await read.policies()).filter(({ meta }) => meta.path !== undefined);
    return Promise.all(asked.map((policy) => stakeOf(graph, finder, policy, muted)));
  }
  if (/^[A-Z][A-Z0-9]+-\d{4}$/.test(to)) {
    const policy = (await read.policies()).find(({ meta }) => meta.id === to);
    if (policy === undefined)
      throw new UsageError(`--to ${to}: there is no policy ${to}. \`pathlight policies\` lists them.`);
    if (policy.meta.path === undefined) throw new UsageError(`--to ${to}: it is no policy about paths.`);
    return [await stakeOf(graph, finder, policy, new Set())];
  }
  const isLabel = concepts.has(to) || read.kinds.has(to);
  const known = isLabel ? undefined : finder.maybe(to);
  if (!isLabel && known === undefined)
    throw new UsageError(`--to ${to}: there is no such policy, kind, concept or asset.`);
  const ids = known === undefined ? finder.labelled(to).map(({ id }) => id) : [known.id];
  return [{ from: from ?? entryNames, jewels: ids.map((id) => endOf(finder, id, holds)) }];
}

/** Jewels that are asked about from the same entries, each once with all that is a loss of it. */
function grouped(
  stakes: readonly Stake[],
  entriesOf: (from: Stake['from']) => readonly End[],
): readonly Group[] {
  const same = Map.groupBy(stakes, ({ from }) =>
    typeof from === 'string' ? from : from.toSorted().join(' '),
  );
  return [...same].flatMap(([, of]): readonly Group[] => {
    const [first] = of;
    const jewels = Map.groupBy(
      of.flatMap((stake) => stake.jewels),
      ({ id }) => id,
    );
    const entries =
      first === undefined ? [] : entriesOf(first.from).filter(({ states }) => states.length > 0);
    if (entries.length === 0 || jewels.size === 0) return [];
    return [
      {
        entries,
        jewels: [...jewels].map(([id, [one, ...more]]) => ({
          id,
          name: one?.name ?? id,
          states: [one, ...more].flatMap((end) => end?.states ?? []),
        })),
      },
    ];
  });
}

/** Opens the published graph and hands over the question. @throws UsageError for flags that name nothing */
export async function withQuestion<T>(
  context: Context,
  flags: AssetFlags,
  work: (question: Question) => Promise<T>,
): Promise<T> {
  const { catalogue } = await wireKinds();
  const kinds = new Set(catalogue.map(({ kind }) => kind));
  const store = await wireStore(context.config);
  try {
    return await store.read(async (graph) => {
      const posture = await readPosture(graph);
      if (posture === null) throw new UsageError(nothingYet(context));
      const finder = await Finder.read(graph);
      const from = fromOf(finder, flags.from);
      const policies = () => wirePolicies(context.config, catalogue);
      const found = await stakesOf({ graph, posture, finder, kinds, policies }, flags, from);
      const stakes = from === undefined ? found : found.map((stake) => ({ ...stake, from }));
      const again = async (of: GraphReader) => {
        const jewels = stakes.flatMap((stake) => stake.jewels.flatMap(({ states }) => states));
        const attackers = await Attackers.read({ graph: of, catalogue, coverage: posture.coverage, jewels });
        const entriesOf = (names: Stake['from']) =>
          typeof names === 'string' ? [endOf(finder, names, ['own'])] : attackers.entries(names);
        return { attackers, groups: grouped(stakes, entriesOf) };
      };
      return work({ graph, posture, finder, again, ...(await again(graph)) });
    });
  } finally {
    await store.close();
  }
}
