import { describe, expect, test } from 'vitest';
import { ACCOUNT, home, node, OTHER, PARTNER, reached, short, unknownOf, viewOf } from './testing.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/ml`;
const HUB = 'token.actions.githubusercontent.com';
type Statement = Readonly<Record<string, unknown>>;

const trust = (...Statement: readonly Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${PARTNER}:root` },
  Action: 'sts:AssumeRole',
  ...more,
});
const token = (provider: string, condition?: Statement): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(condition === undefined ? {} : { Condition: condition }),
});
const view = (document: string | null) =>
  viewOf([
    home,
    node(`arn:aws:account::${OTHER}:account`, ['AwsAccount'], { organization: 'none' }),
    node(ROLE, ['AwsIamRole', 'Role'], { trustPolicy: document }),
  ]);
const of = (...statements: readonly Statement[]) => short(view(trust(...statements)));
const hub = `arn:aws:iam::${ACCOUNT}:oidc-provider/${HUB}`;
const nobody: readonly string[] = [];
const byToken = (provider: string, state: string) => [
  `external:${provider} trust/sts:AssumeRoleWithWebIdentity ${state}`,
];

describe('accounts', () => {
  test.each<[string, Statement, readonly string[]]>([
    ['a partner', allow(), [`external:${PARTNER} trust/sts:AssumeRole yes`]],
    [
      'a role of a partner',
      allow({ Principal: { AWS: `arn:aws:iam::${PARTNER}:role/r` } }),
      [`external:${PARTNER} trust/sts:AssumeRole yes`],
    ],
    ['any account', allow({ Principal: '*' }), ['internet:aws-accounts trust/sts:AssumeRole yes']],
    [
      'any account with a secret word',
      allow({ Principal: '*', Condition: { StringEquals: { 'sts:ExternalId': 'w' } } }),
      ['internet:aws-accounts trust/sts:AssumeRole conditional'],
    ],
    ['another account of ours', allow({ Principal: { AWS: OTHER } }), nobody],
    ['our own account', allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }), nobody],
    ['a service', allow({ Principal: { Service: 'sagemaker.amazonaws.com' } }), nobody],
    [
      'everyone of our own account',
      allow({
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } },
      }),
      nobody,
    ],
    ['a denial', allow({ Effect: 'Deny' }), nobody],
    ['tagging alone', allow({ Action: 'sts:TagSession' }), nobody],
  ])('%s', (_title, statement, expected) => {
    expect(of(statement)).toEqual(expected);
  });

  test('an external id narrows it to a partner who is still outside, and the edge says so', () => {
    const condition = { StringEquals: { 'sts:ExternalId': 'word' } };
    const [found] = reached(view(trust(allow({ Condition: condition }))));
    expect([found?.state, found?.gives]).toEqual(['conditional', 'own']);
    expect(found?.conditions).toContain('sts:ExternalId');
    expect(found?.chain.join()).toContain('still an outside account');
  });

  test('a partner who is named beside everyone is not told again', () => {
    expect(of(allow({ Principal: '*' }), allow())).toEqual([
      'internet:aws-accounts trust/sts:AssumeRole yes',
    ]);
  });
});

describe('tokens', () => {
  const sub = (operator: string, value: string) => ({
    StringEquals: { [`${HUB}:aud`]: 'sts.amazonaws.com' },
    ...(operator === 'StringEquals' ? {} : { [operator]: { [`${HUB}:sub`]: value } }),
  });
  test.each<[string, Statement, readonly string[]]>([
    ['anyone at GitHub', token(hub), byToken(HUB, 'yes')],
    [
      'anyone at GitHub, whatever audience is asked',
      token(hub, sub('StringEquals', '')),
      byToken(HUB, 'yes'),
    ],
    ['a pattern that takes any repository', token(hub, sub('StringLike', 'repo:*')), byToken(HUB, 'yes')],
    ['one organisation', token(hub, sub('StringLike', 'repo:ours/*')), byToken(HUB, 'conditional')],
    [
      'holders of tokens of a provider of ours',
      token(`arn:aws:iam::${ACCOUNT}:oidc-provider/login.ours.example`),
      byToken('login.ours.example', 'yes'),
    ],
    [
      'Cognito, one pool',
      token('cognito-identity.amazonaws.com', {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'p' },
      }),
      byToken('cognito-identity.amazonaws.com', 'conditional'),
    ],
    [
      'what runs in a cluster',
      token(`arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A`),
      nobody,
    ],
    ['the wrong call', { ...token(hub), Action: 'sts:AssumeRole' }, nobody],
  ])('%s', (_title, statement, expected) => {
    expect(of(statement)).toEqual(expected);
  });

  test('a provider that is named twice, by host and by ARN, is told once', () => {
    expect(of(token(HUB), token(hub, sub('StringLike', 'repo:ours/*')))).toHaveLength(1);
  });

  test('SAML', () => {
    const provider = `arn:aws:iam::${ACCOUNT}:saml-provider/Corp`;
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    };
    expect(of(statement)).toEqual([`external:${provider} trust/sts:AssumeRoleWithSAML conditional`]);
  });
});

describe('what nobody read', () => {
  test.each<[string, string | null]>([
    ['a trust policy', null],
    ['one that is malformed', trust({ Effect: 'Allow', Action: 'sts:AssumeRole' })],
  ])('%s leaves a mark and no edge', (_title, document) => {
    expect(short(view(document))).toEqual(nobody);
    expect(unknownOf(view(document), ROLE)).toContain('its trust policy');
  });
  test('a role that trusts a service is known to be closed', () => {
    expect(unknownOf(view(trust(allow({ Principal: { Service: 'ec2.amazonaws.com' } }))), ROLE)).toBe('none');
  });
});
