/**
 * The operations that may leave the process: what the kinds declare, and what it takes to log in. Every transport checks
 * at its lowest hook, so that no code path, ours or an SDK's, gets around it.
 */
import type { Cloud } from '#graph/schema/coverage.ts';
import type { Kind } from './define.ts';
import { neverReason } from './never.ts';

/** An operation that no kind declares was about to be sent. */
export class RefusedOperation extends Error {
  override readonly name = 'RefusedOperation';
  readonly operation: string;
  constructor(operation: string) {
    super(`refused to send ${operation}: no kind declares it`);
    this.operation = operation;
  }
}

/** What logging in takes, in the wire's own names. Only a provider's credential chain sends these. */
export const loginOperations: Readonly<Record<Cloud, readonly string[]>> = {
  aws: [
    'sts:GetCallerIdentity',
    'sts:AssumeRole',
    'sts:AssumeRoleWithWebIdentity',
    'sso:GetRoleCredentials',
    'sso-oidc:CreateToken',
    'signin:CreateOAuth2Token',
  ],
  azure: [
    'POST /{tenant}/oauth2/v2.0/token',
    'GET /{tenant}/v2.0/.well-known/openid-configuration',
    'GET /common/discovery/instance',
    'GET /metadata/identity/oauth2/token',
  ],
  gcp: [
    'POST oauth2.googleapis.com/token',
    'POST sts.googleapis.com/v1/token',
    'POST iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{account}:generateAccessToken',
    'GET metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token',
  ],
  saas: [],
};

/** Operations that the kinds of one cloud declare, with its login operations. Throws for a kind that declares a forbidden one. */
export function allowedOperations(
  kinds: readonly Kind[],
  cloud: Cloud,
  more: readonly string[] = [],
): ReadonlySet<string> {
  const allowed = new Set([...loginOperations[cloud], ...more]);
  for (const kind of kinds) {
    if (kind.head.cloud !== cloud) continue;
    for (const { operation } of [kind.list, ...Object.values(kind.reads)]) {
      const why = neverReason(cloud, operation);
      if (why !== undefined) throw new Error(`${kind.head.kind} declares ${operation}, which ${why}`);
      allowed.add(operation);
    }
  }
  return allowed;
}

/** For the lowest hook of a transport: throws `RefusedOperation` for what is not on the list. */
export function refuseUnlessAllowed(operation: string, allowed: ReadonlySet<string>): void {
  if (!allowed.has(operation)) throw new RefusedOperation(operation);
}
