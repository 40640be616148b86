/** Who asks: what kind of principal an ARN or a name is. */
import { parseArn } from '#graph/schema/aws/ids.ts';

export type CallerKind =
  | 'user'
  | 'role'
  | 'session'
  | 'federated'
  | 'root'
  | 'service'
  | 'provider'
  | 'anonymous';

export interface Caller {
  readonly kind: CallerKind;
  /** As asked. */
  readonly text: string;
  readonly partition: string;
  /** Of users, roles, sessions, federated users and root. */
  readonly account: string | undefined;
  /** Friendly name, without path: of the user, the role, the session's role. */
  readonly name: string;
  /** Organisations of accounts, as far as they are known: an id, or `none`. */
  readonly organizations?: ReadonlyMap<string, string> | undefined;
}

const roleCalls = /^sts:assumerolewith(?:webidentity|saml)$/i;
/** Providers of web identities that AWS knows by host, two of which look like services. */
const publicProviders = /^(?:cognito-identity\.amazonaws\.com|www\.amazon\.com)$/i;
const serviceHost = /\.(?:amazonaws\.com(?:\.cn)?|aws\.internal|amazon\.com)$/i;
const host = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[^\s*]*)?$/i;

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * @param action decides for a host name: in `sts:AssumeRoleWithWebIdentity` it is an identity provider
 *   (`cognito-identity.amazonaws.com` is both).
 * @returns `undefined` for what calls nothing: a group, a policy, an account's digits
 */
export function callerOf(text: string, action: string): Caller | undefined {
  if (text === '*') return { kind: 'anonymous', text, partition: 'aws', account: undefined, name: '*' };
  const arn = parseArn(text);
  if (arn === undefined) {
    if (!host.test(text)) return undefined;
    const isTokens = roleCalls.test(action) || (publicProviders.test(text) && /^sts:/i.test(action));
    const kind = isTokens || !serviceHost.test(text) ? 'provider' : 'service';
    const partition = text.toLowerCase().endsWith('.cn') ? 'aws-cn' : 'aws';
    return { kind, text, partition, account: undefined, name: text };
  }
  const { partition, account, resource } = arn;
  if (!/^\d{12}$/.test(account)) return undefined;
  const [type, ...rest] = resource.split('/');
  const as = (kind: CallerKind, name: string): Caller => ({ kind, text, partition, account, name });
  if (arn.service === 'iam') {
    if (resource === 'root') return as('root', 'root');
    if (rest.length === 0 || rest.at(-1) === '') return undefined;
    if (type === 'user') return as('user', lastOf(resource));
    if (type === 'role') return as('role', lastOf(resource));
    if (type === 'oidc-provider' || type === 'saml-provider')
      return { kind: 'provider', text, partition, account: undefined, name: text };
  }
  if (arn.service === 'sts') {
    const [name = '', session = ''] = rest;
    if (type === 'assumed-role' && name !== '' && session !== '') return as('session', name);
    if (type === 'federated-user' && name !== '') return as('federated', name);
  }
  return undefined;
}

/**
 * A role that AWS made for one of its services. Its path tells; a session's ARN has no path, there the reserved name does.
 * Source: IAM User Guide, "Create a service-linked role".
 */
export function isServiceLinked(caller: Caller, principalArn: string | undefined): boolean {
  if (caller.kind !== 'role' && caller.kind !== 'session') return false;
  const arn = caller.kind === 'session' ? (principalArn ?? caller.text) : caller.text;
  const resource = parseArn(arn)?.resource;
  return resource?.startsWith('role/') === true
    ? resource.startsWith('role/aws-service-role/')
    : caller.name.startsWith('AWSServiceRoleFor');
}

/** Do SCPs, identity policies, boundaries and sessions speak of it: is it someone in an account? */
export const isInAccount = ({ kind }: Caller): boolean =>
  kind === 'user' || kind === 'role' || kind === 'session' || kind === 'federated' || kind === 'root';
