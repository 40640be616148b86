import { describe, expect, it } from 'vitest';
import type { PossibleHub } from '#graph/paths/build.ts';
import type { Catalogue, CatalogueKind, CatalogueRead } from '#graph/schema/catalogue.ts';
import type { Coverage } from '#graph/schema/coverage.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { unknownOf } from './unknown.ts';

const A = '111122223333';
const B = '444455556666';
const read = (name: string, operation: string, edges: readonly string[] = []): CatalogueRead => ({
  name,
  operation,
  permissions: [operation],
  gives: {},
  edges,
});
const kind = (
  name: string,
  concepts: readonly string[],
  ...reads: readonly CatalogueRead[]
): CatalogueKind => ({
  kind: name,
  title: name,
  cloud: 'aws',
  service: 'x',
  concepts,
  scope: 'region',
  reads,
  verbs: {},
});
const catalogue: Catalogue = [
  kind('AwsFunction', ['Function'], read('list', 'lambda:ListFunctions', ['RUNS_AS'])),
  kind(
    'AwsModel',
    ['Model'],
    read('list', 'sagemaker:ListModels'),
    read('describe', 'sagemaker:DescribeModel', ['LOADS', 'RUNS_AS']),
    read('tags', 'sagemaker:ListTags'),
  ),
  kind('AwsRole', ['Role', 'Principal'], read('list', 'iam:GetAccountAuthorizationDetails', ['HAS_POLICY'])),
  kind('AwsGroup', ['NetworkFilter'], read('list', 'ec2:DescribeSecurityGroups', ['IN_NETWORK'])),
  {
    ...kind('AwsBucket', ['ObjectStore', 'DataStore'], read('list', 's3:ListBuckets')),
    reads: [
      read('list', 's3:ListBuckets'),
      read('acl', 's3:GetBucketAcl'),
      read('policy', 's3:GetBucketPolicy'),
    ],
  },
];
const node = (id: string, label: string, account: string, props: StoredNode['props'] = {}): StoredNode => {
  const concepts = catalogue.find(({ kind: name }) => name === label)?.concepts ?? [];
  return {
    id,
    labels: ['Asset', label, ...concepts],
    props: { account, kind: label, seen: true, scope: `aws/${account}/eu-west-1`, ...props },
  };
};
const denied = (
  [kindName, name, operation]: readonly [string, string, string],
  account = A,
  asset?: string,
): Coverage => ({
  scope: { cloud: 'aws', partition: 'aws', account, region: 'eu-west-1' },
  kind: kindName,
  read: name,
  operation,
  permissions: [operation],
  outcome: 'denied',
  items: 0,
  at: '',
  ...(asset === undefined ? {} : { asset }),
});
const functions = ['AwsFunction', 'list', 'lambda:ListFunctions'] as const;
const roles = ['AwsRole', 'list', 'iam:GetAccountAuthorizationDetails'] as const;

const world = [
  node('internet', 'Internet', 'none'),
  node('external:strangers:login.example', 'ExternalPrincipal', 'none'),
  node('role-a', 'AwsRole', A),
  node('role-b', 'AwsRole', B),
  node('bucket-a', 'AwsBucket', A),
  node('bucket-b', 'AwsBucket', B),
];
const jewels = ['bucket-a', 'bucket-b', 'role-a'].map((id) => ({ id, hold: 'see' as const }));
const unknown = (coverage: readonly Coverage[], ...more: readonly StoredNode[]) =>
  unknownOf({ nodes: [...world, ...more], coverage, catalogue, jewels });
const names = (refs: PossibleHub['from']) =>
  [...new Set(refs.map(({ id, hold }) => `${id}:${hold}`))].sort().join(' ');
const leads = (hubs: readonly PossibleHub[], from: string, to: string) =>
  hubs.some((hub) => names(hub.from).includes(from) && names(hub.to).includes(to));

