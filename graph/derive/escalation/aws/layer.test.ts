/** The layer over a small company. */
import { describe, expect, it } from 'vitest';
import {
  A,
  account,
  accountOf,
  allow,
  catalogue,
  deny,
  doc,
  edge,
  group,
  inline,
  node,
  policy,
  role,
  type Statement,
  user,
  viewOf,
} from '#graph/derive/access/aws/testing.ts';
import type { LayerEdge, LayerFact, LayerProps } from '#graph/derive/types.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { awsEscalation } from './layer.ts';

const home = account(A);
const isEdge = (fact: LayerFact): fact is { readonly is: 'edge' } & LayerEdge => fact.is === 'edge';
const isProps = (fact: LayerFact): fact is { readonly is: 'props' } & LayerProps => fact.is === 'props';

function given(nodes: readonly StoredNode[], edges: readonly StoredEdge[] = []) {
  const facts = [...awsEscalation.derive(viewOf(nodes, edges), catalogue)];
  const all = facts.filter(isEdge);
  const sets = new Map(
    all.filter(({ type }) => type === 'HAS_PERMISSIONS').map(({ from, to }) => [from, to] as const),
  );
  return {
    facts,
    sets,
    edges: all,
    /** `type target rule` of what a principal wins. */
    won: ({ id }: StoredNode): readonly string[] =>
      all
        .filter(({ from }) => from === sets.get(id))
        .map(({ type, to, key }) => `${type} ${to} ${key}`)
        .toSorted(),
    administrator: ({ id }: StoredNode): PropValue | null | undefined =>
      facts.filter(isProps).find((one) => one.id === id)?.props['administrator'],
  };
}

const victim = user('victim');
const makesKeys = inline(allow('iam:CreateAccessKey', victim.id));
const byKey = `ESCALATES_TO ${victim.id} iam-access-key`;

describe('what a principal wins', () => {
  it('hangs on a set that all of equal escalations share', () => {
    const [one, two, other] = [user('one', makesKeys), user('two', makesKeys), user('other')];
    const { sets, facts, won } = given([home, victim, one, two, other]);
    expect(won(one)).toEqual([byKey]);
    expect(sets.get(one.id)).toBe(sets.get(two.id));
    expect(sets.has(other.id)).toBe(false);
    expect(facts.filter(({ is }) => is === 'node')).toEqual([
      expect.objectContaining({ concept: 'PermissionSet', id: sets.get(one.id) }),
    ]);
    expect(facts.filter(isEdge).filter(({ key }) => key === 'iam-access-key')).toHaveLength(1);
  });

  it('is said with rule, permissions, state and conditions', () => {
    const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    const one = user('one', inline(allow('iam:CreateAccessKey', victim.id, mfa)));
    const [edge] = given([home, victim, one]).edges.filter(({ type }) => type === 'ESCALATES_TO');
    expect(edge).toMatchObject({
      to: victim.id,
      props: {
        rule: 'iam-access-key',
        permissions: [`iam:CreateAccessKey on ${victim.id}`],
        through: [],
        state: 'conditional',
        gives: 'own',
      },
      inputs: [victim.id],
      assumes: [],
    });
    expect(JSON.parse(String(edge?.props?.['conditions']))).toMatchObject([
      { key: 'aws:MultiFactorAuthPresent' },
    ]);
  });

  it('follows from its groups and policies, and from what it goes through', () => {
    const keys = policy('keys', doc(allow('lambda:UpdateFunctionCode', '*')));
    const dev = group('dev', { attachedPolicies: [keys.id] });
    const one = user('one', { groups: ['dev'] });
    const boss = role('boss');
    const code = node(`arn:aws:lambda:eu-west-1:${A}:function:code`, 'AwsLambdaFunction');
    const { edges } = given(
      [home, keys, dev, one, boss, code],
      [
        edge(one.id, 'MEMBER_OF', dev.id),
        edge(dev.id, 'HAS_POLICY', keys.id),
        edge(code.id, 'RUNS_AS', boss.id),
      ],
    );
    expect(edges.find(({ type }) => type === 'HAS_PERMISSIONS')?.inputs).toEqual([one.id, dev.id, keys.id]);
    expect(edges.find(({ type }) => type === 'ESCALATES_TO')).toMatchObject({
      to: boss.id,
      key: 'lambda-code',
      props: { through: [code.id] },
      inputs: [boss.id, code.id],
    });
  });

  it('is a role that was only pointed at, and nothing that nobody points at', () => {
    const one = user('one', inline(allow('lambda:UpdateFunctionCode', '*')));
    const stub: StoredNode = {
      id: `arn:aws:iam::${A}:role/elsewhere`,
      labels: ['Asset', 'AwsIamRole'],
      props: { kind: 'AwsIamRole', account: A, seen: false },
    };
    const code = node(`arn:aws:lambda:eu-west-1:${A}:function:code`, 'AwsLambdaFunction');
    const runs = [edge(code.id, 'RUNS_AS', stub.id)];
    expect(given([home, one, code, stub], runs).won(one)).toEqual([`ESCALATES_TO ${stub.id} lambda-code`]);
    expect(given([home, one, code], runs).won(one)).toEqual([]);
  });

  it.each([
    ['s3:PutBucketPolicy', 'arn:aws:s3:::data', 'AwsS3Bucket', ['see', 'put']],
    [
      'secretsmanager:PutResourcePolicy',
      `arn:aws:secretsmanager:eu-west-1:${A}:secret:key`,
      'AwsSecretsManagerSecret',
      ['see'],
    ],
    ['iam:CreateServiceSpecificCredential', victim.id, 'AwsIamUser', ['ask']],
  ] as const)('may be less than to act as it: %s', (action, id, kind, gives) => {
    const one = user('one', inline(allow(action, id)));
    const { edges } = given([home, one, node(id, kind, { boundary: 'none' })]);
    const won = edges.filter(({ type }) => type !== 'HAS_PERMISSIONS');
    expect(new Set(won.map(({ type, to }) => `${type} ${to}`))).toEqual(new Set([`INFLUENCES ${id}`]));
    expect(new Set(won.map(({ props }) => props?.['gives']))).toEqual(new Set(gives));
  });

  it('lies in the region of the thing', () => {
    const lies = (region: string) => `arn:aws:sagemaker:${region}:${A}:endpoint-config/*`;
    const end = node(`arn:aws:sagemaker:eu-west-1:${A}:endpoint/live`, 'AwsSageMakerEndpoint', {
      region: 'eu-west-1',
    });
    const wins = (region: string) => {
      const one = user(
        'one',
        inline(
          allow(['sagemaker:CreateEndpointConfig', 'sagemaker:UpdateEndpoint'], lies(region)),
          allow('sagemaker:UpdateEndpoint', end.id),
        ),
      );
      const far = node(`arn:aws:sagemaker:us-east-1:${A}:endpoint/far`, 'AwsSageMakerEndpoint', {
        region: 'us-east-1',
      });
      return given([home, one, end, far]).won(one);
    };
    expect(wins('eu-west-1')).toEqual([`INFLUENCES ${end.id} sagemaker-endpoint-siphon`]);
    expect(wins('us-east-1')).toEqual([]);
  });

  it('cannot be made under a name that is taken', () => {
    const boss = role('boss', {
      trustPolicy: doc({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    });
    const taken = node(`arn:aws:lambda:eu-west-1:${A}:function:taken`, 'AwsLambdaFunction', {
      region: 'eu-west-1',
    });
    const one = user(
      'one',
      inline(
        allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], taken.id),
        allow('iam:PassRole', boss.id),
      ),
    );
    const free = node(`${taken.id}-not`, 'AwsLambdaFunction', { region: 'eu-west-1' });
    expect(given([home, one, boss, free]).won(one)).toEqual([`ESCALATES_TO ${boss.id} lambda-new-invoke`]);
    expect(given([home, one, boss, taken]).won(one)).toEqual([]);
  });

  it('is nothing in an account that is shut', () => {
    const one = user('one', makesKeys);
    const shut = (status: string, stale = false) =>
      given([home, victim, one], [edge('organization', 'CONTAINS', home.id, { status, stale })]).won(one);
    expect(shut('SUSPENDED')).toEqual([]);
    expect(shut('ACTIVE')).toEqual([byKey]);
    expect(shut('SUSPENDED', true)).toEqual([byKey]);
  });
});

