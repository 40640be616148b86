/** Builds every dependency, by name, and only when it is asked for: start-up time is a promise. */
import { join } from 'node:path';
import type { Kind } from '#connectors/kit/define.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { State } from '#graph/state/port.ts';
import type { GraphStore } from '#graph/store/port.ts';
import type { Entries } from '#policies/engine/declared.ts';
import type { Policy } from '#policies/engine/load.ts';
import { type Config, UsageError } from './config.ts';

export async function wireStore(config: Config): Promise<GraphStore> {
  // What is kept is for its owner only, also in a folder that others may read.
  process.umask(0o077);
  const { openStore } = await import('#graph/store/open.ts');
  return openStore(config.store);
}

export async function wireState(config: Config): Promise<State> {
  const { openState } = await import('#graph/state/open.ts');
  const { store } = config;
  return openState(
    // The state lies beside an embedded graph.
    store.kind === 'neo4j' ? store : { kind: 'sqlite', file: join(store.folder, 'state.sqlite') },
  );
}

export async function wireKinds(): Promise<{
  readonly kinds: readonly Kind[];
  readonly catalogue: Catalogue;
}> {
  const [{ kinds }, { describeKind }] = await Promise.all([
    import('#connectors/catalogue.generated.ts'),
    import('#connectors/kit/define.ts'),
  ]);
  return { kinds, catalogue: kinds.map(describeKind) };
}

/** All policies that are switched on. @throws UsageError naming the file and place of the first bad one. */
export async function wirePolicies(config: Config, catalogue: Catalogue): Promise<readonly Policy[]> {
  const { loadPolicies, PolicyError, shippedRules } = await import('#policies/engine/load.ts');
  const { declaredPolicies } = await import('#policies/engine/declared.ts');
  try {
    const { policies, problems } = loadPolicies([shippedRules, ...config.policyFolders], catalogue);
    const [problem] = problems;
    if (problem !== undefined) throw new UsageError(`Policy ${problem.message}`);
    for (const id of config.disabledPolicies)
      if (!policies.some((p) => p.meta.id === id))
        throw new UsageError(
          `policies.disable: there is no policy ${id}. \`pathlight policies\` lists them.`,
        );
    const own = declaredPolicies(config.paths.jewels, catalogue);
    const twice = own.find((p, i) => [...policies, ...own.slice(0, i)].some((q) => q.meta.id === p.meta.id));
    if (twice !== undefined)
      throw new UsageError(`${twice.file}: there is another policy of that id. Give it an id of its own.`);
    return [...policies.filter((p) => !config.disabledPolicies.has(p.meta.id)), ...own];
  } catch (error) {
    throw error instanceof PolicyError ? new UsageError(`Policy ${error.message}`) : error;
  }
}

/** Entries that the configuration declares. @throws UsageError naming the bad one. */
export async function wireEntries(config: Config, catalogue: Catalogue): Promise<readonly Entries[]> {
  const { declaredEntries } = await import('#policies/engine/declared.ts');
  const { PolicyError } = await import('#policies/engine/load.ts');
  try {
    return declaredEntries(config.paths.entries, catalogue);
  } catch (error) {
    throw error instanceof PolicyError ? new UsageError(error.message) : error;
  }
}
