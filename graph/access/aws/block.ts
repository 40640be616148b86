/**
 * S3 Block Public Access, and what S3 calls a public policy.
 *
 * Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning of 'public'".
 */
import { parseArn } from '#graph/schema/aws/ids.ts';
import { type Caller, isInAccount } from './caller.ts';
import type { Test } from './condition.ts';
import type { Found } from './context.ts';
import { range } from './operators/address.ts';
import type { Policy, Statement } from './policy.ts';
import { any, type Maybe } from './three.ts';

/** The two switches that decide a request; the most restrictive of account and bucket. `null`: not read. */
export interface Block {
  readonly blockPublicAcls: Maybe;
  readonly restrictPublicBuckets: Maybe;
}

const fixedKeys = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:userid',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);
const positive = /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/i;
const hasWildcard = (value: string): boolean => /[*?]|\$\{/.test(value);

/** Every private range is narrow enough as it is: the widest is 10.0.0.0/8. */
function isNarrow(value: string): boolean {
  const found = range(value);
  return found !== undefined && found.length >= (found.family === 'ipv4' ? 8 : 32);
}

/** An access point's name may be a wildcard where its account is fixed. */
function isFixed(key: string, value: string): boolean {
  if (key !== 's3:dataaccesspointarn') return !hasWildcard(value);
  const arn = parseArn(value);
  return arn !== undefined && /^\d{12}$/.test(arn.account);
}

function narrows({ operator, key, values }: Test): boolean {
  const lowered = key.toLowerCase();
  if (lowered === 'aws:sourceip') return values.every(isNarrow) && operator.toLowerCase() === 'ipaddress';
  return (
    fixedKeys.has(lowered) && positive.test(operator) && values.every((value) => isFixed(lowered, value))
  );
}

function isPublic({ allows, principals, tests }: Statement): boolean {
  if (!allows || principals === undefined) return false;
  const isOpen =
    principals.excluding ||
    principals.patterns.some(
      ({ type, value }) => value === '*' || (type === 'Federated' && !value.startsWith('arn:')),
    );
  return isOpen && !tests.some(narrows);
}

/** One public statement makes the whole policy public. */
export const isPublicPolicy = (policy: Policy): boolean => policy.statements.some(isPublic);

/**
 * Under RestrictPublicBuckets a bucket with a public policy is closed to all but services and the owner's own account, also
 * to those that the policy names.
 */
export function restricted(
  block: Block,
  policy: Policy | { readonly unread: string } | undefined,
  caller: Caller,
  owner: string | undefined,
): Maybe {
  if (policy === undefined || caller.kind === 'service') return false;
  if (isInAccount(caller) && caller.account === owner) return false;
  if ('unread' in policy) return block.restrictPublicBuckets === false ? false : null;
  return isPublicPolicy(policy) ? block.restrictPublicBuckets : false;
}

const writesAcl = /^s3:(?:putobject|putobjectacl|putobjectversionacl|putbucketacl|createbucket)$/;
const publicAcls = new Set(['public-read', 'public-read-write', 'authenticated-read']);

/** Under BlockPublicAcls a call that would set a public ACL fails. */
export function refusesAcl(block: Block, action: string, acl: Found): Maybe {
  if (!writesAcl.test(action) || typeof acl === 'string') return false;
  return acl.values.some((value) => publicAcls.has(value)) ? block.blockPublicAcls : false;
}

export const strictest = (switches: readonly Maybe[]): Maybe => any(switches);