describe('who is an administrator', () => {
  const all = allow('*', '*');
  const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
  const bound = (name: string, document: string | null) => policy(name, document);
  const wide = bound('wide', doc(all));
  const narrow = bound('narrow', doc(allow('s3:*', '*')));
  const unread = bound('unread', null);
  it.each([
    ['whoever may do everything', inline(all), true],
    ['nobody who may do less', inline(allow('iam:*', '*')), false],
    ['nobody without a policy', {}, false],
    ['nobody knows where policies are unread', { inlinePolicies: null }, null],
    ['nobody knows where an attached policy is unread', { attachedPolicies: [unread.id] }, null],
    ['nobody knows where one is malformed', { inlinePolicies: '[{"name":"own","document":"{}"}]' }, null],
    ['nobody knows where it hangs on a condition', inline(allow('*', '*', mfa)), null],
    ['under a boundary that allows all', { ...inline(all), boundary: wide.id }, true],
    ['nobody under a boundary that allows less', { ...inline(all), boundary: narrow.id }, false],
    ['nobody knows under an unread boundary', { ...inline(all), boundary: unread.id }, null],
  ] as const)('%s', (_who, props, is) => {
    const one = user('one', props);
    expect(given([home, wide, narrow, unread, one]).administrator(one)).toBe(is);
  });

  describe('in an organisation', () => {
    const root = node('arn:aws:organizations::1:root/o-1/r-1', 'AwsOrganizationsRoot', {
      scpEnabled: true,
      rcpEnabled: false,
    });
    const member = account(A, { organization: 'o-1' });
    const one = user('one', inline(all));
    const toAccount = `ESCALATES_TO ${accountOf(A)} administrator`;
    const under = (...statements: readonly Statement[]) => {
      const scp = node('arn:aws:organizations::1:policy/o-1/scp', 'AwsOrganizationsScp', {
        document: doc(...statements),
      });
      return given(
        [member, root, scp, one],
        [edge(root.id, 'CONTAINS', member.id), edge(root.id, 'HAS_POLICY', scp.id)],
      );
    };
    it('still, where an SCP takes something away, which it does from what is won', () => {
      expect(under(all).administrator(one)).toBe(true);
      expect(under(all).won(one)).toContain(toAccount);
      const limited = under(all, deny('iam:CreateUser', '*'));
      expect(limited.administrator(one)).toBe(true);
      expect(limited.won(one)).not.toContain(toAccount);
    });
  });
});
