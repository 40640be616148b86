/** Who a trust policy lets take on a role. */
import type { Edge } from '#connectors/kit/define.ts';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import { type PolicyStatement, parsePolicy } from '#graph/schema/aws/facts.ts';
import { namedPrincipal } from '#graph/schema/aws/principals.ts';

const assuming = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

const matches = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(action);

/** The ways to take on the role that a statement allows: session tags and source identities alone are none. */
const waysOf = (s: PolicyStatement): readonly string[] =>
  assuming.filter((action) =>
    s.actions === undefined
      ? s.notActions?.some((pattern) => matches(pattern, action)) === false
      : s.actions.some((pattern) => matches(pattern, action)),
  );

/**
 * One edge per allowing statement and principal. Conditions and denials are not weighed here: an edge says that the
 * document names them, and under which conditions; what follows is for access evaluation to say. A `NotPrincipal` lets
 * in everyone else.
 */
export function trusts(document: string, partition: string): readonly Edge<'TRUSTS'>[] {
  const statements = parsePolicy(document)?.statements ?? [];
  return statements.flatMap((s, index) => {
    const actions = waysOf(s);
    if (!s.allows || actions.length === 0) return [];
    const named =
      s.principals ?? (s.notPrincipals === undefined ? [] : [{ type: 'AWS' as const, value: '*' }]);
    const props = {
      actions,
      conditional: s.conditions.length > 0,
      condition: canonicalJson(s.conditions),
      except: (s.notPrincipals ?? []).map((p) => p.value),
    };
    const ends = new Map(named.map((p) => [namedPrincipal(partition, p).id, namedPrincipal(partition, p)]));
    return [...ends.values()].map((end) => ({
      type: 'TRUSTS' as const,
      to: end.id,
      as: end.as,
      key: s.sid ?? String(index),
      props,
    }));
  });
}
