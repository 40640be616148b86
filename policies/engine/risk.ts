/**
 * The risk of a finding, 0 to 100, as the sum of terms that are shown with it:
 *
 *     risk = severity (critical 70, high 50, medium 30, low 15, info 5; of the finding: one step below its policy's where its path
 *            supposes something)
 *          + exposure (15 if anyone can read, write or call what the match binds; a way out to the internet is none)
 *          + reachability (of an attack path: 10 where it is straightforward, 5 where it is likely; -10 where it is far-fetched)
 *          + business (10 for a tag that says production or critical; -10 for one that says sandbox, test or development)
 *
 * cut off at 0 and 100.
 */
import type { AttackPath } from '#graph/paths/paths.ts';
import { type Evidence, type Finding, type Severity, severities } from './types.ts';

const bySeverity: Readonly<Record<Severity, number>> = {
  critical: 70,
  high: 50,
  medium: 30,
  low: 15,
  info: 5,
};
const byLikelihood: Readonly<Record<AttackPath['likelihood'], number>> = {
  straightforward: 10,
  likely: 5,
  plausible: 0,
  'far-fetched': -10,
};
/** Properties that say so. An open URL alone does not: the function's policy has to let anyone in, too. */
const exposing = new Set(['publicRead', 'publicWrite', 'writableByOutsiders', 'invocableByAnyone']);
const precious = /=(prod|production|critical|high|confidential|restricted)$/i;
const cheap = /=(sandbox|test|testing|dev|development|playground)$/i;

/** Severity of a finding: its policy's, one step lower where its path supposes what no configuration tells. */
export function severityOf(policy: Severity, path: AttackPath | undefined): Severity {
  if (path === undefined || path.supposes.length === 0) return policy;
  return severities[severities.indexOf(policy) + 1] ?? policy;
}

/** @param severity of the finding, as `severityOf` gives it */
export function riskOf(
  severity: Severity,
  evidence: readonly Evidence[],
  tags: readonly string[],
  path?: AttackPath,
): Finding['risk'] {
  const exposure = evidence.some((e) => exposing.has(e.property) && e.value === true) ? 15 : 0;
  const business = tags.some((t) => precious.test(t)) ? 10 : tags.some((t) => cheap.test(t)) ? -10 : 0;
  const reachability = path === undefined ? undefined : byLikelihood[path.likelihood];
  const terms = {
    severity: bySeverity[severity],
    exposure,
    ...(reachability === undefined ? {} : { reachability }),
    business,
  };
  const sum = terms.severity + exposure + (reachability ?? 0) + business;
  return { score: Math.min(100, Math.max(0, sum)), terms };
}
