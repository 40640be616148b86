/**
 * What bears on a bucket besides its policy: Block Public Access, S3's own verdict over the policy, ACLs.
 *
 * Source: as `../bucket.ts`, whose properties decide where they know: nothing here says that anyone gets in where they say
 * that nobody does. Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage" (on by default for new buckets).
 */
import type { AccessCase, BlockSettings } from '#graph/access/aws/case.ts';
import { ALL_USERS, AUTHENTICATED_USERS, parseAclGrants, parsePolicy } from '#graph/schema/aws/facts.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { listing, reading, writing } from '../bucket-policy.ts';
import { hasAction } from '../statement.ts';
import type { Asked } from './ask.ts';
import { flagOf, type Graph, isSeen, textOf } from './read.ts';
import { anyAccount, type Condition, externalParty, type Gives, internet, type Way, way } from './way.ts';

export interface Settings {
  /** As it is where all that was not read is off. */
  readonly block: AccessCase['blockPublicAccess'];
  /** As it is where all that was not read is on. */
  readonly strictest: AccessCase['blockPublicAccess'];
  /** What an answer hangs on that the two give differently. */
  readonly unread: readonly Condition[];
  readonly inputs: readonly string[];
}

function accountOf(graph: Graph, node: StoredNode, owner: string) {
  const id = accountId({ partition: parseArn(node.id)?.partition ?? 'aws', account: owner });
  return { id, node: graph.node(id) };
}

/** @param unread what a switch is taken for that nobody read */
const switches = (node: StoredNode | undefined, unread: boolean): BlockSettings => ({
  blockPublicAcls: flagOf(node, 'blockPublicAcls') ?? unread,
  ignorePublicAcls: flagOf(node, 'ignorePublicAcls') ?? unread,
  blockPublicPolicy: flagOf(node, 'blockPublicPolicy') ?? unread,
  restrictPublicBuckets: flagOf(node, 'restrictPublicBuckets') ?? unread,
});

/** A switch that nobody read may well be on: new buckets have all four on since April 2023. */
function unread(
  node: StoredNode,
  account: { readonly id: string; readonly node: StoredNode | undefined },
  name: string,
): readonly Condition[] {
  const both = [{ id: node.id, node }, account];
  if (both.some((one) => flagOf(one.node, name) === true)) return [];
  return both
    .filter((one) => flagOf(one.node, name) === undefined)
    .map(({ id }) => ({ key: name, operator: 'was not read, must be', values: ['false'], policy: id }));
}

export function bucketSettings(graph: Graph, node: StoredNode, owner: string): Settings {
  const account = accountOf(graph, node, owner);
  const as = (unread: boolean) => ({
    account: switches(account.node, unread),
    bucket: switches(node, unread),
  });
  return {
    block: as(false),
    strictest: as(true),
    unread: unread(node, account, 'restrictPublicBuckets'),
    inputs: isSeen(account.node) ? [account.node.id] : [],
  };
}

const byAction: readonly (readonly [property: string, actions: readonly string[]])[] = [
  ['publicRead', reading.object],
  ['publicList', listing.bucket],
  ['publicWrite', writing.object],
];

const shut = (why: string): Asked => ({
  state: 'no',
  conditions: [],
  reasons: [{ effect: 'Deny', policy: 'policy status', statement: why }],
  byRange: false,
});

/**
 * An answer for anyone, held back by what is known of the bucket: S3 took the policy for not public, and nobody but a range of
 * addresses is let in then; a policy that changed between two reads is not sure to open anything.
 */
export function bucketCap(node: StoredNode, action: string, answer: Asked): Asked {
  if (answer.state === 'no' || answer.byRange) return answer;
  const [property] = byAction.find(([, actions]) => actions.includes(action)) ?? [];
  const isPublic = flagOf(node, 'policyIsPublic');
  if (property !== undefined && flagOf(node, property) === false) return shut(`${property} is false`);
  if (isPublic !== false) return answer;
  if (answer.state === 'conditional') return shut('policyIsPublic is false');
  const changed = { key: 'policyIsPublic', operator: 'says otherwise', values: ['false'], policy: node.id };
  return { ...answer, state: 'conditional', conditions: [changed] };
}

/** Source: Amazon S3 User Guide, "Access control list (ACL) overview". */
const granted: Readonly<Record<string, readonly Gives[]>> = {
  READ: ['see'],
  WRITE: ['put'],
  WRITE_ACP: ['put'],
  FULL_CONTROL: ['see', 'put'],
};

