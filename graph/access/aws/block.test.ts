import { expect, test } from 'vitest';
import { type Block, isPublicPolicy, refusesAcl, restricted } from './block.ts';
import { callerOf } from './caller.ts';
import { type PolicyType, policyOf } from './policy.ts';

const account = '111122223333';
function read(type: PolicyType, ...statements: readonly object[]) {
  const Statement = statements.map((one) => ({ Effect: 'Allow', Action: 's3:*', Resource: '*', ...one }));
  const policy = policyOf({ Version: '2012-10-17', Statement }, type);
  if ('malformed' in policy) throw new Error(policy.malformed);
  return policy;
}
const isPublic = (statement: object): boolean => isPublicPolicy(read('resource', statement));
const everyone = { Principal: '*' };

test.each([
  ['everyone', everyone],
  ['everyone but one', { NotPrincipal: { AWS: account } }],
  ['one and everyone', { Principal: { AWS: [account, '*'] } }],
  ['whoever a public provider knows', { Principal: { Federated: 'accounts.google.com' } }],
])('a policy that allows %s is public', (_, statement) => {
  expect(isPublic(statement)).toBe(true);
});

test.each([
  ['an account', { Principal: { AWS: account } }],
  ['a service', { Principal: { Service: 'lambda.amazonaws.com' } }],
  ['a provider of an account', { Principal: { Federated: `arn:aws:iam::${account}:saml-provider/corp` } }],
  ['nobody, and denies everyone', { ...everyone, Effect: 'Deny' }],
])('a policy that allows %s is not public', (_, statement) => {
  expect(isPublic(statement)).toBe(false);
});

test('a policy that names nobody is not public', () => {
  expect(isPublicPolicy(read('identity', {}))).toBe(false);
});

