/** Graphs of a few nodes, and a small vocabulary, for the tests of this folder. */
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import { bool, num, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';
import type { CheckedMatch, PrintedQuery } from './types.ts';

type TinyProps = Readonly<Record<string, PropValue | null>>;
export interface TinyNode {
  readonly id: string;
  readonly labels: readonly string[];
  readonly props: TinyProps;
}
export interface TinyEdge {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly props: TinyProps;
}
export interface TinyGraph {
  readonly nodes: readonly TinyNode[];
  readonly edges: readonly TinyEdge[];
}

/** Runs Cypher on some store. */
export type Run = (text: string, params: TinyProps) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** `Any` and `Thing` give GUARDED_BY and USES_TOOL, `Passive` gives no edges at all. */
export const tinyCatalogue: Catalogue = ['Any', 'Thing', 'Passive'].map((kind) => ({
  kind,
  title: kind,
  cloud: 'aws',
  service: 'test',
  concepts: ['ModelEndpoint'],
  scope: 'region',
  verbs: {},
  reads: [
    {
      name: 'list',
      operation: 'test:List',
      permissions: ['test:List'],
      gives: {
        on: bool('On'),
        also: bool('Also'),
        size: whole('Size'),
        share: num('Share'),
        tags: texts('Tags'),
        label: text('Label'),
        tier: oneOf('Tier', ['low', 'high']),
        madeAt: time('MadeAt'),
      },
      edges: kind === 'Passive' ? [] : ['GUARDED_BY', 'USES_TOOL'],
    },
  ],
}));

const mapOf = (props: TinyProps, prefix: string): string =>
  `{${Object.keys(props)
    .map((key) => `${key}: $${prefix}${key}`)
    .join(', ')}}`;

const prefixed = (props: TinyProps, prefix: string): TinyProps =>
  Object.fromEntries(Object.entries(props).map(([key, value]) => [`${prefix}${key}`, value]));

const withoutNull = (props: TinyProps): TinyProps =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== null));

export async function seed(run: Run, graph: TinyGraph): Promise<void> {
  for (const { id, labels, props } of graph.nodes) {
    const all = withoutNull({ id, ...props });
    await run(`CREATE (n:${['Asset', ...labels].join(':')} ${mapOf(all, 'v_')})`, prefixed(all, 'v_'));
  }
  for (const { from, type, to, props } of graph.edges) {
    const all = withoutNull({ key: '', ...props });
    const text = `MATCH (a:Asset {id: $from}), (b:Asset {id: $to}) CREATE (a)-[:${type} ${mapOf(all, 'v_')}]->(b)`;
    await run(text, { from, to, ...prefixed(all, 'v_') });
  }
}

export async function idsOf(run: Run, query: PrintedQuery): Promise<string[]> {
  const rows = await run(query.text, query.params);
  return [...new Set(rows.map((row) => String(row['id'])))].toSorted();
}

/** The answers of a match: ids it finds, and ids it cannot tell. */
export async function answers(
  run: Run,
  match: Pick<CheckedMatch, 'surely' | 'possibly'>,
): Promise<{ readonly finds: string[]; readonly cannotTell: string[] }> {
  const finds = await idsOf(run, match.surely);
  const possible = await idsOf(run, match.possibly);
  return { finds, cannotTell: possible.filter((id) => !finds.includes(id)) };
}
