/**
 * Is the caller one that a policy's Principal or NotPrincipal names, and in which way? The way decides what else must
 * allow: whoever is named directly needs nothing more in the same account, a role named by its own ARN is still held by its
 * boundary and session, an account only passes the decision on.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", "… NotPrincipal", "Policy evaluation for requests within a
 * single account".
 */
import type { PolicyPrincipal } from '#graph/schema/aws/facts.ts';
import { parseArn, roleOfSession } from '#graph/schema/aws/ids.ts';
import { type Caller, isInAccount } from './caller.ts';
import { any, type Maybe } from './three.ts';

export interface Naming {
  readonly direct: Maybe;
  readonly role: Maybe;
  readonly account: Maybe;
}

const nobody: Naming = { direct: false, role: false, account: false };
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `Principal` of an account: its digits in any partition, or the ARN of its root. */
const isAccountOf = (caller: Caller, value: string): boolean =>
  isInAccount(caller) &&
  (value === caller.account || value === `arn:${caller.partition}:iam::${caller.account}:root`);

/** Does the ARN name the caller's role? A session's ARN has no path: names are unique in an account whatever their path. */
function isRoleOf(caller: Caller, value: string): boolean {
  if (caller.kind === 'role') return value === caller.text;
  const arn = parseArn(value);
  return (
    caller.kind === 'session' &&
    arn?.service === 'iam' &&
    arn.resource.startsWith('role/') &&
    arn.partition === caller.partition &&
    arn.account === caller.account &&
    lastOf(arn.resource) === caller.name
  );
}

/** Does the ARN name some session of the caller's role? Of roles and sessions alone. */
function isSessionOf(caller: Caller, value: string): boolean {
  return roleOfSession(value) === `arn:${caller.partition}:iam::${caller.account}:role/${caller.name}`;
}

/** Which user asked for a federated session is not in its ARN: any user of the account may have. */
function mayBeParent(caller: Caller, value: string): boolean {
  const arn = parseArn(value);
  return (
    caller.kind === 'federated' &&
    arn?.service === 'iam' &&
    arn.resource.startsWith('user/') &&
    arn.account === caller.account &&
    arn.partition === caller.partition
  );
}

function naming(caller: Caller, { type, value }: PolicyPrincipal): Naming {
  if (value === '*' && type === 'AWS') return { ...nobody, direct: true };
  switch (type) {
    case 'Service':
      return {
        ...nobody,
        direct: caller.kind === 'service' && value.toLowerCase() === caller.text.toLowerCase(),
      };
    case 'Federated':
      return { ...nobody, direct: caller.kind === 'provider' && value === caller.text };
    case 'CanonicalUser':
      // Another name of an account, which no ARN tells.
      return { ...nobody, account: isInAccount(caller) ? null : false };
    case 'AWS':
      return {
        direct:
          caller.kind === 'role' && isSessionOf(caller, value)
            ? null
            : value === caller.text && caller.kind !== 'role' && caller.kind !== 'root',
        role: isRoleOf(caller, value) || (mayBeParent(caller, value) ? null : false),
        account: isAccountOf(caller, value),
      };
    default: {
      const other: never = type;
      return other;
    }
  }
}

/** How a Principal element names the caller, in each way. */
export function namedBy(caller: Caller, principals: readonly PolicyPrincipal[]): Naming {
  const each = principals.map((principal) => naming(caller, principal));
  return {
    direct: any(each.map((n) => n.direct)),
    role: any(each.map((n) => n.role)),
    account: any(each.map((n) => n.account)),
  };
}

/**
 * Does a NotPrincipal element leave the caller out? The account beside a name is there for AWS's own check and leaves out
 * its root alone; a role leaves out its sessions, unless some of them are named: then only those.
 */
export function leftOut(caller: Caller, principals: readonly PolicyPrincipal[]): Maybe {
  const named = namedBy(caller, principals);
  if (named.direct === true) return true;
  if (caller.kind === 'root') return named.account;
  if (caller.kind !== 'role' && caller.kind !== 'session') return false;
  if (principals.some(({ value }) => isSessionOf(caller, value))) return named.direct;
  return named.role;
}
