/** What a drawing of paths is made of; each writer spells it in its own format, with its own escape. */
export interface DrawnNode {
  /** Unique; never written out. */
  readonly id: string;
  /** Lines of the label: untrusted text. */
  readonly label: readonly string[];
  readonly role: 'entry' | 'asset' | 'jewel';
}

export interface DrawnEdge {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  /** Untrusted text. */
  readonly label: string;
  /** Whether it is surely there. */
  readonly sure: boolean;
}

export interface Drawing {
  readonly title: string;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** Longer labels make a drawing of one name. */
const longest = 200;

/**
 * One line that a reader sees as it is: what is not printed, and what turns or hides text, stands as its code; what is too
 * long is cut.
 */
export function plain(text: string): string {
  const shown = text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`,
  );
  const letters = Array.from(shown);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : shown;
}

/** Names for nodes that no text can choose: by their place. Edges whose ends are not drawn are left out. */
export function placed(drawing: Drawing): {
  readonly nodes: readonly (DrawnNode & { readonly at: string })[];
  readonly edges: readonly (DrawnEdge & { readonly tail: string; readonly head: string })[];
} {
  const nodes = drawing.nodes.map((node, i) => ({ ...node, at: `n${i}` }));
  const places = new Map(nodes.map(({ id, at }) => [id, at]));
  const edges = drawing.edges.flatMap((edge) => {
    const tail = places.get(edge.from);
    const head = places.get(edge.to);
    return tail === undefined || head === undefined ? [] : [{ ...edge, tail, head }];
  });
  return { nodes, edges };
}
