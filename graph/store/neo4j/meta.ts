/**
 * Pathlight's own records beside the graph: `_PathlightStore` (the publication), `_PathlightLease` (who may publish),
 * `_PathlightUndo` (what takes an unfinished publish back).
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ManagedTransaction } from 'neo4j-driver';
import { StoreBusy, StoreTooNew } from '#graph/store/errors.ts';
import type { Publication } from '#graph/store/port.ts';
import { LAYOUT } from '#graph/store/values.ts';
import { type Client, MARKER } from './client.ts';

export interface State {
  readonly publication: Publication | null;
  /** Between `seal` and `publish`: the graph is in between. */
  readonly writing: boolean;
  /** Counts the times that writing began, so that one that was taken back is noticed too. */
  readonly turn: number;
}

/** @throws StoreTooNew */
export async function readState(client: Client): Promise<State> {
  const { records } = await client.read((tx) =>
    tx.run("MATCH (s:_PathlightStore {id: 'store'}) RETURN properties(s)"),
  );
  const s = (records[0]?.get(0) ?? {}) as Record<string, unknown>;
  const layout = Number(s['layout'] ?? 0);
  if (layout > LAYOUT)
    throw new StoreTooNew(
      `The graph at ${client.address} was written by a newer Pathlight (layout ${layout}, this one knows ${LAYOUT}): update Pathlight`,
    );
  const number = Number(s['number'] ?? 0);
  return {
    publication: number === 0 ? null : { number, scan: String(s['scan']), at: String(s['at']), layout },
    writing: s['writing'] === true,
    turn: Number(s['turn'] ?? 0),
  };
}

const prepared = new WeakSet<Client>();
/** Constraints and indexes: made before the first draft. */
export async function prepare(client: Client): Promise<void> {
  if (prepared.has(client)) return;
  const unique = [MARKER, '_PathlightStore', '_PathlightLease'];
  const lookups = [
    ['Asset', 'id'],
    ['Finding', 'scan'],
    ['Coverage', 'scan'],
  ] as const;
  for (const label of unique)
    await client.write((tx) =>
      tx.run(`CREATE CONSTRAINT pathlight${label} IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`),
    );
  await client.write((tx) =>
    tx.run('CREATE INDEX pathlight_undo IF NOT EXISTS FOR (n:_PathlightUndo) ON (n.seq)'),
  );
  for (const [label, property] of lookups)
    await client.write((tx) =>
      tx.run(`CREATE INDEX pathlight_${label}_${property} IF NOT EXISTS FOR (n:${label}) ON (n.${property})`),
    );
  await client.write((tx) => tx.run('CALL db.awaitIndexes(60)'));
  prepared.add(client);
}

const textOf = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return '';
  }
};
/** Names the set of processes in which a process id means one process: a boot of a machine, a container. */
const machine = [
  hostname(),
  textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
  textOf(() => readlinkSync('/proc/self/ns/pid')),
].join('/');

/** When a process of this machine began, in ticks since boot: tells it from a later one with the same number. */
const begunAt = (pid: number): string =>
  // The name, in parentheses, may hold spaces; the start is the 20th field behind it.
  textOf(() => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '');

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Held {
  readonly owner: string;
  readonly live: boolean;
}

function heldBy(lease: Readonly<Record<string, unknown>>, now: unknown, patience: number): Held | null {
  if (typeof lease['token'] !== 'string') return null;
  const owner = String(lease['owner']);
  const pid = Number(lease['pid']);
  // Here we can see whether it lives, however long one of its transactions takes; elsewhere only its heartbeat tells.
  if (lease['machine'] === machine) return { owner, live: isRunning(pid) && begunAt(pid) === lease['begun'] };
  return { owner, live: Number(now) - Number(lease['beat'] ?? 0) <= patience };
}

/** Who may publish, if anyone. `patience`: milliseconds without a heartbeat after which a holder counts as dead. */
export async function leaseHolder(client: Client, patience: number): Promise<Held | null> {
  const query = "MATCH (l:_PathlightLease {id: 'publish'}) RETURN properties(l), timestamp()";
  const { records } = await client.read((tx) => tx.run(query));
  return records[0] === undefined ? null : heldBy(records[0].get(0), records[0].get(1), patience);
}

/** The right to publish. Every write names its token, so that a holder that was given up for dead writes no more. */
export class Lease {
  private readonly client: Client;
  private readonly token: string;
  private readonly timer: NodeJS.Timeout;

  private constructor(client: Client, token: string, patience: number) {
    this.client = client;
    this.token = token;
    this.timer = setInterval(() => {
      // A missed beat is no failure: the next write finds out whether the lease is lost.
      client.write((tx) => this.hold(tx)).catch(() => undefined);
    }, patience / 5).unref();
  }

  /** @throws StoreBusy while another live process holds it. */
  static async take(client: Client, owner: string, patience: number): Promise<Lease> {
    const token = randomUUID();
    const holder = await client.write(async (tx) => {
      // Writing first takes the lock: of two that try, the second sees what the first wrote.
      const query = `MERGE (l:_PathlightLease {id: 'publish'}) SET l.touched = timestamp() RETURN properties(l), timestamp()`;
      const [record] = (await tx.run(query)).records;
      const held = record === undefined ? null : heldBy(record.get(0), record.get(1), patience);
      if (held?.live && record?.get(0).token !== token) return held.owner;
      await tx.run(
        `MATCH (l:_PathlightLease {id: 'publish'})
         SET l.token = $token, l.owner = $owner, l.machine = $machine, l.pid = $pid, l.begun = $begun,
           l.beat = timestamp()`,
        { token, owner, machine, pid: BigInt(process.pid), begun: begunAt(process.pid) },
      );
      return null;
    });
    if (holder !== null)
      throw new StoreBusy(`${holder} is publishing to ${client.address}: wait until it has ended`);
    return new Lease(client, token, patience);
  }

  /** Part of every writing transaction. @throws StoreBusy if another took the lease over. */
  async hold(tx: ManagedTransaction): Promise<void> {
    const query =
      "MATCH (l:_PathlightLease {id: 'publish', token: $token}) SET l.beat = timestamp() RETURN l.id";
    const { records } = await tx.run(query, { token: this.token });
    if (records.length === 0)
      throw new StoreBusy(
        `Another process took over publishing to ${this.client.address}: this one was too long without an answer`,
      );
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    const query =
      "MATCH (l:_PathlightLease {id: 'publish', token: $token}) REMOVE l.token, l.owner, l.pid, l.begun, l.machine";
    await this.client.write((tx) => tx.run(query, { token: this.token }));
  }
}
