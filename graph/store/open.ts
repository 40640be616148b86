/** Opens a graph store by configuration. Neither database's client is loaded unless it is used. */
import type { GraphStore } from './port.ts';

export type StoreConfig =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'neo4j';
      /** `bolt://`, `neo4j://` and their `+s` forms. */
      readonly uri: string;
      readonly user?: string;
      readonly password?: string;
      readonly database?: string;
    };

/** @throws StoreUnreachable, StoreTooNew, StoreDamaged */
export async function openStore(config: StoreConfig): Promise<GraphStore> {
  if (config.kind === 'embedded') return (await import('./embedded/store.ts')).openEmbedded(config.folder);
  return (await import('./neo4j/store.ts')).openNeo4j(config);
}
