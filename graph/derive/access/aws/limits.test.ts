import { describe, expect, test } from 'vitest';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { accountLimits, Organizations } from './limits.ts';
import {
  A,
  account,
  accountOf,
  allow,
  doc,
  edge,
  endpoint,
  granted,
  inline,
  node,
  role,
  seen,
  viewOf,
} from './testing.ts';

const M = '999988887777';
const at = (rest: string): string => `arn:aws:organizations::${M}:${rest}`;
const all = doc(allow('*', '*'));
const only = doc(allow('ec2:*', '*'));

const organization = node(at('organization/o-1'), 'AwsOrganization', {
  features: 'ALL',
  managementAccount: M,
});
const root = (more: Parameters<typeof node>[2] = {}) =>
  node(at('root/o-1/r-1'), 'AwsOrganizationsRoot', { scpEnabled: true, rcpEnabled: false, ...more });
const unit = (more: Parameters<typeof node>[2] = {}) => node(at('ou/o-1/ou-1'), 'AwsOrganizationsUnit', more);
const scp = (name: string, document: string | null, more: Parameters<typeof node>[2] = {}) =>
  node(at(`policy/o-1/service_control_policy/${name}`), 'AwsOrganizationsScp', { document, ...more });
const rcp = (name: string, document: string) =>
  node(at(`policy/o-1/resource_control_policy/${name}`), 'AwsOrganizationsRcp', { document });
const member = account(A, { organization: null });

const has = (on: StoredNode, ...policies: readonly StoredNode[]): readonly StoredEdge[] =>
  policies.map((one) => edge(on.id, 'HAS_POLICY', one.id));
const tree = [
  edge(organization.id, 'CONTAINS', root().id),
  edge(root().id, 'CONTAINS', unit().id),
  edge(unit().id, 'CONTAINS', member.id),
  edge(organization.id, 'CONTAINS', member.id),
];
const full = scp('full', all);
const narrow = scp('narrow', only);
const onAll = [...has(root(), full), ...has(unit(), full), ...has(member, full)];
const allOf = (nodes: readonly StoredNode[], edges: readonly StoredEdge[], number = A) =>
  accountLimits(new Organizations(viewOf(nodes, edges)).of('aws', number));
const limits = (...given: Parameters<typeof allOf>) => {
  const { organization: _, ...rest } = allOf(...given);
  return rest;
};

test.each([
  ['what the account itself says', [account(A, { organization: 'o-2' }), organization], tree, 'o-2'],
  ['that it is in none', [account(A, { organization: 'none' })], [], 'none'],
  ['the organisation that holds it', [account(A, { organization: null }), organization], tree, 'o-1'],
  ['the organisation that it manages', [account(M, { organization: null }), organization], [], 'o-1'],
  ['nothing, where nobody could tell', [account(A, { organization: null })], [], undefined],
] as const)('the organisation of an account is %s', (_what, nodes, edges, expected) => {
  const [{ id }] = nodes;
  expect(allOf(nodes, edges, /:(\d{12}):account$/.exec(id)?.[1] ?? '').organization).toBe(expected);
});
const usual = [organization, root(), unit(), member, full];

describe('levels', () => {
  test('go from the root over the units to the account', () => {
    const edges = [...tree, ...has(root(), full), ...has(unit(), full, narrow), ...has(member, full)];
    expect(limits([...usual, narrow], edges)).toEqual({ scps: [[all], [all, only], [all]] });
  });

  test('hold those of one type each', () => {
    const keep = rcp('keep', only);
    const on = root({ rcpEnabled: true });
    const edges = [...tree, ...onAll, ...has(on, keep), ...has(unit(), keep), ...has(member, keep)];
    expect(limits([organization, on, unit(), member, full, keep], edges)).toEqual({
      scps: [[all], [all], [all]],
      rcps: [[only], [only], [only]],
    });
  });
});

describe('known to restrict nothing', () => {
  test.each([
    ['an account in no organisation', [account(A)], []],
    [
      'an organisation for billing alone',
      [
        node(organization.id, 'AwsOrganization', { features: 'CONSOLIDATED_BILLING', managementAccount: M }),
        member,
      ],
      tree,
    ],
    ['types that are off', [organization, root({ scpEnabled: false }), unit(), member], tree],
  ])('%s', (_what, nodes, edges) => {
    expect(limits(nodes, edges)).toEqual({});
  });

  test('the management account', () => {
    expect(limits([...usual, account(M, { organization: null })], [...tree, ...onAll], M)).toEqual({});
  });
});

describe('not read', () => {
  const unread = { scps: null, rcps: null };
  test.each([
    ['no organisation was seen', [member], []],
    ['the account was in none, at an earlier scan', [account(A, { stale: true })], []],
    [
      'an organisation that does not show where the account stands',
      [organization, root(), member],
      [tree[3]],
    ],
    [
      'a root that was seen at an earlier scan only',
      [organization, root({ stale: true }), unit(), member, full],
      [...tree, ...onAll],
    ],
    [
      'a unit that nobody has seen',
      [organization, root(), unit({ seen: false }), member, full],
      [...tree, ...onAll],
    ],
    [
      'a place in the tree that is from an earlier scan',
      usual,
      [...tree.slice(0, 2), edge(unit().id, 'CONTAINS', member.id, { stale: true }), ...onAll],
    ],
  ] as readonly (readonly [string, readonly StoredNode[], readonly StoredEdge[]])[])(
    '%s',
    (_what, nodes, edges) => {
      expect(limits(nodes, edges)).toEqual(unread);
    },
  );

  test('whether the type is on', () => {
    const unsure = root({ scpEnabled: null });
    expect(limits([organization, unsure, unit(), member, full], [...tree, ...onAll])).toEqual({ scps: null });
  });

  test('the policies of a level: a type that is on has one on each', () => {
    expect(limits(usual, [...tree, ...has(root(), full), ...has(member, full)])).toEqual({
      scps: [[all], null, [all]],
    });
  });

  test('a document, or one of an earlier scan', () => {
    const lost = scp('lost', null);
    const old = scp('old', only, { stale: true });
    expect(
      limits([...usual, lost, old], [...tree, ...onAll, ...has(unit(), lost), ...has(member, old)]),
    ).toEqual({
      scps: [[all], [all, null], [all, null]],
    });
  });

  test('where a policy hangs: it may hang on any level', () => {
    const loose = scp('loose', only, { incomplete: ['HAS_POLICY'] });
    expect(limits([...usual, loose], [...tree, ...onAll])).toEqual({
      scps: [
        [all, null],
        [all, null],
        [all, null],
      ],
    });
  });
});

test('an SCP takes away what a role has, and what it leaves follows from the tree', () => {
  const chat = endpoint('chat');
  const one = role('one', inline(allow('sagemaker:*', '*')));
  const shut = [...tree, ...onAll.slice(0, 2), ...has(member, narrow)];
  expect(granted(seen([...usual, narrow, chat, one], shut), one.id)).toEqual([]);
  const open = seen([...usual, chat, one], [...tree, ...onAll]);
  expect(granted(open, one.id)).toEqual(['INVOKE chat yes']);
  expect(open.holders[0]?.inputs).toEqual([one.id, root().id, unit().id, full.id, full.id, full.id]);
  expect(accountOf(A)).toBe(member.id);
});
