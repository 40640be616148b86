/** Applies checked changes to an embedded file that is open for writing. */
import type { PropValue } from '#graph/schema/fields.ts';
import type { EdgeIdentity } from '#graph/store/port.ts';
import {
  asText,
  type CheckedChanges,
  type CheckedEdge,
  type CheckedNode,
  groupBy,
  POSTURE_LABELS,
  slices,
  Waiting,
} from '#graph/store/values.ts';
import type { Db } from './client.ts';

type Props = Readonly<Record<string, PropValue>>;

export class Writer {
  private readonly db: Db;
  private readonly waiting = new Waiting();
  /** The engine's own numbers by id, as far as they were asked for; `null`: there is no such node. */
  private readonly internal = new Map<string, number | null>();
  /** The engine's own numbers of what was no asset when it was first asked for, by id. */
  private others: Map<string, number> | undefined;
  private readonly empty: boolean;

  /** `empty`: the file holds no node yet, so that none needs to be looked for. */
  constructor(db: Db, empty: boolean) {
    this.db = db;
    this.empty = empty;
  }

  async apply(changes: CheckedChanges): Promise<void> {
    await this.find([...changes.removeEdges.flatMap((e) => [e.from, e.to]), ...changes.removeNodes]);
    this.removeEdges(changes.removeEdges);
    this.removeNodes(changes.removeNodes);
    for (const nodes of slices(changes.nodes)) await this.putNodes(nodes);
    for (const edge of changes.edges) this.waiting.dropEdge(edge);
    for (const some of slices(changes.edges)) await this.putEdges(some);
  }

  /** Puts the edges that came before their ends.
   * @throws BadValue if an end did not come. */
  async finish(): Promise<void> {
    for (const some of slices(this.waiting.take())) await this.putEdges(some);
    this.waiting.mustBeEmpty();
  }

  /** Removes the posture of other scans. */
  async onlyPostureOf(scan: string): Promise<void> {
    for (const label of POSTURE_LABELS) {
      const query = `MATCH (n:${label}) WHERE coalesce(n.scan, '') <> $scan RETURN n.id, id(n)`;
      for (const [id, internal] of (await this.db.executeCypher(query, { scan })).rows()) {
        this.db.detachDeleteNode(Number(internal));
        this.internal.set(asText(id), null);
      }
    }
  }

  /** Looks up those ids that were not looked up before. */
  private async find(ids: Iterable<string>): Promise<void> {
    if (this.empty) return;
    const unknown = new Set<string>();
    for (const id of ids) if (!this.internal.has(id)) unknown.add(id);
    for (const some of slices([...unknown])) {
      for (const id of some) this.internal.set(id, null);
      // Only assets have an index on the id.
      const found = await this.db.executeCypher('UNWIND $ids AS i MATCH (n:Asset {id: i}) RETURN i, id(n)', {
        ids: some,
      });
      for (const [id, internal] of found.rows()) this.internal.set(asText(id), Number(internal));
      if (found.length < some.length) await this.findOthers();
      for (const id of some) this.internal.set(id, this.internal.get(id) ?? this.others?.get(id) ?? null);
    }
  }

  /** Reads what is no asset, once: what changes later is in `internal`. */
  private async findOthers(): Promise<void> {
    if (this.others !== undefined) return;
    const found = await this.db.executeCypher('MATCH (n) WHERE NOT n:Asset RETURN n.id, id(n)');
    this.others = new Map(found.rows().map(([id, internal]) => [asText(id), Number(internal)]));
  }

  private at(id: string): number | undefined {
    return this.internal.get(id) ?? undefined;
  }

  private removeNodes(ids: readonly string[]): void {
    this.waiting.dropNodes(new Set(ids));
    for (const id of ids) {
      const internal = this.at(id);
      if (internal === undefined) continue;
      this.db.detachDeleteNode(internal);
      this.internal.set(id, null);
    }
  }

