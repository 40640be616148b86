/**
 * The risk of a finding, 0 to 100, as the sum of terms that are shown with it:
 *
 *     risk = severity (critical 70, high 50, medium 30, low 15, info 5)
 *          + exposure (15 if anyone can read, write or call what the match binds; a way out to the internet is none)
 *          + business (10 for a tag that says production or critical; -10 for one that says sandbox, test or development)
 *
 * cut off at 0 and 100. Reachability and privilege join as terms of their own when attack paths are computed.
 */
import type { Evidence, Finding, Severity } from './types.ts';

const bySeverity: Readonly<Record<Severity, number>> = {
  critical: 70,
  high: 50,
  medium: 30,
  low: 15,
  info: 5,
};
/** Properties that say so. An open URL alone does not: the function's policy has to let anyone in, too. */
const exposing = new Set(['publicRead', 'publicWrite', 'writableByOutsiders', 'invocableByAnyone']);
const precious = /=(prod|production|critical|high|confidential|restricted)$/i;
const cheap = /=(sandbox|test|testing|dev|development|playground)$/i;

export function riskOf(
  severity: Severity,
  evidence: readonly Evidence[],
  tags: readonly string[],
): Finding['risk'] {
  const exposure = evidence.some((e) => exposing.has(e.property) && e.value === true) ? 15 : 0;
  const business = tags.some((t) => precious.test(t)) ? 10 : tags.some((t) => cheap.test(t)) ? -10 : 0;
  const terms = { severity: bySeverity[severity], exposure, business };
  const sum = terms.severity + exposure + business;
  return { score: Math.min(100, Math.max(0, sum)), terms };
}
