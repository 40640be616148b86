import { expect, test } from 'vitest';
import { canonicalJson, NO_POLICY, policyText } from './document.ts';
import { parseAclGrants, parsePolicy, publicAccessBlock } from './facts.ts';
import { accountId, EVERYONE, regionId } from './ids.ts';
import { namedPrincipal, pathlessArn } from './principals.ts';

test('every element of a statement is a list, whichever way it was written', () => {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Sid: 's',
      Effect: 'Deny',
      Principal: { Service: 'a.amazonaws.com', AWS: ['1', '2'] },
      Action: 's3:Get*',
      Resource: ['a', 'b'],
      Condition: {
        Bool: { 'aws:SecureTransport': false },
        NumericLessThan: { 'aws:MultiFactorAuthAge': [1, 2] },
      },
    },
  });
  expect(parsePolicy(text)).toEqual({
    version: '2012-10-17',
    statements: [
      {
        sid: 's',
        allows: false,
        principals: [
          { type: 'AWS', value: '1' },
          { type: 'AWS', value: '2' },
          { type: 'Service', value: 'a.amazonaws.com' },
        ],
        notPrincipals: undefined,
        actions: ['s3:Get*'],
        notActions: undefined,
        resources: ['a', 'b'],
        notResources: undefined,
        conditions: [
          { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
          { operator: 'NumericLessThan', key: 'aws:MultiFactorAuthAge', values: ['1', '2'] },
        ],
      },
    ],
  });
});

test('the older version is what a document without one has', () => {
  expect(parsePolicy('{"Statement":[]}')).toEqual({ version: '2008-10-17', statements: [] });
  expect(parsePolicy(NO_POLICY)?.statements).toEqual([]);
});

test('anyone is written in two ways, and element names in any case', () => {
  const principals = (principal: string) =>
    parsePolicy(`{"statement":[{"effect":"Allow","PRINCIPAL":${principal}}]}`)?.statements[0]?.principals;
  expect(principals('"*"')).toEqual([{ type: 'AWS', value: '*' }]);
  expect(principals('{"AWS":"*"}')).toEqual(principals('"*"'));
});

test.each([
  'not json',
  '[]',
  '"text"',
  '{"Statement":[{"Effect":"Maybe"}]}',
  '{"Statement":[{}]}',
  '{"Statement":[{"Effect":"Allow","Action":{"a":1}}]}',
  '{"Statement":[{"Effect":"Allow","Principal":{"Group":"g"}}]}',
])('nothing is concluded from %s', (text) => {
  expect(parsePolicy(text)).toBeUndefined();
});

test('nothing is concluded from what nobody could read', () => {
  expect([parsePolicy(undefined), parseAclGrants(undefined)]).toEqual([undefined, undefined]);
});

test('grants of an ACL are opened, and unknown permissions are not', () => {
  const grants = [{ type: 'Group', grantee: 'g', permission: 'READ' }];
  expect(parseAclGrants(JSON.stringify(grants))).toEqual(grants);
  expect(parseAclGrants('[{"type":"Group","grantee":"g","permission":"SMILE"}]')).toBeUndefined();
});

test('the switches of a public access block may be unknown one by one', () => {
  const block = {
    blockPublicAcls: true,
    ignorePublicAcls: null,
    blockPublicPolicy: false,
    restrictPublicBuckets: null,
  };
  expect(publicAccessBlock.parse(block)).toEqual(block);
});

test('equal grants give equal text: keys and sets in order, statements as they came', () => {
  const one = { b: ['y', 'x', 'x'], a: [{ d: 1, c: null }, { e: [2, 1] }] };
  expect(canonicalJson(one)).toBe('{"a":[{"c":null,"d":1},{"e":[2,1]}],"b":["x","y"]}');
});

test('a document is taken plain or URL-encoded, and gives the same text', () => {
  const text = '{"Statement":[{"Sid":"100% + größe"}]}';
  expect(policyText.parse(` ${text}\n`)).toBe(text);
  expect(policyText.parse(encodeURIComponent(text))).toBe(text);
  expect(policyText.parse(encodeURIComponent(`\n${text}`))).toBe(text);
});

test.each(['', '%', '%7B', 'null', '[]', '{', '"x"'])('%j is no document', (text) => {
  expect(policyText.safeParse(text).success).toBe(false);
});

test.each([
  ['AWS', '*', EVERYONE, 'Everyone'],
  ['AWS', '111122223333', 'arn:aws:account::111122223333:account', 'Account'],
  ['AWS', 'arn:aws:iam::111122223333:root', 'arn:aws:account::111122223333:account', 'Account'],
  ['AWS', 'arn:aws-cn:iam::111122223333:root', 'arn:aws-cn:account::111122223333:account', 'Account'],
  ['AWS', 'arn:aws:iam::111122223333:role/a/B', 'arn:aws:iam::111122223333:role/a/B', 'Role'],
  ['AWS', 'arn:aws:sts::111122223333:assumed-role/B/me@x', 'arn:aws:iam::111122223333:role/B', 'Role'],
  ['AWS', 'arn:aws:iam::111122223333:user/u', 'arn:aws:iam::111122223333:user/u', 'User'],
  [
    'AWS',
    'arn:aws:sts::111122223333:federated-user/f',
    'arn:aws:sts::111122223333:federated-user/f',
    'Principal',
  ],
  ['AWS', 'AIDAGONE', 'AIDAGONE', 'Principal'],
  ['Service', 'Lambda.AmazonAWS.com', 'lambda.amazonaws.com', 'ServicePrincipal'],
  ['Federated', 'accounts.google.com', 'accounts.google.com', 'IdentityProvider'],
  [
    'Federated',
    'arn:aws:iam::111122223333:saml-provider/okta',
    'arn:aws:iam::111122223333:saml-provider/okta',
    'IdentityProvider',
  ],
  ['CanonicalUser', 'abc', 'abc', 'Principal'],
] as const)('%s %s stands for %s', (type, value, id, as) => {
  expect(namedPrincipal('aws', { type, value })).toEqual({ id, as });
});

test('accounts, regions and names without path have one spelling each', () => {
  const at = { partition: 'aws-us-gov', account: '111122223333' };
  expect(accountId(at)).toBe('arn:aws-us-gov:account::111122223333:account');
  expect(regionId(at, 'us-gov-west-1')).toBe('arn:aws-us-gov:account::111122223333:region/us-gov-west-1');
  expect(pathlessArn(at, 'role', 'r')).toBe('arn:aws-us-gov:iam::111122223333:role/r');
});
