/**
 * What the kit needs of a cloud. One object per cloud (`connectors/<cloud>/provider.ts`); it and that cloud's stand-in are
 * the only places where a vendor SDK is imported.
 */
import type { Cloud, Outcome, Scope } from '#graph/schema/coverage.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [k: string]: Json };

/** What a failed call means. One table per provider maps replies and errors to it. */
export interface Failure {
  readonly outcome: Exclude<Outcome, 'looked' | 'not-asked'>;
  /** The cloud's own code, else the transport's (`ECONNRESET`). */
  readonly code: string;
  /** As the cloud said it; the kit redacts and shortens it. */
  readonly message: string;
  /** Worth asking again. */
  readonly retry: boolean;
  /** The server's own hint, in milliseconds. */
  readonly retryAfter?: number | undefined;
  /** The credentials are no good (expired, revoked): every further call in this account would fail the same way. */
  readonly credentials?: true;
}

export interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly scope: Scope;
  readonly signal: AbortSignal;
}

export interface Reply {
  /** Plain JSON: times as ISO text, bytes as base64. */
  readonly body: Json;
  /** Input of the next page, or undefined at the end. */
  readonly next?: Readonly<Record<string, unknown>> | undefined;
  /** Parts of the place that this answer does not speak for (`unreachable`, warnings, partial pages). */
  readonly missing?: readonly { readonly place: string; readonly reason: string }[];
  /** Hints for pacing from headers (`x-ms-ratelimit-remaining-…`): how long to hold back before the next call. */
  readonly holdBack?: number | undefined;
}

/** One place to scan, with what is needed to say so to a person. */
export interface Place {
  readonly scope: Scope;
  /** Name of the account or organisation, where known. */
  readonly name?: string;
}

export interface Provider {
  readonly cloud: Cloud;
  /** This cloud's wire leaves empty lists out (proto3 JSON). See `ListSpec.omitsEmpty`. */
  readonly omitsEmptyLists?: boolean;
  /** Sends exactly one request. Rejects with whatever the transport gives; `classify` reads it. */
  send(call: Call): Promise<Reply>;
  classify(error: unknown): Failure;
  /** Operations of one class share a budget: the key of the limiter and its default rate. */
  pace(call: Pick<Call, 'operation' | 'scope'>): {
    readonly key: string;
    readonly perSecond: number;
    readonly burst: number;
  };
  /**
   * For listings and reads that the cloud filters by the caller's rights: whether the right to see all that the operation
   * tells of this kind at this scope was shown in this scan. Providers whose answers are never filtered leave it out.
   */
  proves?(kind: string, scope: Scope, operation: string): boolean;
  close(): Promise<void>;
}
