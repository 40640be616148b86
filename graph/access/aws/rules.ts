/**
 * Which policies bind whom, and what must allow: the order of AWS's own evaluation, with its exceptions. Each rule is in
 * RULES.md with its source and its cases.
 */
import { parseArn } from '#graph/schema/aws/ids.ts';
import { type Caller, isInAccount, isServiceLinked } from './caller.ts';
import { rcpServices } from './data/rcp-services.ts';
import type { Gate, NamingGate } from './gate.ts';
import { all, any, type Maybe } from './three.ts';

const serviceOf = (action: string): string => action.slice(0, action.indexOf(':'));

const isRole = (resource: string): boolean => {
  const arn = parseArn(resource);
  return arn?.service === 'iam' && arn.resource.startsWith('role/');
};

/** An operation of STS on a role: its resource policy is the trust policy. */
export const asksTrust = (action: string, resource: string): boolean =>
  serviceOf(action) === 'sts' && isRole(resource);

/** A thing that nobody may use whom its own policy does not let: a role to be assumed, a KMS key. */
export function needsResourcePolicy(action: string, resource: string): boolean {
  if (asksTrust(action, resource)) return true;
  const arn = parseArn(resource);
  return serviceOf(action) === 'kms' && arn?.service === 'kms' && arn.resource.startsWith('key/');
}

const free = new Set(['sts:getcalleridentity', 'sts:getsessiontoken']);

/** No permission is needed and no Deny counts, for whoever `impossible` lets ask: any signed caller. */
export const isFree = (action: string): boolean => free.has(action);

const unsignedRoleCalls = new Set(['sts:assumerolewithwebidentity', 'sts:assumerolewithsaml']);

/** What cannot be asked at all by such a caller, whatever policies say; else `undefined`. */
export function impossible(action: string, caller: Caller): string | undefined {
  if (caller.kind === 'root' && action === 'sts:assumerole') return 'root may not assume a role';
  if (caller.kind === 'anonymous' && serviceOf(action) === 'sts') return 'STS takes no anonymous call';
  if (caller.kind === 'provider' && !isProvidersCall(action)) return 'an identity provider calls STS alone';
  return undefined;
}

// A session made with a provider's token may be tagged and named in the same call.
const isProvidersCall = (action: string): boolean =>
  unsignedRoleCalls.has(action) || action === 'sts:tagsession' || action === 'sts:setsourceidentity';

/**
 * The root of a bucket's account can always look at, replace and delete the bucket policy, whatever that policy denies.
 * Source: Amazon S3 API Reference, PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy.
 */
export const keepsBucketPolicy = (action: string, caller: Caller, owner: string | undefined): boolean =>
  caller.kind === 'root' && caller.account === owner && /^s3:(?:get|put|delete)bucketpolicy$/.test(action);

export interface Bindings {
  readonly identity: boolean;
  readonly limits: boolean;
  readonly scps: boolean;
  readonly rcps: boolean;
  readonly endpoint: boolean;
}

/** @param principalArn `aws:PrincipalArn` where it was given: a session's role with its path */
export function bindings(
  caller: Caller,
  principalArn: string | undefined,
  action: string,
  resource: string,
  owner: string | undefined,
): Bindings {
  const linked = isServiceLinked(caller, principalArn);
  const inAccount = isInAccount(caller);
  return {
    identity: inAccount && caller.kind !== 'root',
    limits: inAccount && caller.kind !== 'root' && !linked,
    scps: inAccount && !linked,
    rcps:
      !linked &&
      resource !== '*' &&
      owner !== undefined &&
      rcpServices.has(serviceOf(action)) &&
      action !== 'kms:retiregrant',
    endpoint: caller.kind !== 'service',
  };
}

/** What the caller's own side says. */
export interface Side {
  readonly identity: Gate;
  readonly boundary: Gate;
  readonly session: Gate;
}

export type Place = 'same' | 'cross' | 'aws';

/**
 * Is it granted, before SCPs, RCPs, endpoint and any Deny?
 * - In one account one side is enough. Who is named directly (a user, a session, everyone) is past boundary and session; a
 *   role by its ARN is not; an account passes on to the caller's side.
 * - A role's trust and a KMS key must name the caller even in its own account.
 * - Across accounts both sides must allow. What is AWS's own has no policy: the caller's side decides.
 * - Services, anonymous callers and identity providers have the resource policy alone.
 */
export function granted(
  caller: Caller,
  place: Place,
  { identity, boundary, session }: Side,
  resource: NamingGate,
  mustName: boolean,
): Maybe {
  const own = all([identity.allow, boundary.allow, session.allow]);
  if (!isInAccount(caller)) return place === 'aws' ? false : resource.allow;
  if (place === 'aws') return own;
  if (place === 'cross') return all([resource.allow, own]);
  return any([
    resource.by.direct,
    all([resource.by.role, boundary.allow, session.allow]),
    all([own, mustName ? resource.by.account : true]),
  ]);
}