describe('a listing that failed', () => {
  it('hides what outsiders and whoever has rights there could use, and leads to the roles of the account alone', () => {
    const { hubs } = unknown([denied(functions)]);
    expect(hubs).toHaveLength(1);
    expect(hubs[0]?.gap).toContain('lambda:ListFunctions');
    expect(names(hubs[0]?.from ?? [])).toBe(
      `arn:aws:account::${A}:account:ask external:strangers:login.example:own internet:own role-a:own`,
    );
    expect(names(hubs[0]?.to ?? [])).toBe('role-a:own');
  });

  it('of a kind that leads nowhere hides no way', () => {
    expect(unknown([denied(['AwsGroup', 'list', 'ec2:DescribeSecurityGroups'])]).hubs).toEqual([]);
  });

  it('of identities hides some whom outsiders could be, who reach anything', () => {
    const { hubs, hidden } = unknown([denied(roles)]);
    expect(hidden).toMatchObject([{ id: `arn:aws:account::${A}:account`, hold: 'ask' }]);
    for (const to of ['bucket-a:see', 'bucket-b:see']) expect(leads(hubs, 'internet:own', to)).toBe(true);
  });

  it('leaves a role that is only pointed at open to outsiders, and what it may do as well', () => {
    const { hubs } = unknown([denied(roles)], node('stub', 'AwsRole', A, { seen: false }));
    expect(leads(hubs, 'internet:own', 'stub:own')).toBe(true);
    expect(leads(hubs, 'stub:own', 'bucket-b:see')).toBe(true);
  });

  it('of another account leaves what is only pointed at as it is', () => {
    const { hubs } = unknown([denied(functions, B)], node('stub', 'AwsFunction', A, { seen: false }));
    expect(hubs.flatMap(({ from, to }) => [...from, ...to]).filter(({ id }) => id === 'stub')).toEqual([]);
  });
});

describe('edges that an asset could not show', () => {
  const model = node('model', 'AwsModel', A, { incomplete: ['LOADS', 'RUNS_AS'] });
  const { hubs, gapsOf } = unknown([denied(['AwsModel', 'describe', 'sagemaker:DescribeModel'])], model);

  it('may lead into it from whatever could be loaded, of any account', () => {
    for (const from of ['bucket-a:put', 'bucket-b:put', 'internet:own'])
      expect(leads(hubs, from, 'model:own')).toBe(true);
    expect(leads(hubs, 'bucket-a:see', 'model:own')).toBe(false);
  });

  it('may lead on to the roles and to what is at stake of its account, and no other', () => {
    expect(leads(hubs, 'model:own', 'role-a:own')).toBe(true);
    expect(leads(hubs, 'model:own', 'bucket-a:see')).toBe(true);
    for (const to of ['role-b', 'bucket-b']) expect(leads(hubs, 'model:own', to)).toBe(false);
  });

  it('are told by the read that failed', () => {
    const words = hubs.filter(({ from }) => from.some(({ id }) => id === 'model')).map(({ gap }) => gap);
    expect(gapsOf({ gaps: words, steps: [] })).toMatchObject([{ operation: 'sagemaker:DescribeModel' }]);
  });

  it('of the network only are no way', () => {
    expect(unknown([], node('m', 'AwsModel', A, { incomplete: ['IN_SUBNET'] })).hubs).toEqual([]);
  });
});

describe('a policy that could not be read', () => {
  it.each([
    ['its policy could not be read', 's3:GetBucketPolicy'],
    ['its ACL was not read', 's3:GetBucketAcl'],
    ['its door is malformed', 'derived'],
  ])('%s: names %s, whatever else failed', (exposureUnknown, operation) => {
    const coverage = [
      denied(['AwsBucket', 'acl', 's3:GetBucketAcl'], A, 'bucket'),
      denied(['AwsBucket', 'policy', 's3:GetBucketPolicy'], A, 'bucket'),
    ];
    const { hubs, gapsOf } = unknown(coverage, node('bucket', 'AwsBucket', A, { exposureUnknown }));
    expect(hubs).toHaveLength(1);
    expect(names(hubs[0]?.from ?? [])).toBe('external:strangers:login.example:own internet:own');
    expect(gapsOf({ gaps: hubs.map(({ gap }) => gap), steps: [] })).toMatchObject([
      { operation, reason: exposureUnknown, asset: 'bucket' },
    ]);
  });

  it('is one hub for all whose rights are unknown in one place, and each is told its own reason', () => {
    const users = Array.from({ length: 50 }, (_, i) =>
      node(`user-${i}`, 'AwsRole', A, { accessUnknown: `policy ${i} could not be read` }),
    );
    const { hubs, gapsOf } = unknown([], ...users);
    expect(hubs).toHaveLength(1);
    const step = { from: 'user-7', to: 'bucket-a' };
    expect(gapsOf({ gaps: hubs.map(({ gap }) => gap), steps: [step] })).toMatchObject([
      { asset: 'user-7', reason: 'policy 7 could not be read' },
    ]);
    expect([hubs[0]?.from.length, hubs[0]?.to.length]).toEqual([50, jewels.length]);
  });
});

it('all that was read leaves nothing unknown', () => {
  const { hubs, hidden } = unknown([
    { ...denied(functions), outcome: 'looked' },
    { ...denied(roles), outcome: 'absent' },
  ]);
  expect([hubs, hidden]).toEqual([[], []]);
});
