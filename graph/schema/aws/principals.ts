/** Who a policy names, as nodes of the graph. */

import type { ConceptName } from '#graph/schema/index.ts';
import type { PolicyPrincipal } from './facts.ts';
import { accountId, canonicalArn, EVERYONE, iamArn, parseArn, roleOfSession } from './ids.ts';

export interface NamedPrincipal {
  readonly id: string;
  /** Its concept. */
  readonly as: ConceptName;
}

const iamLabels: Readonly<Record<string, ConceptName>> = {
  role: 'Role',
  user: 'User',
  'oidc-provider': 'IdentityProvider',
  'saml-provider': 'IdentityProvider',
};

/**
 * The node that a principal element stands for.
 * - `*`: everyone. An account, by digits or by its root: the account.
 * - A role session: its role, by the role's path-less ARN (an alias of the role).
 * - What is left of a deleted principal (`AROA…`, `AIDA…`): a principal by that id.
 * - A service, a web identity provider by host name, a canonical user: by the name that AWS gives it.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function namedPrincipal(partition: string, { type, value }: PolicyPrincipal): NamedPrincipal {
  if (value === '*') return { id: EVERYONE, as: 'Everyone' };
  if (type === 'Service') return { id: value.toLowerCase(), as: 'ServicePrincipal' };
  if (type === 'CanonicalUser') return { id: value, as: 'Principal' };
  if (/^\d{12}$/.test(value)) return { id: accountId({ partition, account: value }), as: 'Account' };
  const arn = parseArn(value);
  if (arn === undefined) return { id: value, as: type === 'Federated' ? 'IdentityProvider' : 'Principal' };
  const role = roleOfSession(value);
  if (role !== undefined) return { id: role, as: 'Role' };
  if (arn.service === 'iam' && arn.resource === 'root') return { id: accountId(arn), as: 'Account' };
  const label = arn.service === 'iam' ? iamLabels[arn.resource.split('/')[0] ?? ''] : undefined;
  return { id: canonicalArn(value), as: label ?? 'Principal' };
}

/**
 * The ARN without path of an IAM role, user or group. Names are unique in an account whatever their path, and some
 * replies (a session, a user's groups) give the name alone: the node keeps this one as an alias.
 */
export const pathlessArn = (
  at: { readonly partition: string; readonly account: string },
  type: 'role' | 'user' | 'group',
  name: string,
): string => iamArn(at, `${type}/${name}`);
