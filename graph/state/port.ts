/**
 * The port to what must outlive a generation of the graph: scans, their spool, and the lives of findings.
 * SQLite beside the embedded graph, Neo4j (labels of its own, out of reach of people's queries) beside Neo4j; both pass
 * the cases in `state/cases.ts`.
 */
import type { Coverage, Scope } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';

export interface ScanRecord {
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** `running` with a heartbeat that stopped is shown as `died`. */
  readonly status: 'running' | 'published' | 'failed' | 'cancelled';
  /** ISO time of the last `beat`; absent before the first one. */
  readonly heartbeat?: string | undefined;
  readonly error: string | null;
  /** What was asked for: clouds, accounts, regions, services as JSON. */
  readonly request: string;
  /** Number of the publication it led to. */
  readonly publication: number | null;
}

/** One part of what a scan saw in one (kind, scope). Written idempotently: the same key again replaces the part. */
export interface SpoolPart {
  readonly scan: string;
  readonly kind: string;
  readonly scope: Scope;
  /** Counts from 0. */
  readonly part: number;
  readonly rows: readonly AssetRow[];
}

/** Closes a (kind, scope): only then does it count. */
export interface SpoolClose {
  readonly scan: string;
  readonly kind: string;
  readonly scope: Scope;
  /** How many there are: `0` to `parts - 1`. A later attempt with fewer parts leaves the others out of account. */
  readonly parts: number;
  /** The listing's own outcome first, then one row per read and per failed asset. */
  readonly coverage: readonly Coverage[];
}

export interface FindingLife {
  readonly policy: string;
  readonly asset: string;
  readonly uid: string;
  readonly state: 'open' | 'muted' | 'resolved';
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly resolvedAt: string | null;
  /** `clears`, `asset gone`, `policy changed`, `policy removed`. */
  readonly resolvedBy: string | null;
  readonly reopened: number;
  /** Hash of the policy that the state rests on. */
  readonly policyHash: string;
}

export interface Mute {
  readonly policy: string;
  readonly asset: string;
  readonly uid: string;
  readonly owner: string;
  readonly reason: string;
  readonly expiresAt: string;
}

/** `lives`: the lives that the publication wrote, so that the next one can write them if this one died before it could. */
export type SnapshotKind = 'findings' | 'assets' | 'coverage' | 'lives';

/**
 * What must outlive a generation. All methods reject with an error of `state/errors.ts` when the store behind cannot do
 * its part. Everything that resolved is durable. Several processes may use the same state at the same time.
 */
export interface State {
  /** Does nothing if a scan of this id was started before: a job that runs again starts the same scan. */
  startScan(scan: Pick<ScanRecord, 'id' | 'startedAt' | 'request'>): Promise<void>;
  /** Says that a running scan is alive. Does nothing for one that has ended. */
  beat(id: string, at: string): Promise<void>;
  /** @throws StateError if there is no such scan. */
  finishScan(
    id: string,
    end: Pick<ScanRecord, 'status' | 'finishedAt' | 'error' | 'publication'>,
  ): Promise<void>;
  /** Newest first by `startedAt`, at most `limit`. */
  scans(limit: number): Promise<readonly ScanRecord[]>;
  scan(id: string): Promise<ScanRecord | null>;

  putPart(part: SpoolPart): Promise<void>;
  closeSpool(close: SpoolClose): Promise<void>;
  /** Closed (kind, scope)s of a scan, in an order by kind and scope that is the same on every store. */
  closes(scan: string): AsyncIterable<SpoolClose>;
  /**
   * The parts of one closed (kind, scope), in order. None while it is not closed.
   * @throws StateDamaged if a part that the closing record counts is not there.
   */
  parts(scan: string, kind: string, scope: Scope): AsyncIterable<SpoolPart>;
  dropSpool(scan: string): Promise<void>;

  /** In any order. Ask for it while holding the publish lease: on Neo4j a `putLives` meanwhile may be seen in part. */
  lives(): AsyncIterable<FindingLife>;
  /** Replaces by (policy, asset, uid), all in one transaction. */
  putLives(lives: readonly FindingLife[]): Promise<void>;
  mutes(): Promise<readonly Mute[]>;
  /** Replaces by (policy, asset, uid). */
  putMute(mute: Mute): Promise<void>;

  /** Snapshot of the findings and assets of a publication for `diff`: compact JSON text by scan. */
  putSnapshot(scan: string, kind: SnapshotKind, json: string): Promise<void>;
  snapshot(scan: string, kind: SnapshotKind): Promise<string | null>;

  /** Small settings of the installation (the HMAC key, its id). Written once: the first writer wins and all get its value. */
  setting(name: string, make: () => string): Promise<string>;
  /** Lets go of the file or the connections. May be called twice. */
  close(): Promise<void>;
}
