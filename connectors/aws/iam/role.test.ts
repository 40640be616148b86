import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import pieces from './role.fixture.ts';
import role from './role.ts';

const { rows } = await scanFixture(role, pieces);
const notebook = rows.find((r) => r.name === 'notebook');
const wide = rows.find((r) => r.name === 'wide');

test('a role is known by its ARN with path, its id, and its ARN without path', () => {
  expect(notebook).toMatchObject({
    id: 'arn:aws:iam::111122223333:role/service-role/notebook',
    uid: 'AROANOTEBOOK',
    name: 'notebook',
    aliases: ['arn:aws:iam::111122223333:role/notebook'],
  });
  expect(wide?.aliases ?? []).toEqual([]);
});

test('a role that was made anew under its name has another uid', () => {
  const at = {
    cloud: 'aws',
    partition: 'aws',
    organization: '',
    account: '111122223333',
    region: '',
  } as const;
  const wire = pieces.pieces[0]?.lists?.[0]?.item as Readonly<Record<string, unknown>>;
  const anew = role.list.item.parse({ ...wire, RoleId: 'AROAANEW' });
  expect(role.list.id(anew, at)).toBe(notebook?.id);
  expect(role.list.uid?.(anew, at)).toBe('AROAANEW');
});

test('documents are decoded and canonical', () => {
  expect(notebook?.props).toEqual({
    path: '/service-role/',
    createdAt: '2024-01-02T03:04:05.000Z',
    trustPolicy:
      '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"SageMaker.amazonaws.com"}}],' +
      '"Version":"2012-10-17"}',
    inlinePolicies: JSON.stringify([
      {
        document: '{"Statement":[{"Action":"iam:*","Effect":"Deny","Resource":"*"}],"Version":"2012-10-17"}',
        name: 'a+b',
      },
      {
        document:
          '{"Statement":[{"Action":["s3:GetObject","s3:PutObject"],"Effect":"Allow","Resource":"*"}],' +
          '"Version":"2012-10-17"}',
        name: 'write',
      },
    ]),
    attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    boundary: 'arn:aws:iam::111122223333:policy/edge',
    instanceProfiles: ['arn:aws:iam::111122223333:instance-profile/p'],
    serviceLinked: false,
    everUsed: true,
    lastUsedAt: '2026-05-01T00:00:00.000Z',
    lastUsedIn: 'eu-west-1',
    tags: ['owner=ml=team'],
  });
});

test('a role without anything says so in values', () => {
  expect(wide?.props).toMatchObject({
    inlinePolicies: '[]',
    attachedPolicies: [],
    boundary: 'none',
    instanceProfiles: [],
    everUsed: false,
    lastUsedAt: '1970-01-01T00:00:00.000Z',
    lastUsedIn: 'none',
    tags: [],
  });
});

test('policies and the boundary are edges', () => {
  expect(notebook?.edges.map((e) => [e.type, e.to, e.as])).toEqual([
    ['TRUSTS', 'sagemaker.amazonaws.com', 'ServicePrincipal'],
    ['HAS_POLICY', 'arn:aws:iam::aws:policy/AdministratorAccess', 'AwsIamAwsManagedPolicy'],
    ['BOUNDED_BY', 'arn:aws:iam::111122223333:policy/edge', 'AwsIamPolicy'],
  ]);
});

test('each principal that a trust policy names is an edge, keyed by its statement', () => {
  expect(wide?.edges.map((e) => [e.key, e.to, e.as])).toEqual([
    ['Partners', 'arn:aws:account::999988887777:account', 'Account'],
    ['Partners', 'AROAGONEGONEGONE', 'Principal'],
    ['Partners', 'arn:aws:iam::444455556666:user/path/eve', 'User'],
    ['Partners', 'arn:aws:iam::444455556666:role/deploy', 'Role'],
    ['1', 'aws::everyone', 'Everyone'],
    ['2', 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', 'IdentityProvider'],
    ['3', 'cognito-identity.amazonaws.com', 'IdentityProvider'],
    ['4', 'aws::everyone', 'Everyone'],
    ['5', 'arn:aws:account::222222222222:account', 'Account'],
    ['8', 'arn:aws:account::666666666666:account', 'Account'],
  ]);
});

test('an edge of trust says how, under which conditions and but for whom', () => {
  const props = (key: string) => wide?.edges.find((e) => e.key === key)?.props;
  expect(props('Partners')).toEqual({
    actions: ['sts:AssumeRole'],
    conditional: true,
    condition: '[{"key":"sts:ExternalId","operator":"StringEquals","values":["x"]}]',
    except: [],
  });
  expect(props('2')).toMatchObject({ actions: ['sts:AssumeRoleWithWebIdentity'], conditional: false });
  expect(props('4')).toMatchObject({ except: ['123412341234'] });
  expect(props('5')?.['actions']).toEqual(['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity']);
  expect(props('8')?.['actions']).toHaveLength(3);
});

test('a role whose trust policy is no document is refused and not taken for one that trusts nobody', () => {
  const wire = pieces.pieces[0]?.lists?.[0]?.item as Readonly<Record<string, unknown>>;
  expect(role.list.item.safeParse({ ...wire, AssumeRolePolicyDocument: '%7B' }).success).toBe(false);
  expect(role.list.item.safeParse({ ...wire, AssumeRolePolicyDocument: '%' }).success).toBe(false);
});
