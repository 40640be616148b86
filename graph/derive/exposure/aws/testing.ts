/** A bucket and its account, all read and nothing open, for tests that open one thing at a time. */
import type { View } from '#graph/derive/types.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { awsBucketExposure } from './bucket.ts';

export type Bag = Readonly<Record<string, PropValue | null>>;
export const id = 'arn:aws:s3:::data';
export const accountNode = 'arn:aws:account::111122223333:account';
export const owner = 'o'.repeat(64);

/** Properties that are null are unknown: the graph does not hold them. */
export const node = (nodeId: string, label: string, props: Bag): StoredNode => ({
  id: nodeId,
  labels: ['Asset', label],
  props: Object.fromEntries(
    Object.entries(props).flatMap(([k, v]): [string, PropValue][] => (v === null ? [] : [[k, v]])),
  ),
});

/** All read, nothing open. */
export const shut: Bag = {
  account: '111122223333',
  policy: '{}',
  policyIsPublic: false,
  aclGrants: '[]',
  aclOwner: owner,
  objectOwnership: 'BucketOwnerPreferred',
  ignorePublicAcls: false,
  restrictPublicBuckets: false,
};
export const openAccount: Bag = { ignorePublicAcls: false, restrictPublicBuckets: false };

/** What is derived of a bucket that differs in these properties. An account of `null` is not in the graph. */
export function exposure(bucket: Bag, account: Bag | null = openAccount) {
  const nodes = [node(id, 'AwsS3Bucket', { ...shut, ...bucket })];
  if (account !== null) nodes.push(node(accountNode, 'AwsAccount', account));
  const view: View = {
    nodes: (label) => nodes.filter((n) => n.labels.includes(label)),
    node: (wanted) => nodes.find((n) => n.id === wanted),
    edges: () => [],
  };
  const [derived] = [...awsBucketExposure.derive(view)];
  if (derived === undefined) throw new Error('nothing derived');
  return derived;
}
/** Anyone may read contents, list names; in which words and under which prefixes. */
export const readable = (bucket: Bag, account?: Bag | null) => {
  const { props } = exposure(bucket, account);
  return [props.publicRead, props.publicList, props.publicReadPart, props.publicReadPrefixes];
};
/** Public read, public write, writable by outsiders, objects may be public. */
export const facts = (bucket: Bag, account?: Bag | null) => {
  const { props } = exposure(bucket, account);
  return [props.publicRead, props.publicWrite, props.writableByOutsiders, props.objectsMayBePublic];
};

export type Statement = Readonly<Record<string, unknown>>;
export const policy = (...Statement: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
export const allow = (more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal: '*',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: `${id}/*`,
  ...more,
});
export const deny = (more: Statement = {}): Statement => allow({ Effect: 'Deny', ...more });
export const granted = (type: string, grantee: string, permission: string): string =>
  JSON.stringify([{ type, grantee, permission }]);
export const group = (name: string, permission: string): string =>
  granted('Group', `http://acs.amazonaws.com/groups/${name}`, permission);
