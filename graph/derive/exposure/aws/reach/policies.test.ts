import { describe, expect, test } from 'vitest';
import {
  allow,
  anyone,
  KEY,
  keyView,
  maybe,
  nobody,
  of,
  partner,
  policy,
  type Statement,
  where,
} from './testing.key.ts';
import { ACCOUNT, home, node, ORG, OTHER, PARTNER, reached, short, unknownOf, viewOf } from './testing.ts';

const Partner = { AWS: `arn:aws:iam::${PARTNER}:root` };

describe('a key that anyone with an account may use', () => {
  test.each<[string, Statement, readonly string[]]>([
    ['everyone', allow(), anyone],
    ['everyone as an AWS principal', allow({ Principal: { AWS: ['*'] } }), anyone],
    ['everyone but one', allow({ Principal: undefined, NotPrincipal: Partner }), anyone],
    ['over TLS', where('Bool', 'aws:SecureTransport', 'true'), anyone],
    ['from anywhere', where('IpAddress', 'aws:SourceIp', ['0.0.0.0/0', '::/0']), anyone],
    ['from both halves', where('IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1']), anyone],
    ['through some endpoint, whosever', where('Null', 'aws:SourceVpce', 'false'), anyone],
    ['through an endpoint by a pattern', where('StringLike', 'aws:SourceVpce', 'vpce-*'), anyone],
    [
      'by a name that anyone can give a role',
      where('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/Admin*'),
      anyone,
    ],
    [
      'in an organisation, if in one at all',
      where('StringEqualsIfExists', 'aws:PrincipalOrgID', ORG),
      anyone,
    ],
    ['with a tag of its own', where('StringEquals', 'aws:PrincipalTag/team', 'ml'), anyone],
    ['with a tag by a pattern', where('StringLike', 'aws:PrincipalTag/team', 'ml-*'), anyone],
    ['without a tag', where('StringNotEquals', 'aws:PrincipalTag/team', 'ml'), anyone],
    [
      'with two tags',
      allow({
        Condition: {
          StringEquals: { 'aws:PrincipalTag/a': '1', 'aws:PrincipalTag/b': '2' },
          Null: { 'aws:PrincipalTag/c': 'true' },
        },
      }),
      anyone,
    ],
    ['with none but some tags', where('ForAllValues:StringEquals', 'aws:TagKeys', ['a', 'b']), anyone],
    ['with a tag, if it has one', where('StringEqualsIfExists', 'aws:RequestTag/team', 'ml'), anyone],
    ['from a page', where('StringLike', 'aws:Referer', 'https://ours.example/*'), anyone],
    ['by a program', where('StringEquals', 'aws:UserAgent', 'ours/1.0'), anyone],
    ['by the name of a user', where('StringEquals', 'aws:username', 'deployer'), anyone],
    ['with a tag that a request must have', where('StringEquals', 'aws:RequestTag/team', 'ml'), maybe],
    ['from private addresses of any network', where('IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8'), maybe],
    ['until a day', where('DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z'), maybe],
    ['through a service', where('StringEquals', 'kms:ViaService', 's3.eu-west-1.amazonaws.com'), maybe],
    ['from a range', where('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), maybe],
    ['from half of the internet', where('IpAddress', 'aws:SourceIp', '0.0.0.0/1'), maybe],
  ])('%s', (_title, statement, expected) => {
    expect(of(statement)).toEqual(expected);
  });

  test('the chain names the statement, a condition its key', () => {
    expect(reached(keyView(policy(allow())))[0]?.chain).toEqual([
      `${KEY}: policy, statement Open: allows kms:Decrypt to anyone with an AWS account`,
    ]);
    const [ranged] = reached(keyView(policy(where('IpAddress', 'aws:SourceIp', '203.0.113.0/24'))));
    expect(ranged?.conditions).toBe('[{"key":"aws:SourceIp","operator":"in","values":["203.0.113.0/24"]}]');
  });
});

describe('a tag that is asked of a caller', () => {
  const id = 'arn:aws:s3:::data';
  const bucket = (condition: Statement) =>
    viewOf([
      home,
      node(id, ['AwsS3Bucket'], {
        policy: policy(allow({ Action: 's3:GetObject', Resource: `${id}/*`, Condition: condition })),
        aclGrants: '[]',
        restrictPublicBuckets: false,
        ignorePublicAcls: false,
      }),
    ]);
  const tag = 'aws:PrincipalTag/team';

  test('lets in whoever signs, and nobody who does not: they have no tags', () => {
    expect(short(bucket({ StringEquals: { [tag]: 'ml' } }))).toEqual(anyone);
  });
  test('lets in who does not sign where the tag must not be there', () => {
    expect(short(bucket({ Null: { [tag]: 'true' } }))).toEqual(['internet policy/READ yes']);
  });
  test('a page from which one comes is anyone’s word', () => {
    expect(short(bucket({ StringLike: { 'aws:Referer': 'https://ours.example/*' } }))).toEqual([
      'internet policy/READ yes',
    ]);
  });
});

describe('a time in a condition', () => {
  const seen = { observedAt: '2026-11-20T00:00:00.000Z' };
  const at = (operator: string, time: string, key = 'aws:CurrentTime') =>
    short(keyView(policy(where(operator, key, time)), seen));
  test.each<[string, readonly string[], readonly string[]]>([
    ['that is over', at('DateLessThan', '2020-01-01T00:00:00Z'), nobody],
    ['that is over, in seconds', at('NumericLessThan', '1577836800', 'aws:EpochTime'), nobody],
    ['that is not over', at('DateLessThan', '2030-01-01T00:00:00Z'), anyone],
    ['that began', at('DateGreaterThan', '2020-01-01T00:00:00Z'), anyone],
    ['that will come', at('DateGreaterThan', '2030-01-01T00:00:00Z'), maybe],
  ])('%s', (_title, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('a condition or a denial that really closes it', () => {
  test.each<[string, readonly Statement[]]>([
    ['our organisation', [where('StringEquals', 'aws:PrincipalOrgID', ORG)]],
    ['a unit of our organisation', [where('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', `${ORG}/*`)]],
    ['our account', [where('StringEquals', 'aws:PrincipalAccount', ACCOUNT)]],
    ['our account as KMS has it', [where('StringEquals', 'kms:CallerAccount', ACCOUNT)]],
    ['a role of ours', [where('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/r`)]],
    ['one endpoint', [where('StringEquals', 'aws:SourceVpce', 'vpce-1')]],
    ['one network', [where('StringEquals', 'aws:SourceVpc', 'vpc-1')]],
    ['a service for our account', [where('StringEquals', 'aws:SourceAccount', ACCOUNT)]],
    ['a service for a thing of ours', [where('ArnLike', 'aws:SourceArn', `arn:aws:s3:::${ACCOUNT}-*`)]],
    ['private addresses', [where('IpAddress', 'aws:SourceIp', ['10.0.0.0/8', 'fd00::/8'])]],
    ['plain HTTP', [where('Bool', 'aws:SecureTransport', 'false')]],
    ["a principal's own id", [where('StringLike', 'aws:userid', 'AROAOURS:*')]],
    ['a denial', [allow(), allow({ Effect: 'Deny' })]],
    [
      'a denial but for our organisation',
      [allow(), allow({ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG } } })],
    ],
    [
      'a denial but through one endpoint',
      [allow(), allow({ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } })],
    ],
    [
      'a denial but from private addresses',
      [allow(), allow({ Effect: 'Deny', Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })],
    ],
    ['another action', [allow({ Action: 'kms:DescribeKey' })]],
    ['our own account', [allow({ Principal: { AWS: ACCOUNT } })]],
    ['another account of our organisation', [allow({ Principal: { AWS: OTHER } })]],
    ['a service', [allow({ Principal: { Service: 'logs.amazonaws.com' } })]],
    ['what is left of a deleted role', [allow({ Principal: { AWS: 'AROAEXAMPLEEXAMPLE' } })]],
  ])('%s', (_title, statements) => {
    expect(of(...statements)).toEqual(nobody);
    expect(unknownOf(keyView(policy(...statements)), KEY)).toBe('none');
  });

  test('a denial but from a range is open from there, or by an endpoint that hides the address', () => {
    const denial = (operator: string) =>
      allow({ Effect: 'Deny', Condition: { [operator]: { 'aws:SourceIp': '203.0.113.0/24' } } });
    expect(of(allow(), denial('NotIpAddress'))).toEqual(maybe);
    expect(of(allow(), denial('IpAddress'))).toEqual(anyone);
  });
});

describe('whom a policy names', () => {
  test.each<[string, Statement, readonly string[]]>([
    ['an account', allow({ Principal: Partner }), partner],
    ['an account by digits', allow({ Principal: { AWS: PARTNER } }), partner],
    ['a role of an account', allow({ Principal: { AWS: `arn:aws:iam::${PARTNER}:role/r` } }), partner],
    ['an account by a condition', where('StringEquals', 'aws:PrincipalAccount', PARTNER), partner],
    [
      'a role by a condition',
      where('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${PARTNER}:role/team/*`),
      partner,
    ],
    [
      'another organisation',
      where('StringEquals', 'aws:PrincipalOrgID', 'o-theirs0001'),
      ['external:o-theirs0001 policy/READ yes'],
    ],
    [
      'an account through our endpoint alone',
      { ...where('StringEquals', 'aws:SourceVpce', 'vpce-1'), Principal: Partner },
      nobody,
    ],
    [
      'an account that must be in our organisation',
      { ...where('StringEquals', 'aws:PrincipalOrgID', ORG), Principal: Partner },
      nobody,
    ],
  ])('%s', (_title, statement, expected) => {
    expect(of(statement)).toEqual(expected);
  });

  test('an account that is named beside everyone is not told again', () => {
    expect(of(allow(), allow({ Principal: Partner }))).toEqual(anyone);
  });

  test('an account that is named for more is told for that', () => {
    const both = of(allow(), allow({ Principal: Partner, Action: 'kms:*' }));
    expect(both).toEqual([
      `external:${PARTNER} policy/MANAGE yes`,
      `external:${PARTNER} policy/WRITE yes`,
      ...anyone,
    ]);
  });

  test('an organisation of which nobody knows whether it is ours leaves a mark', () => {
    const view = viewOf([
      home,
      node(KEY, ['AwsKmsKey'], {
        grants: '[]',
        policy: policy(where('StringEquals', 'aws:PrincipalOrgID', ORG)),
      }),
    ]);
    expect(short(view)).toEqual(nobody);
    expect(unknownOf(view, KEY)).toContain(`whether organisation ${ORG} is ours`);
  });
});

describe('what nobody read', () => {
  test.each<[string, string | null, string]>([
    ['a policy', null, 'was not read'],
    ['text that is no JSON', 'redacted', 'is no policy document'],
    ['a policy that AWS would not take', policy(allow({ Action: 'everything' })), 'is malformed'],
  ])('%s leaves a mark and no edge', (_title, document, words) => {
    expect(short(keyView(document))).toEqual(nobody);
    expect(unknownOf(keyView(document), KEY)).toContain(words);
  });

  test('no policy is nothing open, and known', () => {
    expect(short(keyView('{}'))).toEqual(nobody);
    expect(unknownOf(keyView('{}'), KEY)).toBe('none');
  });

  test('a stub is not told of', () => {
    expect(unknownOf(keyView(null, { seen: false }), KEY)).toBeUndefined();
  });
});
