/** What has to be known beside an edge to say which change cuts it: who holds a set of permissions, what is attached where. */
import type { PropValue } from '#graph/schema/fields.ts';
import type { GraphReader } from '#graph/store/port.ts';
import { writtenIn } from './fix-words.ts';

type Many = ReadonlyMap<string, readonly string[]>;

export interface FixFacts {
  readonly names: ReadonlyMap<string, string>;
  /** Set of permissions → who holds it. */
  readonly holders: Many;
  /** Principal or group → its attached policies. */
  readonly attached: Many;
  /** Principal → its groups. */
  readonly groups: Many;
  /** Asset → the roles that are named on itself. */
  readonly runsAs: Many;
  /** Edge of escalation (`escalationKey`) → the permissions that together make it. */
  readonly permissions: Many;
  /** Set → the permissions of each of its escalations. */
  readonly escalations: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Set → the policies whose statements grant what is in it. */
  readonly sources: Many;
  /** Principals that have no policy of their own beside attached ones. */
  readonly plain: ReadonlySet<string>;
}

interface Ends {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly key: string;
}
export const escalationKey = ({ from, type, to, key }: Ends): string => JSON.stringify([from, type, to, key]);

const texts = (value: PropValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** @param names by id, of all nodes */
export async function readFixFacts(
  graph: Pick<GraphReader, 'edges' | 'nodes'>,
  names: ReadonlyMap<string, string>,
): Promise<FixFacts> {
  const found = {
    holders: new Map<string, string[]>(),
    attached: new Map<string, string[]>(),
    groups: new Map<string, string[]>(),
    runsAs: new Map<string, string[]>(),
    permissions: new Map<string, string[]>(),
    escalations: new Map<string, (readonly string[])[]>(),
  };
  const ends = ['HAS_PERMISSIONS', 'HAS_POLICY', 'MEMBER_OF', 'RUNS_AS'];
  for await (const { from, type, to } of graph.edges({ types: ends, props: [] })) {
    if (type === 'HAS_PERMISSIONS') put(found.holders, to, from);
    else
      put(found[type === 'HAS_POLICY' ? 'attached' : type === 'MEMBER_OF' ? 'groups' : 'runsAs'], from, to);
  }
  const escalations = { types: ['ESCALATES_TO', 'INFLUENCES'], props: ['permissions'] };
  for await (const edge of graph.edges(escalations)) {
    const permissions = texts(edge.props['permissions']);
    found.permissions.set(escalationKey(edge), [...permissions]);
    put(found.escalations, edge.from, permissions);
  }
  const sources = new Map<string, string[]>();
  for await (const { from, props } of graph.edges({ types: ['GRANTS'], props: ['statements'] })) {
    const known = sources.get(from) ?? [];
    sources.set(from, known);
    for (const { policy } of texts(props['statements']).map(writtenIn))
      if (!known.includes(policy)) known.push(policy);
  }
  const plain = new Set<string>();
  for await (const { id, props } of graph.nodes({ label: 'Principal', props: ['inlinePolicies'] }))
    if (props['inlinePolicies'] === '[]') plain.add(id);
  const { holders, attached, groups, runsAs } = found;
  for (const map of [holders, attached, groups, runsAs]) for (const list of map.values()) list.sort();
  return { ...found, names, sources, plain };
}
