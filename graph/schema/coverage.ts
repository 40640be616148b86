/**
 * What a scan could and could not see. Everything that says "there is none" rests on these rows.
 */
export const clouds = ['aws', 'azure', 'gcp', 'saas'] as const;
export type Cloud = (typeof clouds)[number];

/**
 * `looked`: seen whole. `absent`: the cloud itself said that the thing is not there. Only these two allow "there is none".
 * `filtered`: an answer that the cloud may have cut by the caller's rights. `denied`, `throttled` (retries used up),
 * `unavailable` (time-out, 5xx, cut connection), `unreadable` (an answer that makes no sense), `not-asked`
 * (left out on purpose, or something it depends on failed): gaps.
 */
export const outcomes = [
  'looked',
  'absent',
  'filtered',
  'denied',
  'throttled',
  'unavailable',
  'unreadable',
  'not-asked',
] as const;
export type Outcome = (typeof outcomes)[number];
export const isGap = (outcome: Outcome): boolean => outcome !== 'looked' && outcome !== 'absent';

/** Where one listing looks. */
export interface Scope {
  readonly cloud: Cloud;
  /** The cloud's own realm: `aws`, `aws-us-gov`, `AzureCloud`, … */
  readonly partition?: string | undefined;
  readonly organization?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Id of the asset that is listed under. */
  readonly parent?: string | undefined;
}

/** One spelling per scope, used as a key: `aws/111122223333/eu-west-1`, `aws/org/o-abc`, `aws/111122223333/eu-west-1/<parent id>`. */
export function scopeKey(scope: Scope): string {
  const base = scope.organization === undefined ? [scope.account ?? '-'] : ['org', scope.organization];
  const parts = [scope.cloud, ...base];
  if (scope.region !== undefined) parts.push(scope.region);
  if (scope.parent !== undefined) parts.push(scope.parent);
  return parts.join('/');
}

/** The outcome of one read in one scope, or, with `asset`, of one read of one asset (only failures are kept per asset). */
export interface Coverage {
  readonly scope: Scope;
  readonly kind: string;
  /** `list`, or the name of a read of the kind. */
  readonly read: string;
  /** Wire operation: `sagemaker:ListEndpoints`. */
  readonly operation: string;
  readonly permissions: readonly string[];
  readonly outcome: Outcome;
  /** The cloud's own code (`AccessDeniedException`), where it gave one. */
  readonly code?: string | undefined;
  /** One redacted sentence. */
  readonly reason?: string | undefined;
  readonly asset?: string | undefined;
  /** How many items (list) or replies (read) were taken in. */
  readonly items: number;
  /** ISO time. */
  readonly at: string;
}

/** A gap as a finding or a *cannot tell* names it. */
export interface Gap {
  readonly scope: string;
  readonly kind: string;
  readonly read: string;
  readonly operation: string;
  readonly permissions: readonly string[];
  readonly outcome: Outcome;
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
  readonly asset?: string | undefined;
}
