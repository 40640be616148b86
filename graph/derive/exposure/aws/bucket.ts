/**
 * Whether strangers reach a bucket, from its own settings and its account's: policy, policy status, ACL, ownership and
 * public access blocks. ACLs of single objects are not looked at; `objectsMayBePublic` says whether they count.
 *
 * Rules of S3, all from the Amazon S3 User Guide:
 * - "Blocking public access to your Amazon S3 storage": of the settings of bucket and account the most restrictive
 *   combination holds. IgnorePublicAcls makes S3 ignore all public ACLs; RestrictPublicBuckets leaves a bucket with a
 *   public policy to AWS services and the owner's account. BlockPublicAcls and BlockPublicPolicy only refuse new ones:
 *   what is there stays, so that they decide nothing here.
 * - "The meaning of public": an ACL is public if it grants anything to AllUsers or AuthenticatedUsers. A policy is taken
 *   as public until every statement is shown not to be, so that a status of "not public" is proof.
 * - "Controlling ownership of objects": BucketOwnerEnforced disables ACLs.
 * - "Access control list (ACL) overview": READ on a bucket lists its objects, WRITE creates objects, WRITE_ACP rewrites
 *   the ACL and so grants itself the rest. No grant on a bucket gives what is in its objects: only a policy does, or an
 *   ACL of the object itself.
 */

import { all, any, type Maybe, not } from '#graph/derive/three.ts';
import type { Derivation, Derived } from '#graph/derive/types.ts';
import {
  type AclGrant,
  ALL_USERS,
  AUTHENTICATED_USERS,
  type PolicyDocument,
  parseAclGrants,
  parsePolicy,
} from '#graph/schema/aws/facts.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import { bool, type PropValue, text, texts } from '#graph/schema/fields.ts';
import type { StoredNode } from '#graph/store/port.ts';
import {
  type Grantor,
  grantedKeys,
  grantsEveryone,
  grantsOutsiders,
  listing,
  reading,
  writing,
} from './bucket-policy.ts';

type Bag = Readonly<Record<string, PropValue>>;

const flag = (props: Bag | undefined, name: string): Maybe => {
  const value = props?.[name];
  return typeof value === 'boolean' ? value : null;
};
const textOf = (props: Bag, name: string): string | undefined => {
  const value = props[name];
  return typeof value === 'string' ? value : undefined;
};

const isPublicGroup = (grantee: string): boolean => grantee === ALL_USERS || grantee === AUTHENTICATED_USERS;
const listGrants = ['READ', 'WRITE_ACP', 'FULL_CONTROL'];
const writeGrants = ['WRITE', 'WRITE_ACP', 'FULL_CONTROL'];

const aclGrantsEveryone = (grants: readonly AclGrant[] | undefined, permissions: readonly string[]): Maybe =>
  grants === undefined
    ? null
    : grants.some((g) => isPublicGroup(g.grantee) && permissions.includes(g.permission));

/** Another canonical user may be a friend, and an e-mail address may be the owner's: never more than unknown. */
const aclGrantsStrangers = (grants: readonly AclGrant[] | undefined, owner: string | undefined): Maybe => {
  if (grants === undefined) return null;
  return grants.some((g) => g.type !== 'Group' && g.grantee !== owner && writeGrants.includes(g.permission))
    ? null
    : false;
};

/** What the policy gives to anyone: its text, and S3's own verdict over it. */
function policyOpens(byText: Maybe, isPublic: Maybe): Maybe {
  // The policy was changed between the two reads.
  if (isPublic === false) return byText === true ? null : false;
  return byText;
}

const gives = {
  publicRead: bool('derived'),
  publicReadPrefixes: texts('derived'),
  publicReadPart: text('derived'),
  publicList: bool('derived'),
  publicWrite: bool('derived'),
  writableByOutsiders: bool('derived'),
  objectsMayBePublic: bool('derived'),
};

/** Which keys anyone may read, as a list and in words. Unknown where it is unknown whether anyone may. */
function partOf(publicRead: Maybe, document: PolicyDocument | undefined, on: Grantor) {
  if (publicRead === false) return { publicReadPrefixes: [], publicReadPart: 'nothing' };
  if (publicRead === null || document === undefined)
    return { publicReadPrefixes: null, publicReadPart: null };
  const { keys, more } = grantedKeys(document, reading, on);
  if (keys.includes('')) return { publicReadPrefixes: keys, publicReadPart: 'everything' };
  return {
    publicReadPrefixes: more ? null : keys,
    publicReadPart: `${more ? 'at least ' : ''}a part (${keys.map((key) => JSON.stringify(key)).join(', ')})`,
  };
}

function exposureOf(bucket: StoredNode, account: StoredNode | undefined): Derived<typeof gives>['props'] {
  const { props } = bucket;
  const either = (name: string): Maybe => any([flag(props, name), flag(account?.props, name)]);
  const owner = textOf(props, 'aclOwner');
  const on: Grantor = { bucket: bucket.id, account: textOf(props, 'account') ?? '', owner };
  const document = parsePolicy(textOf(props, 'policy'));
  const isPublic = flag(props, 'policyIsPublic');

  const ownership = textOf(props, 'objectOwnership');
  const aclsDisabled: Maybe = ownership === undefined ? null : ownership === 'BucketOwnerEnforced';
  const publicAclsCount = all([not(aclsDisabled), not(either('ignorePublicAcls'))]);
  const restricted = either('restrictPublicBuckets');
  const grants = parseAclGrants(textOf(props, 'aclGrants'));

  const byPolicy = (actions: typeof reading): Maybe =>
    all([
      policyOpens(document === undefined ? null : grantsEveryone(document, actions, on), isPublic),
      not(restricted),
    ]);
  const byAcl = (permissions: readonly string[]): Maybe =>
    all([aclGrantsEveryone(grants, permissions), publicAclsCount]);
  const outsiders =
    document === undefined ? { callers: null, services: null } : grantsOutsiders(document, writing, on);
  const publicWrite = any([byPolicy(writing), byAcl(writeGrants)]);
  const publicRead = byPolicy(reading);
  return {
    publicRead,
    ...partOf(publicRead, document, on),
    publicList: any([byPolicy(listing), byAcl(listGrants)]),
    publicWrite,
    writableByOutsiders: any([
      publicWrite,
      all([outsiders.callers, not(all([restricted, isPublic]))]),
      outsiders.services,
      all([aclGrantsStrangers(grants, owner), not(aclsDisabled)]),
    ]),
    objectsMayBePublic: publicAclsCount,
  };
}

export const awsBucketExposure: Derivation<typeof gives> = {
  name: 'aws-bucket-exposure',
  on: 'AwsS3Bucket',
  needs: [
    {
      label: 'AwsS3Bucket',
      props: [
        'account',
        'policy',
        'policyIsPublic',
        'aclGrants',
        'aclOwner',
        'objectOwnership',
        'ignorePublicAcls',
        'restrictPublicBuckets',
      ],
    },
    { label: 'AwsAccount', props: ['ignorePublicAcls', 'restrictPublicBuckets'] },
  ],
  gives,
  *derive(view) {
    for (const bucket of view.nodes('AwsS3Bucket')) {
      const partition = parseArn(bucket.id)?.partition ?? 'aws';
      const account = view.node(accountId({ partition, account: textOf(bucket.props, 'account') ?? '' }));
      yield {
        id: bucket.id,
        props: exposureOf(bucket, account),
        from: account === undefined ? [bucket.id] : [bucket.id, account.id],
      };
    }
  },
};
