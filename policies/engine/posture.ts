/**
 * What a publication concluded, as nodes of its graph, so that people can query findings beside assets. Every node carries the
 * scan it belongs to (its id begins with it), and the whole record as JSON in `data`.
 */

import { type Coverage, isGap, scopeKey } from '#graph/schema/coverage.ts';
import { textCell } from '#graph/store/cells.ts';
import type { Changes, EdgeChange, GraphReader, NodeChange } from '#graph/store/port.ts';
import type { PolicyCount } from './evaluate.ts';
import type { Answer, Finding } from './types.ts';

export interface Summary {
  readonly scan: string;
  readonly at: string;
  readonly counts: readonly PolicyCount[];
  readonly failures: readonly { readonly policy: string; readonly reason: string }[];
  /** Keys of coverage that no kind gave but the search for places: every scan tells it anew. */
  readonly discovered?: readonly string[];
}

export interface Posture {
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  /** Answers that could not be given, without those that keep a finding open. */
  readonly cannotTell: readonly Answer[];
  readonly coverage: readonly Coverage[];
}

const labels = ['Scan', 'Finding', 'CannotTell', 'Coverage'] as const;
type Label = (typeof labels)[number];

/** Nodes and edges of a posture; the nodes of `replaces` go. */
export function postureChanges(posture: Posture, replaces: readonly string[]): Changes {
  const { scan, at } = posture.summary;
  const nodes: NodeChange[] = [];
  const edges: EdgeChange[] = [];
  const put = (
    label: Label,
    more: readonly string[],
    key: string,
    props: NodeChange['props'],
    data: unknown,
  ) => {
    const id = `${scan}:${label.toLowerCase()}:${key}`;
    nodes.push({ id, labels: [label, ...more], props: { ...props, id, scan, data: JSON.stringify(data) } });
    return id;
  };
  const about = (from: string, to: string) =>
    edges.push({ from, type: 'ABOUT', to, key: '', props: { by: from, stale: false, observedAt: at } });

  put('Scan', [], 'summary', { at }, posture.summary);
  for (const f of posture.findings)
    about(
      put(
        'Finding',
        [],
        f.id,
        {
          policy: f.policy,
          severity: f.severity,
          state: f.state,
          stale: f.stale,
          risk: f.risk.score,
          name: f.title,
        },
        f,
      ),
      f.asset.id,
    );
  for (const a of posture.cannotTell)
    about(
      put('CannotTell', [], `${a.policy}:${a.asset.id}`, { policy: a.policy, name: a.policy }, a),
      a.asset.id,
    );
  posture.coverage.forEach((c, i) => {
    const gap = isGap(c.outcome);
    put(
      'Coverage',
      gap ? ['Gap'] : [],
      String(i),
      {
        scope: scopeKey(c.scope),
        kind: c.kind,
        read: c.read,
        operation: c.operation,
        permissions: c.permissions,
        outcome: c.outcome,
        items: c.items,
        ...(c.reason === undefined ? {} : { reason: c.reason }),
      },
      c,
    );
  });
  return { nodes, edges, removeNodes: replaces };
}

/** Ids of all posture nodes in the graph. */
export async function postureIds(graph: GraphReader): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const label of labels)
    for (const row of await graph.rows(`MATCH (n:${label}) RETURN n.id AS id`)) ids.push(textCell(row, 'id'));
  return ids;
}

/** The posture of the published graph; null where nothing was ever published. */
export async function readPosture(graph: GraphReader): Promise<Posture | null> {
  const scan = graph.publication?.scan;
  if (scan === undefined) return null;
  const all = async <T>(label: Label): Promise<readonly T[]> => {
    const rows = await graph.rows(
      `MATCH (n:${label}) WHERE n.scan = $scan RETURN n.id AS id, n.data AS data`,
      { scan },
    );
    return rows
      .map((row) => [textCell(row, 'id'), JSON.parse(textCell(row, 'data')) as T] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, record]) => record);
  };
  const [summary] = await all<Summary>('Scan');
  if (summary === undefined) return null;
  const findings = await all<Finding>('Finding');
  return {
    summary,
    findings: findings.toSorted(
      (a, b) => b.risk.score - a.risk.score || (a.policy + a.asset.id < b.policy + b.asset.id ? -1 : 1),
    ),
    cannotTell: (await all<Answer>('CannotTell')).toSorted((a, b) =>
      a.policy + a.asset.id < b.policy + b.asset.id ? -1 : 1,
    ),
    coverage: mergeCoverage(await all<Coverage>('Coverage'), []),
  };
}

/** What a coverage row speaks of: a later scan that speaks of the same replaces it. */
export const coverageKey = (c: Coverage): string =>
  JSON.stringify([c.kind, c.read, scopeKey(c.scope), c.asset ?? '']);

/**
 * Coverage of this scan, and what earlier scans said of places that this one did not ask about. Two rows that say the same of
 * one thing (discovery and a kind both asked) are one.
 */
export function mergeCoverage(now: readonly Coverage[], before: readonly Coverage[]): readonly Coverage[] {
  const place = (c: Coverage) => `${c.kind} ${scopeKey({ ...c.scope, parent: undefined })}`;
  const spoken = new Set(now.map(place));
  const all = new Map<string, Coverage>();
  for (const c of [...before.filter((b) => !spoken.has(place(b))), ...now]) {
    const key = JSON.stringify([coverageKey(c), c.operation, c.outcome]);
    if (!all.has(key)) all.set(key, c);
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, c]) => c);
}