function granteeOf(grantee: string, type: string, owner: string | undefined) {
  if (grantee === ALL_USERS) return internet;
  if (grantee === AUTHENTICATED_USERS) return anyAccount;
  if (type === 'Group' || grantee === owner) return undefined;
  return externalParty(grantee, `S3 user ${grantee}`);
}

/** Ways by the bucket's ACL: who reads it lists the objects, who writes it puts some in. */
function aclWaysOf(graph: Graph, node: StoredNode): readonly Way[] {
  const account = accountOf(graph, node, textOf(node, 'account') ?? '');
  const base = { outside: internet, to: node.id, key: 'acl', gives: 'see', via: 'acl' } as const;
  const ownership = textOf(node, 'objectOwnership');
  if (ownership === 'BucketOwnerEnforced')
    return [
      way({
        ...base,
        state: 'no',
        closes: [`${node.id}: objectOwnership is BucketOwnerEnforced: ACLs are off`],
      }),
    ];
  const grants = parseAclGrants(textOf(node, 'aclGrants'));
  if (grants === undefined)
    return [way({ ...base, state: 'unknown', closes: [`${node.id}: its ACL was not read`] })];
  const ignored = [node, account.node].find((one) => flagOf(one, 'ignorePublicAcls') === true);
  const owner = textOf(node, 'aclOwner');
  const found = grants.flatMap(({ type, grantee, permission }) => {
    const outside = granteeOf(grantee, type, owner);
    if (outside === undefined) return [];
    const isGroup = type === 'Group';
    return (granted[permission] ?? []).map((gives): Way => {
      const all = { ...base, outside, gives, key: `acl/${permission}/${gives}` };
      if (isGroup && ignored !== undefined)
        return way({
          ...all,
          state: 'no',
          closes: [`${ignored.id}: ignorePublicAcls is true`],
          inputs: [ignored.id],
        });
      const conditions: readonly Condition[] = isGroup
        ? unread(node, account, 'ignorePublicAcls')
        : [{ key: 'grantee', operator: 'is outside', values: [grantee], policy: node.id }];
      return way({
        ...all,
        state: conditions.length > 0 ? 'conditional' : 'yes',
        conditions,
        chain: [`${node.id}: ACL grants ${permission} to ${grantee}`],
        inputs: isSeen(account.node) ? [account.node.id] : [],
        assumes: ownership === undefined ? [`objectOwnership of ${node.id}`] : [],
      });
    });
  });
  return found.length > 0
    ? distinctKeys(found)
    : [way({ ...base, state: 'no', closes: [`${node.id}: its ACL names nobody outside`] })];
}

/** S3 users whom the policy names by canonical id: nobody can tell whose accounts those are. */
function canonicalWays(node: StoredNode): readonly Way[] {
  const owner = textOf(node, 'aclOwner');
  const document = parsePolicy(textOf(node, 'policy'));
  return (document?.statements ?? []).flatMap((s, i) => {
    if (!s.allows) return [];
    const gives: readonly Gives[] = [
      ...([...reading.object, ...listing.bucket].some((action) => hasAction(s, action))
        ? (['see'] as const)
        : []),
      ...(writing.object.some((action) => hasAction(s, action)) ? (['put'] as const) : []),
    ];
    const users = (s.principals ?? []).filter(
      ({ type, value }) => type === 'CanonicalUser' && value !== owner,
    );
    return users.flatMap(({ value }) =>
      gives.map((what) =>
        way({
          outside: externalParty(value, `S3 user ${value}`),
          to: node.id,
          key: `policy/canonical/${what}`,
          gives: what,
          via: 'policy',
          state: 'conditional',
          conditions: [{ key: 'grantee', operator: 'is outside', values: [value], policy: node.id }],
          chain: [`${node.id}: policy, statement ${s.sid ?? i}: allows S3 user ${value}`],
        }),
      ),
    );
  });
}

const distinctKeys = (ways: readonly Way[]): readonly Way[] => [
  ...new Map(ways.map((one) => [`${one.outside.id} ${one.key}`, one])).values(),
];

export const aclWays = (graph: Graph): readonly Way[] =>
  graph
    .nodes('AwsS3Bucket')
    .filter(isSeen)
    .flatMap((node) => [...aclWaysOf(graph, node), ...distinctKeys(canonicalWays(node))]);
