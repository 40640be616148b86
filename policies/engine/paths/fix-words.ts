/** Small parts of what fixes say. */

export const unique = (list: readonly string[]): readonly string[] => [...new Set(list)].sort();
export const some = (list: readonly string[], most = 3): string =>
  list.length <= most ? list.join(', ') : `${list.slice(0, most).join(', ')} and ${list.length - most} more`;

/** Few permissions of which every list has one, most frequent first. */
export function hitting(lists: readonly (readonly string[])[]): readonly string[] {
  const chosen: string[] = [];
  let left = lists.filter((list) => list.length > 0);
  while (left.length > 0) {
    const count = new Map<string, number>();
    for (const one of left.flatMap((list) => unique(list))) count.set(one, (count.get(one) ?? 0) + 1);
    const [best] = [...count].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0] ?? [''];
    chosen.push(best);
    left = left.filter((list) => !list.includes(best));
  }
  return chosen;
}

interface Written {
  readonly policy: string;
  readonly statement: string;
}
export function writtenIn(statement: string): Written {
  const hash = statement.lastIndexOf('#');
  return hash < 0
    ? { policy: '', statement }
    : { policy: statement.slice(0, hash), statement: statement.slice(hash + 1) };
}

/** `id: what is said of it`. */
export function stepOf(text: string): { readonly id: string; readonly says: string } {
  const at = text.indexOf(': ');
  return at < 0 ? { id: '', says: text } : { id: text.slice(0, at), says: text.slice(at + 2) };
}

/** How configuration is changed at the asset that consumes: `at` is where, `says` of the edge's ends. */
export const configured: Readonly<
  Record<string, readonly [at: 'from' | 'to', says: (from: string, to: string) => string]>
> = {
  FEEDS: ['to', (from, to) => `Let ${to} take its input from elsewhere than ${from}`],
  LOADS: ['from', (from, to) => `Let ${from} load from a place that fewer can write than ${to}`],
  STARTS_WITH: ['from', (from, to) => `Let ${from} start without ${to}`],
  RUNS_IMAGE: ['from', (from, to) => `Let ${from} run an image other than ${to}, pinned by digest`],
  BUILT_FROM: ['from', (from, to) => `Build ${from} from another source than ${to}`],
  DEPENDS_ON: ['from', (from, to) => `Pin or replace the dependency ${to} of ${from}`],
  BASED_ON: ['from', (from, to) => `Make ${from} from another base than ${to}`],
  USES_TOOL: ['from', (from, to) => `Take the tool ${to} from ${from}`],
  USES_KB: ['from', (from, to) => `Take the knowledge base ${to} from ${from}`],
  USES_MODEL: ['from', (from, to) => `Let ${from} use another model than ${to}`],
  USES_SECRET: ['from', (from, to) => `Let ${from} do without the secret ${to}`],
  EXECUTES: ['from', (from, to) => `Let ${from} run something other than ${to}`],
  DELEGATES_TO: ['from', (from, to) => `Take ${to} from those that ${from} hands work to`],
  STORES_VECTORS_IN: ['from', (from, to) => `Let ${from} keep its vectors elsewhere than ${to}`],
  STORES_TO: ['from', (from, to) => `Let ${from} store elsewhere than ${to}`],
  LOGS_TO: ['from', (from, to) => `Let ${from} log elsewhere than ${to}`],
  REPLICATES_TO: ['from', (from, to) => `Stop copying ${from} to ${to}`],
  TRIGGERS: ['from', (from, to) => `Take the trigger of ${to} off ${from}`],
  ROUTES_TO: ['from', (from, to) => `Take the route to ${to} off ${from}`],
  FRONTS: ['from', (from, to) => `Take ${to} from behind ${from}`],
};
