/** The graph store on Neo4j: one live graph, a number that says which publication it is. */
import { setTimeout } from 'node:timers/promises';
import type { PropValue } from '#graph/schema/fields.ts';
import { StoreBusy } from '#graph/store/errors.ts';
import type { Draft, GraphReader, GraphStore, Limits, Publication, StoreInfo } from '#graph/store/port.ts';
import { type Answer, ask } from './ask.ts';
import { Client, type Neo4jConfig } from './client.ts';
import { type DraftTools, openDraft, repair } from './draft.ts';
import { leaseHolder, readState, type State } from './meta.ts';
import { Neo4jReader } from './reader.ts';

export interface Neo4jOptions {
  /** Milliseconds without a heartbeat after which a publisher counts as dead. */
  readonly patience?: number;
  /** Milliseconds that a reader waits for a publisher that is writing. */
  readonly wait?: number;
  /** Called at every boundary between two steps of a publish: for tests, which kill the process there. */
  readonly step?: (name: string) => void;
}

const PATIENCE = 30_000;
const WAIT = 300_000;
/** Between two looks at a publisher that is writing. */
const LOOK = { least: 10, most: 250 };

class Neo4jStore implements GraphStore {
  readonly info: StoreInfo;
  private readonly client: Client;
  private readonly tools: DraftTools;
  private readonly wait: number;

  constructor(client: Client, options: Neo4jOptions) {
    this.info = { kind: 'neo4j', where: client.address };
    this.client = client;
    this.wait = options.wait ?? WAIT;
    this.tools = { client, patience: options.patience ?? PATIENCE, step: options.step ?? (() => undefined) };
  }

  async published(): Promise<Publication | null> {
    return (await readState(this.client)).publication;
  }

  async read<T>(work: (graph: GraphReader) => Promise<T>): Promise<T> {
    const until = Date.now() + this.wait;
    for (;;) {
      const before = await this.settled(until);
      const outcome = await work(new Neo4jReader(this.client, before.publication)).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      const after = await readState(this.client);
      const moved =
        after.writing ||
        after.turn !== before.turn ||
        after.publication?.number !== before.publication?.number;
      if (moved && Date.now() < until) continue;
      if (moved)
        throw new StoreBusy(
          `The graph at ${this.client.address} changes faster than it can be read: try again`,
        );
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    }
  }

  draft(owner: string): Promise<Draft> {
    return openDraft(this.tools, owner);
  }

  ask(query: string, params: Readonly<Record<string, PropValue>>, limits: Limits): Promise<Answer> {
    return this.read(({ publication }) =>
      publication === null
        ? Promise.resolve({ columns: [], rows: [], truncated: false })
        : ask(this.client, query, params, limits),
    );
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  /** The state when nobody writes. What a dead publisher left is taken back first. */
  private async settled(until: number): Promise<State> {
    for (let pause = LOOK.least; ; pause = Math.min(pause * 2, LOOK.most)) {
      const state = await readState(this.client);
      if (!state.writing) return state;
      const holder = await leaseHolder(this.client, this.tools.patience);
      if (holder === null || !holder.live) {
        await repair(this.tools, 'repair').catch((error: unknown) => {
          if (!(error instanceof StoreBusy)) throw error;
        });
        continue;
      }
      if (Date.now() > until)
        throw new StoreBusy(`${holder.owner} is still publishing to ${this.client.address}: try again later`);
      await setTimeout(pause);
    }
  }
}

/**
 * Connects to Neo4j 5.26 or later.
 * @throws StoreUnreachable, StoreTooNew
 */
export async function openNeo4j(config: Neo4jConfig, options: Neo4jOptions = {}): Promise<GraphStore> {
  const client = new Client(config);
  try {
    await client.connect();
    await readState(client);
  } catch (cause) {
    await client.close();
    throw cause;
  }
  return new Neo4jStore(client, options);
}
