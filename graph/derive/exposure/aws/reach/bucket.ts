/**
 * What bears on a bucket besides its policy: Block Public Access, S3's own verdict over the policy, ACLs.
 *
 * Source: as `../bucket.ts`, whose properties decide where they know: nothing here says that anyone gets in where they say
 * that nobody does.
 */
import type { AccessCase, BlockSettings } from '#graph/access/aws/case.ts';
import { ALL_USERS, AUTHENTICATED_USERS, parseAclGrants, parsePolicy } from '#graph/schema/aws/facts.ts';
import { accountId, parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { listing, reading, writing } from '../bucket-policy.ts';
import { hasAction } from '../statement.ts';
import type { Asked } from './ask.ts';
import { flagOf, type Graph, isSeen, textOf } from './read.ts';
import { anyAccount, externalParty, type Gives, internet, type Way, way } from './way.ts';

export interface Settings {
  readonly block: AccessCase['blockPublicAccess'];
  /** Switches that nobody could read. */
  readonly assumes: readonly string[];
  readonly inputs: readonly string[];
}

const accountOf = (graph: Graph, node: StoredNode, owner: string): StoredNode | undefined =>
  graph.node(accountId({ partition: parseArn(node.id)?.partition ?? 'aws', account: owner }));

/** Switches as they are read; one that nobody read is taken to be off, and told. */
const switches = (node: StoredNode | undefined): BlockSettings => ({
  blockPublicAcls: flagOf(node, 'blockPublicAcls') ?? false,
  ignorePublicAcls: flagOf(node, 'ignorePublicAcls') ?? false,
  blockPublicPolicy: flagOf(node, 'blockPublicPolicy') ?? false,
  restrictPublicBuckets: flagOf(node, 'restrictPublicBuckets') ?? false,
});

const unread = (node: StoredNode, account: StoredNode | undefined, name: string): readonly string[] =>
  flagOf(node, name) === true || flagOf(account, name) === true
    ? []
    : [
        ...(flagOf(node, name) === undefined ? [`${name} of ${node.id}`] : []),
        ...(flagOf(account, name) === undefined ? [`${name} of the account of ${node.id}`] : []),
      ];

export function bucketSettings(graph: Graph, node: StoredNode, owner: string): Settings {
  const account = accountOf(graph, node, owner);
  return {
    block: { account: switches(account), bucket: switches(node) },
    assumes: unread(node, account, 'restrictPublicBuckets'),
    inputs: isSeen(account) ? [account.id] : [],
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
  const ignored = [node, account].find((one) => flagOf(one, 'ignorePublicAcls') === true);
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
      return way({
        ...all,
        state: isGroup ? 'yes' : 'conditional',
        conditions: isGroup
          ? []
          : [{ key: 'grantee', operator: 'is outside', values: [grantee], policy: node.id }],
        chain: [`${node.id}: ACL grants ${permission} to ${grantee}`],
        inputs: isSeen(account) ? [account.id] : [],
        assumes: [
          ...(ownership === undefined ? [`objectOwnership of ${node.id}`] : []),
          ...(isGroup ? unread(node, account, 'ignorePublicAcls') : []),
        ],
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
