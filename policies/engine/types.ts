/** What the policy engine gives: answers with evidence, and findings with a life. */
import type { AttackPath } from '#graph/paths/paths.ts';
import type { Gap } from '#graph/schema/coverage.ts';
import type { PropValue } from '#graph/schema/fields.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

export interface AssetRef {
  readonly id: string;
  readonly uid: string;
  readonly name: string;
  readonly kind: string;
  readonly cloud: string;
  readonly account: string;
  readonly region: string;
}

/** One fact a finding rests on. */
export interface Evidence {
  readonly asset: string;
  /** Wire operation that gave it; the derivation's name for a derived fact. */
  readonly operation: string;
  /** Path in the wire reply. */
  readonly field: string;
  readonly property: string;
  readonly value: PropValue | null;
  readonly observedAt: string;
}

/** One asset's answer under one policy in one evaluation. */
export interface Answer {
  readonly policy: string;
  readonly asset: AssetRef;
  readonly answer: 'finds' | 'clears' | 'cannot-tell';
  readonly evidence: readonly Evidence[];
  /** For `cannot-tell`: what would have to be readable. */
  readonly gaps: readonly Gap[];
  readonly message: string;
  /** Of a path policy: the best path there. */
  readonly path?: AttackPath;
  /** Of a finding of a path policy: id of the asset through which most victims of the policy are reached. */
  readonly rootCause?: string;
}

export interface Finding {
  /** Stable: hash of policy id, asset id and uid. */
  readonly id: string;
  readonly policy: string;
  readonly title: string;
  readonly severity: Severity;
  readonly asset: AssetRef;
  readonly state: 'open' | 'muted' | 'resolved';
  /** Open, but the last evaluation could not tell. */
  readonly stale: boolean;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly gaps: readonly Gap[];
  readonly risk: { readonly score: number; readonly terms: Readonly<Record<string, number>> };
  readonly frameworks: Readonly<Record<string, readonly string[]>>;
  readonly fix: Readonly<Record<string, string>>;
  /** Of a path policy, as in `Answer`. */
  readonly path?: AttackPath;
  readonly rootCause?: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
}
