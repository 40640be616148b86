/**
 * What outsiders reach on AWS: `REACHES` edges from the internet, from anyone with an account, from named outsiders to the
 * assets that they get at, by packets, addresses, policies, ACLs and trust. Where what would open an asset could not be
 * read, the asset is marked (`exposureUnknown`).
 */
import { limitEdges, limitNeeds, Organizations } from '#graph/derive/access/aws/limits.ts';
import type { Layer, LayerFact, LayerView } from '#graph/derive/types.ts';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { text } from '#graph/schema/fields.ts';
import { networkEdges, networkNeeds, networkWays } from './network/hosts.ts';
import { aclWays } from './reach/bucket.ts';
import { doorLabels, doorWays } from './reach/doors.ts';
import { oursIn } from './reach/ours.ts';
import { policyWays, type World } from './reach/policies.ts';
import { type Graph, graphOf, isSeen } from './reach/read.ts';
import { searchNeeds, searchWays } from './reach/search.ts';
import { shareWays } from './reach/shares.ts';
import { subjects } from './reach/subjects.ts';
import { trustWays } from './reach/trust.ts';
import { opensMore, type Way } from './reach/way.ts';

/** Labels of assets of which exposure is told. */
const told = [
  ...new Set([
    ...subjects.map(({ label }) => label),
    ...doorLabels,
    'AwsIamRole',
    'AwsEc2Instance',
    'AwsEc2NetworkInterface',
    'AwsElbLoadBalancer',
    'AwsSageMakerNotebookInstance',
    'AwsOpenSearchServerlessCollection',
  ]),
].sort();

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The graph with no other asset that can be reached. */
const only = (graph: Graph, id: string): Graph => ({
  ...graph,
  nodes: (label) => graph.nodes(label).filter((node) => node.id === id || !told.includes(label)),
});

/** Of several ways under one key (a provider that a policy names twice), the one that opens most. */
function widest(ways: readonly Way[]): Way[] {
  const found = new Map<string, Way>();
  for (const one of ways) {
    const key = `${one.outside.id} ${one.to} ${one.key}`;
    const other = found.get(key);
    if (other === undefined || opensMore(one.state, other.state)) found.set(key, one);
  }
  return [...found.values()];
}

/**
 * Every way that is looked at, open, closed or unknown, in an order of its own.
 * @param asset of this one alone
 */
export function waysOf(view: LayerView, catalogue: Catalogue, asset?: string): readonly Way[] {
  const whole = graphOf(view);
  const graph = asset === undefined ? whole : only(whole, asset);
  const world: World = { graph, catalogue, ours: oursIn(graph), organizations: new Organizations(view) };
  return widest([
    ...networkWays(graph),
    ...doorWays(world),
    ...policyWays(world),
    ...aclWays(graph),
    ...shareWays(world),
    ...trustWays(world),
    ...searchWays(world),
  ]).sort((a, b) => byText(a.to, b.to) || byText(a.outside.id, b.outside.id) || byText(a.key, b.key));
}

const edgeOf = (one: Way): LayerFact => ({
  is: 'edge',
  from: one.outside.id,
  type: 'REACHES',
  to: one.to,
  key: one.key,
  props: {
    gives: one.gives,
    via: one.via,
    ports: one.ports,
    families: one.families,
    state: one.state,
    conditions: canonicalJson(one.conditions),
    chain: one.chain,
    part: one.part,
  },
  inputs: one.inputs,
  assumes: one.assumes,
});

/** What was not read, in words; `none` where all was. */
export function unknownOf(ways: readonly Way[]): string {
  const whys = ways.filter(({ state }) => state === 'unknown').flatMap(({ closes }) => closes);
  return whys.length === 0 ? 'none' : [...new Set(whys)].sort(byText).join('; ');
}

export const awsExposure: Layer = {
  name: 'aws-exposure',
  needs: [...new Set([...told, ...networkNeeds, ...searchNeeds, ...limitNeeds])].sort(),
  edges: [...new Set([...networkEdges, ...limitEdges])].sort(),
  gives: ['REACHES'],
  props: told.map((on) => ({
    on,
    gives: {
      exposureUnknown: text('derived'),
    },
  })),
  *derive(view, catalogue) {
    const ways = waysOf(view, catalogue);
    const open = ways.filter(({ state }) => state === 'yes' || state === 'conditional');
    const outside = new Map(open.map((one) => [one.outside.id, one.outside]));
    for (const id of [...outside.keys()].sort(byText)) {
      const node = outside.get(id);
      if (node !== undefined) yield { is: 'node', ...node };
    }
    yield* open.map(edgeOf);
    const byAsset = Map.groupBy(ways, ({ to }) => to);
    const assets = new Set(
      told.flatMap((label) => [...view.nodes(label)].filter(isSeen).map(({ id }) => id)),
    );
    for (const id of [...assets].sort(byText))
      yield { is: 'props', id, props: { exposureUnknown: unknownOf(byAsset.get(id) ?? []) } };
  },
};
