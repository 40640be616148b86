/** How patterns are laid out in a printed query. */
import type { EdgePattern } from './ast.ts';
import type { Scope } from './scope.ts';

/**
 * Writes edges as paths, each beginning at a node that is bound already where there is one, else at `start`. Grafeo 0.6.0 forgets that
 * the variable of the outer query is bound in a subquery whose first path does not hold it. (And it fails on two hops
 * over a node without a label when the hop before them gave no rows: that is why every node is printed with a label.)
 */
export function chains(
  edges: readonly EdgePattern[],
  isBound: (variable: string) => boolean,
  node: (variable: string) => string,
  link: (edge: EdgePattern, from: string) => string,
  start?: string,
): string[] {
  const left = [...edges];
  const paths: string[] = [];
  while (left.length > 0) {
    const from = (test: (variable: string) => boolean) =>
      left.find((edge) => test(edge.from) || test(edge.to));
    const isStart = (variable: string): boolean => variable === start;
    const first = from(isBound) ?? from(isStart) ?? left[0];
    if (first === undefined) break;
    const anchored = from(isBound) === undefined ? isStart : isBound;
    let here = !anchored(first.from) && anchored(first.to) ? first.to : first.from;
    let path = node(here);
    for (let next: EdgePattern | undefined = first; next !== undefined; ) {
      left.splice(left.indexOf(next), 1);
      path += link(next, here);
      here = next.from === here ? next.to : next.from;
      next = left.find((edge) => edge.from === here || edge.to === here);
    }
    paths.push(path);
  }
  return paths;
}

/** The text with the names it binds itself numbered from one: equal texts ask the same. */
export function unnamed(text: string, outer: Scope): string {
  const names = new Map<string, string>();
  return text.replaceAll(/(?<![\w.:])[ne]\d+\b/g, (name) => {
    if (outer.prints(name)) return name;
    if (!names.has(name)) names.set(name, `v${names.size}`);
    return names.get(name) ?? name;
  });
}
