/**
 * Imports go down one ladder and never up (design §3): `graph, inspect < connectors, policies < workers < src`.
 * Also: `#room/x.ts` across rooms and `./x.ts` inside one, never `../..`; no sibling cloud or service.
 */
import { type ImportSeen, importRule, roomOf } from './imports.ts';

/** What each room may import besides itself. */
const below: Readonly<Record<string, readonly string[]>> = {
  graph: [],
  inspect: [],
  connectors: ['graph'],
  policies: ['graph'],
  workers: ['graph', 'inspect', 'connectors', 'policies'],
  src: ['graph', 'inspect', 'connectors', 'policies', 'workers'],
  test: ['graph', 'inspect', 'connectors', 'policies', 'workers', 'src', 'tools'],
  tools: ['graph', 'inspect', 'connectors', 'policies', 'workers', 'src', 'test'],
  bench: ['graph', 'inspect', 'connectors', 'policies', 'workers', 'src', 'tools'],
};
const isTest = (file: string) => /\.(test|cases)\.ts$/.test(file) || roomOf(file) === 'test';
/** Folders of a cloud that are no service: its provider, and what several of its kinds share. */
const shared = new Set(['provider', 'parts']);
/** Vendor folders of `connectors`. */
const clouds = new Set(['aws', 'azure', 'gcp', 'saas']);

export function judge({ file, specifier, target }: ImportSeen): string | undefined {
  if (target === undefined) return undefined;
  const from = roomOf(file);
  const to = roomOf(target);
  const allowed = below[from];
  if (allowed === undefined) return undefined;
  if (specifier.startsWith('../..')) return `Write '#${target}' instead of climbing two folders.`;
  if (from !== to) {
    // Tests may start services and use the shared test helpers, whatever room they lie in.
    const forTests = isTest(file) && (to === 'test' || to === 'tools');
    if (!allowed.includes(to) && !forTests)
      return `'${from}' may not import '${to}': imports go down the ladder graph, inspect < connectors, policies < workers < src.`;
    if (!specifier.startsWith('#')) return `Across rooms write '#${target}'.`;
  }
  if (from === 'connectors' && to === 'connectors') return judgeConnectors(file, target);
  if (from === 'connectors' && to === 'graph' && !target.startsWith('graph/schema/'))
    return `Connectors know graph/schema only, not '${target}'.`;
  return undefined;
}

function judgeConnectors(file: string, target: string): string | undefined {
  const [, cloud, service] = file.split('/');
  const [, targetCloud, targetService] = target.split('/');
  if (cloud === undefined || targetCloud === undefined || !clouds.has(cloud)) return undefined;
  if (clouds.has(targetCloud) && cloud !== targetCloud)
    return `'${cloud}' may not import '${targetCloud}': what two clouds share belongs in connectors/kit.`;
  const inService = (path: string) => path.split('/').length > 3 && !shared.has(path.split('/')[2] ?? '');
  if (cloud === targetCloud && inService(file) && inService(target) && service !== targetService)
    return `A service may not import its sibling '${targetService}': build the id with graph/schema/${cloud}/ids.ts.`;
  return undefined;
}

export const layers = importRule('Imports go down the ladder', judge);
