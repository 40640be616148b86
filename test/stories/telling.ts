/** One story by itself, scanned over the wire: its account, the organisation around it, and the kinds that it shows. */
import { kinds } from '#connectors/catalogue.generated.ts';
import type { Place as Where } from '#connectors/standin/aws/build/common.ts';
import { company, management } from '#connectors/standin/aws/sample/company.ts';
import { sampleEstate } from '#connectors/standin/aws/sample/estate.ts';
import type { AwsStandin } from '#connectors/standin/aws/server.ts';
import type { View } from '#graph/derive/types.ts';
import type { AttackPath } from '#graph/paths/paths.ts';
import type { GraphReader, StoredEdge, StoredNode } from '#graph/store/port.ts';
import type { Finding } from '#policies/engine/types.ts';
import type { ScanOutcome } from '#workers/scan.ts';
import { awsAt, catalogue, type Place, policies } from '../scanning.ts';
import type { Pieces } from './change.ts';

/** Of the whole company only what stands in the story's account, and what tells of the organisation. */
export const alone = (account: string, pieces: Pieces): Pieces =>
  [...company, ...pieces].filter((piece) => piece.account === management || piece.account === account);

const pathPolicies = policies.filter(({ meta }) => meta.path !== undefined);

/** Kinds of which an estate shows anything, and those that hang on them. */
function kindsOf(pieces: Pieces) {
  const asked = new Set(
    pieces.flatMap((p) => [...(p.lists ?? []), ...(p.answers ?? [])].map(({ operation }) => operation)),
  );
  const shown = new Set(
    catalogue
      .filter(({ reads }) => reads.some(({ operation }) => asked.has(operation)))
      .map(({ kind }) => kind),
  );
  return kinds.filter(({ head }) => shown.has(head.kind));
}

/** Scans the pieces into the place, with every path policy. `whole`: the story before anything was taken away. */
export function tell(
  wire: AwsStandin,
  place: Place,
  where: Where,
  pieces: Pieces,
  whole: Pieces = pieces,
): Promise<ScanOutcome> {
  wire.setEstate({ ...sampleEstate, pieces });
  return place.scan(awsAt(wire.url, { regions: [where.region], include: [where.account] }), {
    kinds: kindsOf(whole),
    policies: pathPolicies,
  });
}

/** `Anyone on the internet`, then for each step the edge that makes it and whom it leads to. */
export const wayOf = (path: AttackPath): readonly string[] => [
  path.entry.name,
  ...path.steps.map(({ edges, toName }) => `${edges[0]?.type ?? 'administers'} ${toName}`),
];

export const findingOf = (outcome: ScanOutcome, policy: string, victim: string): Finding | undefined =>
  outcome.posture.findings.find((f) => f.policy === policy && f.state === 'open' && f.asset.name === victim);

/** The published graph as layers see it. */
export function published(place: Place): Promise<View> {
  return place.store.read(viewOf);
}

async function viewOf(graph: GraphReader): Promise<View> {
  const nodes = new Map<string, StoredNode>();
  for await (const node of graph.nodes()) nodes.set(node.id, node);
  const edges: StoredEdge[] = [];
  for await (const edge of graph.edges()) edges.push(edge);
  const byType = Map.groupBy(edges, ({ type }) => type);
  return {
    nodes: (label) => [...nodes.values()].filter(({ labels }) => labels.includes(label)),
    node: (id) => nodes.get(id),
    edges: (type) => byType.get(type) ?? [],
  };
}
