/** Opens the state that the configuration names; the client of the other store is not even loaded. */
import type { State } from './port.ts';

export type StateConfig =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'neo4j';
      readonly uri: string;
      readonly user?: string | undefined;
      readonly password?: string | undefined;
      readonly database?: string | undefined;
    };

/** @throws StateTooNew, StateDamaged, StateUnreachable, StateFull */
export async function openState(config: StateConfig): Promise<State> {
  if (config.kind === 'sqlite') {
    const { openSqliteState } = await import('./sqlite/state.ts');
    return openSqliteState(config.file);
  }
  const { openNeo4jState } = await import('./neo4j/state.ts');
  return openNeo4jState(config);
}