const point = `arn:aws:s3:eu-west-1:${account}:accesspoint/ml`;
test.each([
  ['StringEquals', 'aws:SourceVpce', 'vpce-1'],
  ['forAnyValue:stringlike', 'AWS:PrincipalOrgPaths', 'o-1/r-1/'],
  ['ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${account}:role/train`],
  ['StringEquals', 'aws:PrincipalAccount', account],
  ['StringEqualsIgnoreCase', 'aws:PrincipalOrgID', 'o-1'],
  ['StringEquals', 'aws:userid', 'AROAIOSFODNN7EXAMPLE:run'],
  ['ArnEquals', 'aws:SourceArn', 'arn:aws:sns:eu-west-1:111122223333:t'],
  ['StringEquals', 'aws:SourceVpc', 'vpc-1'],
  ['StringEquals', 'aws:SourceOwner', account],
  ['StringEquals', 'aws:SourceAccount', account],
  ['StringEquals', 'aws:SourceOrgID', 'o-1'],
  ['StringEquals', 'aws:SourceOrgPaths', 'o-1/r-1/'],
  ['StringEquals', 's3:x-amz-server-side-encryption-aws-kms-key-id', 'arn:aws:kms:eu-west-1:1:key/1'],
  ['ArnLike', 's3:DataAccessPointArn', point],
  ['ArnLike', 's3:DataAccessPointArn', `arn:aws:s3:eu-west-1:${account}:accesspoint/*`],
  ['StringLike', 's3:DataAccessPointAccount', account],
  ['IpAddress', 'aws:SourceIp', '11.0.0.0/8'],
  ['ipaddress', 'AWS:SourceIP', ['192.168.0.0/16', '2001:db8::/32']],
])('%s %s %j closes a policy for everyone', (operator, key, value) => {
  expect(isPublic({ ...everyone, Condition: { [operator]: { [key]: value } } })).toBe(false);
});

test.each([
  ['StringLike', 'aws:SourceVpce', 'vpce-*'],
  ['StringLike', 'aws:SourceVpce', 'vpce-?'],
  ['StringEquals', 'aws:SourceVpce', '${aws:PrincipalTag/vpce}'],
  ['StringLike', 'aws:SourceVpce', ['vpce-1', '*']],
  ['StringEqualsIfExists', 'aws:SourceVpce', 'vpce-1'],
  ['ForAllValues:StringEquals', 'aws:PrincipalOrgPaths', 'o-1/r-1/'],
  ['StringNotEquals', 'aws:SourceVpce', 'vpce-1'],
  ['StringEquals', 'aws:UserAgent', 'mine'],
  ['ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:eu-west-1:*:accesspoint/ml'],
  ['ArnLike', 's3:DataAccessPointArn', `arn:aws:s3:eu-west-1:${account}*:accesspoint/ml`],
  ['ArnLike', 's3:DataAccessPointArn', `arn:aws:s3:eu-west-1:*${account}:accesspoint/ml`],
  ['StringLike', 's3:DataAccessPointArn', '*'],
  ['IpAddress', 'aws:SourceIp', '10.0.0.0/7'],
  ['IpAddress', 'aws:SourceIp', '2001::/31'],
  ['IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '0.0.0.0/0']],
  ['IpAddressIfExists', 'aws:SourceIp', '203.0.113.0/24'],
  ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'],
  ['StringEquals', 'aws:SourceIp', '203.0.113.7'],
  ['StringLike', 'aws:SourceIp', '203.0.113.*'],
])('%s %s %j leaves a policy for everyone public', (operator, key, value) => {
  expect(isPublic({ ...everyone, Condition: { [operator]: { [key]: value } } })).toBe(true);
});

test('one public statement makes the whole policy public', () => {
  const closed = { Principal: { AWS: account } };
  expect(isPublicPolicy(read('resource', closed, everyone))).toBe(true);
});

const block = (restrictPublicBuckets: boolean | null): Block => ({
  blockPublicAcls: null,
  restrictPublicBuckets,
});
const caller = (text: string) => {
  const found = callerOf(text, 's3:getobject');
  if (found === undefined) throw new Error(`${text} calls nothing`);
  return found;
};
const unread = { unread: 'it could not be read' };
test.each([
  ['a public policy', true, everyone, true],
  ['a public policy under an unread switch', null, everyone, null],
  ['a public policy without the switch', false, everyone, false],
  ['a policy that is not public', true, { Principal: { AWS: account } }, false],
  ['no policy', true, undefined, false],
  ['an unread policy', true, unread, null],
  ['an unread policy under an unread switch', null, unread, null],
  ['an unread policy without the switch', false, unread, false],
])('RestrictPublicBuckets and %s', (_, on, given, wanted) => {
  const policy = given === undefined || 'unread' in given ? given : read('resource', given);
  const owner = caller(`arn:aws:iam::${account}:user/alice`);
  expect(restricted(block(on), policy, caller('*'), account)).toBe(wanted);
  expect(restricted(block(on), policy, owner, account)).toBe(false);
  expect(restricted(block(on), policy, owner, '444455556666')).toBe(wanted);
});

const acls: Block = { blockPublicAcls: true, restrictPublicBuckets: null };
test.each([
  ['s3:putobject', { values: ['public-read'], many: false }, true],
  ['s3:putobjectacl', { values: ['public-read-write'], many: false }, true],
  ['s3:putbucketacl', { values: ['authenticated-read'], many: false }, true],
  ['s3:createbucket', { values: ['private', 'public-read'], many: true }, true],
  ['s3:putobject', { values: ['private'], many: false }, false],
  ['s3:putobject', 'absent', false],
  ['s3:getobject', { values: ['public-read'], many: false }, false],
  ['s3:putobjectacls', { values: ['public-read'], many: false }, false],
  ['xs3:putobject', { values: ['public-read'], many: false }, false],
] as const)('BlockPublicAcls and %s with %j', (action, acl, wanted) => {
  expect(refusesAcl(acls, action, acl)).toBe(wanted);
});
