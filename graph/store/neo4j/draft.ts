/**
 * The draft on the one live graph. Until `seal` nothing of it is in the database. From `seal` on the publication is marked
 * *writing* and readers wait; each batch notes what was there before, in the same transaction; `publish` moves the number
 * on, and only that makes the new graph the published one. Whatever ends before is taken back.
 */
import { StoreError } from '#graph/store/errors.ts';
import type { Changes, Draft, GraphReader, Publication, StoredNode } from '#graph/store/port.ts';
import { checkChanges, LAYOUT } from '#graph/store/values.ts';
import { Applier } from './apply.ts';
import { Buffered } from './buffer.ts';
import type { Client } from './client.ts';
import { Lease, prepare, readState, type State } from './meta.ts';
import { Neo4jReader } from './reader.ts';
import { dropNotes, journalled, rollBack, unjournalled } from './undo.ts';

export interface DraftTools {
  readonly client: Client;
  /** Milliseconds without a heartbeat after which a holder of the lease counts as dead. */
  readonly patience: number;
  /** Called at every boundary between two steps: tests kill the process there. */
  readonly step: (name: string) => void;
}

/** Takes back what a dead publisher left. @throws StoreBusy while a live one is at it. */
export async function repair(tools: DraftTools, owner: string): Promise<void> {
  const lease = await Lease.take(tools.client, owner, tools.patience);
  try {
    await repairUnder(tools, lease);
  } finally {
    await lease.release();
  }
}

async function repairUnder({ client, step }: DraftTools, lease: Lease): Promise<State> {
  const state = await readState(client);
  if (state.writing) await rollBack(client, lease, step);
  else await dropNotes(client, lease);
  return state;
}

/** @throws StoreBusy, StoreTooNew, StoreUnreachable */
export async function openDraft(tools: DraftTools, owner: string): Promise<Draft> {
  await readState(tools.client);
  await prepare(tools.client);
  const lease = await Lease.take(tools.client, owner, tools.patience);
  try {
    tools.step('locked');
    const state = await repairUnder(tools, lease);
    tools.step('repaired');
    return new Neo4jDraft(tools, lease, state.publication);
  } catch (cause) {
    await lease.release();
    throw cause;
  }
}

class Neo4jDraft implements Draft {
  readonly base: Publication | null;
  readonly before: GraphReader;
  private readonly tools: DraftTools;
  private readonly lease: Lease;
  private readonly staged = new Buffered();
  private readonly applier: Applier;
  private state: 'open' | 'writing' | 'sealed' | 'done' = 'open';

  constructor(tools: DraftTools, lease: Lease, base: Publication | null) {
    const { client, step } = tools;
    this.tools = tools;
    this.lease = lease;
    this.base = base;
    this.before = new Neo4jReader(client, base);
    this.applier = new Applier((base === null ? unjournalled : journalled)(client, lease, step));
  }

  index(props: readonly string[]): AsyncIterable<StoredNode> {
    return this.before.nodes({ props });
  }

  async stage(changes: Changes): Promise<void> {
    this.must('open');
    await this.staged.add(checkChanges(changes));
    this.tools.step('staged');
  }

  async seal(): Promise<GraphReader> {
    this.must('open');
    const { client, step } = this.tools;
    this.state = 'writing';
    await client.write(async (tx) => {
      await this.lease.hold(tx);
      await tx.run(
        "MERGE (s:_PathlightStore {id: 'store'}) SET s.layout = $layout, s.writing = true, s.turn = coalesce(s.turn, 0) + 1",
        { layout: BigInt(LAYOUT) },
      );
    });
    step('writing');
    for await (const changes of this.staged.all()) await this.applier.apply(changes);
    await this.applier.finish();
    await this.staged.close();
    this.state = 'sealed';
    step('sealed');
    return new Neo4jReader(client, this.base);
  }

  async publish(scan: string, posture: Changes): Promise<Publication> {
    this.must('sealed');
    const { client, step } = this.tools;
    const next = { number: (this.base?.number ?? 0) + 1, scan, at: new Date().toISOString(), layout: LAYOUT };
    await this.applier.apply(checkChanges(posture));
    await this.applier.finish();
    step('posture written');
    await this.applier.onlyPostureOf(scan);
    step('old posture removed');
    await client.write(async (tx) => {
      await this.lease.hold(tx);
      await tx.run(
        "MATCH (s:_PathlightStore {id: 'store'}) SET s.number = $number, s.scan = $scan, s.at = $at, s.writing = false",
        {
          ...next,
          number: BigInt(next.number),
          layout: BigInt(LAYOUT),
        },
      );
    });
    this.state = 'done';
    step('number moved');
    await dropNotes(client, this.lease);
    step('notes dropped');
    await this.lease.release();
    step('unlocked');
    return next;
  }

  async abort(): Promise<void> {
    if (this.state === 'done') return;
    const begun = this.state !== 'open';
    this.state = 'done';
    await this.staged.close();
    try {
      if (begun) await rollBack(this.tools.client, this.lease, this.tools.step);
    } finally {
      await this.lease.release();
    }
  }

  private must(state: 'open' | 'sealed'): void {
    if (this.state !== state) throw new StoreError(`This draft is ${this.state}, not ${state}`);
  }
}
