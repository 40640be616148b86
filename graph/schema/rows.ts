/** What collectors hand over and what the spool keeps: plain, redacted, JSON-safe rows. */

import type { Scope } from './coverage.ts';
import type { PropValue } from './fields.ts';

/** An edge as seen by the asset that observed it. Identity is (from, type, to, key). */
export interface EdgeRow {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  /** Names the statement, channel, variant or rule; `''` where there can be only one. */
  readonly key: string;
  /** Concept or kind label for the other end, used if it is a stub. */
  readonly as: string;
  readonly props: Readonly<Record<string, PropValue | null>>;
}

/** One asset as one scan saw it. */
export interface AssetRow {
  readonly id: string;
  /** The cloud's immutable id, where there is one (`AROA…`, a creation time where nothing better exists). */
  readonly uid?: string | undefined;
  readonly kind: string;
  readonly concepts: readonly string[];
  readonly name: string;
  readonly scope: Scope;
  /** Where the asset lies, where that is not the scope's own region (a listing of many regions). */
  readonly region?: string | undefined;
  readonly props: Readonly<Record<string, PropValue | null>>;
  /** Properties of `props` that could not be read in this scan. Their value is null. */
  readonly unread: readonly string[];
  /** Edge types that could not be read in this scan. */
  readonly incomplete: readonly string[];
  /** Edges this asset observed, of all edge types that were read. */
  readonly edges: readonly EdgeRow[];
  readonly aliases?: readonly string[] | undefined;
  /** ISO time of the listing. */
  readonly observedAt: string;
}
