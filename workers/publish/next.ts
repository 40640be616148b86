/** The changes that make the next graph, collected by id so that the last word on a thing wins. */
import type { Changes, EdgeChange, EdgeIdentity, NodeChange } from '#graph/store/port.ts';

export const edgeKey = (e: EdgeIdentity): string => JSON.stringify([e.from, e.type, e.to, e.key]);

export class Next {
  readonly nodes = new Map<string, NodeChange>();
  readonly edges = new Map<string, EdgeChange>();
  readonly removeNodes = new Set<string>();
  readonly removeEdges = new Map<string, EdgeIdentity>();

  putNode(node: NodeChange): void {
    this.nodes.set(node.id, node);
    this.removeNodes.delete(node.id);
  }
  dropNode(id: string): void {
    this.nodes.delete(id);
    this.removeNodes.add(id);
  }
  putEdge(edge: EdgeChange): void {
    this.edges.set(edgeKey(edge), edge);
    this.removeEdges.delete(edgeKey(edge));
  }
  /** Removes an edge, unless the next graph has it anew. */
  dropEdge(edge: EdgeIdentity): void {
    if (!this.edges.has(edgeKey(edge))) this.removeEdges.set(edgeKey(edge), edge);
  }
  drops(edge: EdgeIdentity): boolean {
    return (
      this.removeEdges.has(edgeKey(edge)) || this.removeNodes.has(edge.from) || this.removeNodes.has(edge.to)
    );
  }
  get size(): number {
    return this.nodes.size + this.edges.size + this.removeNodes.size + this.removeEdges.size;
  }
  changes(): Changes {
    return {
      removeEdges: [...this.removeEdges.values()].map(({ from, type, to, key }) => ({ from, type, to, key })),
      removeNodes: [...this.removeNodes],
      nodes: [...this.nodes.values()],
      edges: [...this.edges.values()],
    };
  }
}
