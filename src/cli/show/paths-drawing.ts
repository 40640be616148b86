/** Paths as one drawing: every asset once, every step once. */
import type { AttackPath } from '#graph/paths/index.ts';
import type { Drawing, DrawnEdge, DrawnNode } from '#policies/formats/drawing.ts';

export function drawingOf(paths: readonly AttackPath[]): Drawing {
  const nodes = new Map<string, DrawnNode>();
  const edges = new Map<string, DrawnEdge>();
  const jewels = new Set(paths.map(({ jewel }) => jewel.id));
  const draw = (id: string, name: string, isEntry: boolean) => {
    const role = jewels.has(id) ? 'jewel' : isEntry ? 'entry' : (nodes.get(id)?.role ?? 'asset');
    nodes.set(id, { id, label: name === id ? [name] : [name, id], role });
  };
  for (const { steps } of paths)
    steps.forEach(({ from, to, fromName, toName, says, technique, conditions, gaps }, i) => {
      draw(from, fromName, i === 0);
      draw(to, toName, false);
      const label = technique === '' ? says : `${says} (${technique})`;
      const sure = conditions.length === 0 && gaps.length === 0;
      edges.set(JSON.stringify([from, to, label, sure]), { from, to, label, sure });
    });
  return { title: `${paths.length} attack paths`, nodes: [...nodes.values()], edges: [...edges.values()] };
}