  private removeEdges(edges: readonly EdgeIdentity[]): void {
    for (const edge of edges) {
      this.waiting.dropEdge(edge);
      const from = this.at(edge.from);
      const to = this.at(edge.to);
      if (from === undefined || to === undefined) continue;
      for (const [neighbour, id] of this.db.getNodeEdges(from, {
        direction: 'out',
        edgeTypes: [edge.type],
      })) {
        if (neighbour === to && id !== undefined && this.db.getEdge(id)?.get('key') === edge.key)
          this.db.deleteEdge(id);
      }
    }
  }

  private async putNodes(nodes: readonly CheckedNode[]): Promise<void> {
    await this.find(nodes.map((node) => node.id));
    const known: CheckedNode[] = [];
    const fresh: CheckedNode[] = [];
    for (const node of nodes) (this.at(node.id) === undefined ? fresh : known).push(node);
    await Promise.all(
      [...groupBy(fresh, (node) => node.labels.join(' ')).values()].map((group) => this.createNodes(group)),
    );
    if (known.length === 0) return;
    // By label, since only assets have an index on the id.
    for (const [label, group] of groupBy(known, (node) => (this.isAsset(node.id) ? 'Asset' : '')))
      await this.db.upsertNodes(
        label === '' ? [] : [label],
        group.map((node) => ({ id: node.id, ...node.props })),
        { key: 'id', replace: true },
      );
    for (const node of known) this.setLabels(node);
  }

  private isAsset(id: string): boolean {
    const internal = this.at(id);
    return internal !== undefined && this.db.getNodeLabels(internal)?.includes('Asset') === true;
  }

  /** Creates nodes with the same labels. */
  private async createNodes(group: readonly CheckedNode[]): Promise<void> {
    const made = await this.db.batchCreateNodesWithProps(
      [...(group[0]?.labels ?? [])],
      group.map((node) => ({ id: node.id, ...node.props })),
    );
    group.forEach((node, i) => {
      this.internal.set(node.id, made[i] ?? null);
    });
  }

  private setLabels(node: CheckedNode): void {
    const internal = this.at(node.id);
    if (internal === undefined) return;
    const has = this.db.getNodeLabels(internal) ?? [];
    for (const label of node.labels) if (!has.includes(label)) this.db.addNodeLabel(internal, label);
    for (const label of has) if (!node.labels.includes(label)) this.db.removeNodeLabel(internal, label);
  }

  private async putEdges(edges: readonly CheckedEdge[]): Promise<void> {
    await this.find(edges.flatMap((edge) => [edge.from, edge.to]));
    const fresh: { src: number; dst: number; type: string; properties: Props }[] = [];
    const known: CheckedEdge[] = [];
    for (const [, group] of groupBy(edges, (edge) => `${edge.type} ${edge.from}`)) {
      const has = this.edgesFrom(group[0]);
      for (const edge of group) {
        const src = this.at(edge.from);
        const dst = this.at(edge.to);
        if (src === undefined || dst === undefined) this.waiting.add(edge);
        else if (has.get(dst)?.some((id) => this.db.getEdge(id)?.get('key') === edge.key)) known.push(edge);
        else fresh.push({ src, dst, type: edge.type, properties: { key: edge.key, ...edge.props } });
      }
    }
    if (fresh.length > 0) await this.db.batchCreateEdges(fresh);
    for (const [type, group] of groupBy(known, (edge) => edge.type)) {
      await this.db.upsertEdges(
        type,
        // `_` begins no property's name, so the ends cannot clash with one.
        group.map((edge) => ({ _from: edge.from, _to: edge.to, key: edge.key, ...edge.props })),
        { key: 'key', endpointKey: 'id', srcField: '_from', dstField: '_to', replace: true },
      );
    }
  }

  /** Edges of the type of `edge` that leave its source, by target. */
  private edgesFrom(edge: CheckedEdge | undefined): Map<number, number[]> {
    const byTarget = new Map<number, number[]>();
    const from = edge === undefined ? undefined : this.at(edge.from);
    if (edge === undefined || from === undefined) return byTarget;
    for (const [target, id] of this.db.getNodeEdges(from, { direction: 'out', edgeTypes: [edge.type] })) {
      if (target === undefined || id === undefined) continue;
      const ids = byTarget.get(target);
      if (ids === undefined) byTarget.set(target, [id]);
      else ids.push(id);
    }
    return byTarget;
  }
}
