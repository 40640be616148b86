import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  factsOf,
  home,
  node,
  OTHER,
  PARTNER,
  reached,
  short,
  unknownOf,
  viewOf,
} from './testing.ts';

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
const strangers = (provider: string, state: string) => [
  `external:strangers:${provider} trust/sts:AssumeRoleWithWebIdentity ${state}`,
];
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

  test.each<[string, Statement]>([
    ['an external id', { StringEquals: { 'sts:ExternalId': 'word' } }],
    ['one by a pattern', { StringLike: { 'sts:ExternalId': 'word-*' } }],
    ['the name of a session', { StringLike: { 'sts:RoleSessionName': 'vendor-*' } }],
  ])('%s is known to the partner who was told it, and keeps it out of nothing', (_title, condition) => {
    const [found] = reached(view(trust(allow({ Condition: condition }))));
    expect([found?.state, found?.gives, found?.conditions]).toEqual(['yes', 'own', '[]']);
  });
  test('an external id is told of, since it keeps out others', () => {
    const condition = { StringEquals: { 'sts:ExternalId': 'word' } };
    const [found] = reached(view(trust(allow({ Condition: condition }))));
    expect(found?.chain.join()).toContain('external id keeps out others');
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
  const like = (value: string) => token(hub, sub('StringLike', value));
  const open = strangers(HUB, 'yes');
  const theirs = byToken(HUB, 'conditional');
  test.each<[string, Statement, readonly string[]]>([
    ['anyone at GitHub', token(hub), open],
    ['anyone at GitHub, whatever audience is asked', token(hub, sub('StringEquals', '')), open],
    ['any subject', like('*'), open],
    ['any repository', like('repo:*'), open],
    ['any repository, by owner and name', like('repo:*/*:ref:refs/heads/*'), open],
    ['pull requests of any repository', like('repo:*:pull_request'), open],
    ['an environment of any repository', like('repo:*:environment:prod'), open],
    ['a branch of any repository', like('*:ref:refs/heads/release-?'), open],
    ['a repository by a name that anyone may give one', like('repo:*/deploy:*'), open],
    ['an organisation by how its name begins', like('repo:ours*'), open],
    ['one organisation', like('repo:ours/*'), theirs],
    ['pull requests of one organisation', like('repo:ours/*:pull_request'), theirs],
    ['one repository', like('repo:ours/app:*'), theirs],
    ['a subject that GitHub gives to nobody', like('*:somebody'), theirs],
    [
      'a claim beside the subject of which nobody knows what strangers have',
      token(hub, { StringEquals: { [`${HUB}:repository_owner`]: 'ours' } }),
      theirs,
    ],
    [
      'anyone at GitLab',
      token(`arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com`, {
        StringLike: { 'gitlab.com:sub': 'project_path:*:ref_type:branch:ref:main' },
      }),
      strangers('gitlab.com', 'yes'),
    ],
    [
      'one group at GitLab',
      token(`arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com`, {
        StringLike: { 'gitlab.com:sub': 'project_path:ours/*' },
      }),
      byToken('gitlab.com', 'conditional'),
    ],
    [
      'one organisation at Terraform',
      token('app.terraform.io', {
        StringLike: { 'app.terraform.io:sub': 'organization:ours:project:*:workspace:*:run_phase:*' },
      }),
      byToken('app.terraform.io', 'conditional'),
    ],
    [
      'any organisation at Terraform',
      token('app.terraform.io', {
        StringLike: { 'app.terraform.io:sub': 'organization:*:workspace:app:run_phase:apply' },
      }),
      strangers('app.terraform.io', 'yes'),
    ],
    [
      'holders of tokens of a provider of ours',
      token(`arn:aws:iam::${ACCOUNT}:oidc-provider/login.ours.example`),
      byToken('login.ours.example', 'yes'),
    ],
    [
      'one person at Google',
      token('accounts.google.com', { StringEquals: { 'accounts.google.com:sub': '117' } }),
      byToken('accounts.google.com', 'conditional'),
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

  test('anyone at GitHub from one range: strangers are held to the range alone', () => {
    const condition = {
      ...sub('StringLike', 'repo:*'),
      IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
    };
    const found = reached(view(trust(token(hub, condition)))).find((one) =>
      one.from.startsWith('external:strangers:'),
    );
    expect([found?.state, found?.conditions]).toEqual([
      'conditional',
      '[{"key":"aws:SourceIp","operator":"in","values":["203.0.113.0/24"]}]',
    ]);
  });

  test.each<[string, string]>([
    ['accounts.google.com', 'aud'],
    ['www.amazon.com', 'app_id'],
    ['graph.facebook.com', 'app_id'],
  ])('%s with its client alone: anyone, if the client signs in anyone', (provider, claim) => {
    const condition = { StringEquals: { [`${provider}:${claim}`]: 'c' } };
    const [found, ...more] = reached(view(trust(token(provider, condition))));
    expect([found?.from, found?.state, found?.assumes, more]).toEqual([
      `external:strangers:${provider}`,
      'yes',
      [`whom client c of ${provider} signs in`],
      [],
    ]);
  });

  test('strangers are outside principals whom nobody knows', () => {
    const nodes = factsOf(view(trust(token(hub)))).filter((fact) => fact.is === 'node');
    expect(nodes).toEqual([
      {
        is: 'node',
        id: `external:strangers:${HUB}`,
        concept: 'ExternalPrincipal',
        name: `whoever ${HUB} signs in`,
        props: { account: 'none', known: false },
      },
    ]);
  });

  describe('of Cognito', () => {
    const pools = 'cognito-identity.amazonaws.com';
    const pool = 'eu-west-1:11111111-2222-4333-8444-555555555555';
    const aud = { StringEquals: { [`${pools}:aud`]: pool } };
    const amr = (method: string) => ({ 'ForAnyValue:StringLike': { [`${pools}:amr`]: method } });
    const states = (condition?: Statement) => of(token(pools, condition));
    const guests = (state: string) => `internet trust/sts:AssumeRoleWithWebIdentity ${state}`;

    test('guests of a pool are the internet, if the pool takes guests', () => {
      const condition = { ...aud, ...amr('unauthenticated') };
      expect(states(condition)).toEqual([guests('yes')]);
      const [found] = reached(view(trust(token(pools, condition))));
      expect(found?.assumes).toEqual([`whether identity pool ${pool} takes guests`]);
    });
    test('users of a pool are strangers where the pool is open to sign-up', () => {
      expect(states({ ...aud, ...amr('authenticated') })).toEqual([
        ...byToken(pools, 'conditional'),
        ...strangers(pools, 'conditional'),
      ]);
    });
    test('a pool alone lets in both, on what was not read of it', () => {
      expect(states(aud)).toEqual([
        ...byToken(pools, 'conditional'),
        ...strangers(pools, 'conditional'),
        guests('conditional'),
      ]);
    });
    test('no pool named: a pool of their own does', () => {
      expect(states()).toEqual([...strangers(pools, 'yes'), guests('yes')]);
      for (const one of reached(view(trust(token(pools))))) expect(one.assumes).toEqual([]);
    });
    test('one user of a pool is no stranger', () => {
      const one = { StringEquals: { [`${pools}:aud`]: pool, [`${pools}:sub`]: 'eu-west-1:one' } };
      expect(states(one)).toEqual(byToken(pools, 'conditional'));
    });
    test('people of a user pool: its own, and strangers where they may sign up', () => {
      const users = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1';
      expect(of(token(`arn:aws:iam::${ACCOUNT}:oidc-provider/${users}`))).toEqual([
        ...byToken(users, 'yes'),
        ...strangers(users, 'conditional'),
      ]);
    });
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
