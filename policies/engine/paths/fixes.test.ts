import { describe, expect, it } from 'vitest';
import type { EdgeEvidence } from '#graph/paths/index.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { readFixFacts } from './fix-facts.ts';
import { Fixer } from './fixes.ts';

const edge = (from: string, type: string, to: string, more: Partial<StoredEdge> = {}): StoredEdge => ({
  from,
  type,
  to,
  key: '',
  props: {},
  ...more,
});
const evidence = (
  from: string,
  type: string,
  to: string,
  more: Partial<EdgeEvidence> = {},
): EdgeEvidence => ({ from, type, to, key: '', by: '', inputs: [], statements: [], chain: [], ...more });

/** `set` is held by one role, `shared` by two, `made` are the escalations of one. */
const edges: readonly StoredEdge[] = [
  edge('role', 'HAS_PERMISSIONS', 'set'),
  edge('role', 'HAS_PERMISSIONS', 'made'),
  edge('one', 'HAS_PERMISSIONS', 'shared'),
  edge('two', 'HAS_PERMISSIONS', 'shared'),
  edge('one', 'HAS_PERMISSIONS', 'both'),
  edge('two', 'HAS_PERMISSIONS', 'both'),
  edge('admin', 'HAS_PERMISSIONS', 'all'),
  edge('admin', 'HAS_POLICY', 'arn:aws:iam::aws:policy/All'),
  edge('role', 'HAS_POLICY', 'arn:aws:iam::aws:policy/Some'),
  edge('role', 'MEMBER_OF', 'group'),
  edge('group', 'HAS_POLICY', 'arn:aws:iam::aws:policy/Grouped'),
  edge('model', 'RUNS_AS', 'role'),
  edge('set', 'GRANTS', 'bucket', { props: { statements: ['arn:aws:iam::1:policy/Own#Read'] } }),
  edge('all', 'GRANTS', 'bucket', { props: { statements: ['arn:aws:iam::aws:policy/All#0'] } }),
  edge('made', 'ESCALATES_TO', 'boss', {
    key: 'new',
    props: { permissions: ['iam:PassRole on boss', 'x:New on *'] },
  }),
  edge('made', 'INFLUENCES', 'bot', { key: 'swap', props: { permissions: ['x:Swap on bot'] } }),
  edge('both', 'ESCALATES_TO', 'boss', {
    key: 'new',
    props: { permissions: ['iam:PassRole on boss', 'x:New on *'] },
  }),
  edge('both', 'ESCALATES_TO', 'boss', {
    key: 'use',
    props: { permissions: ['iam:PassRole on boss', 'x:Use on *'] },
  }),
];
const nodes: readonly StoredNode[] = ['role', 'admin', 'one'].map((id) => ({
  id,
  labels: ['Principal'],
  props: { inlinePolicies: '[]' },
}));
const names = new Map([
  ['group', 'Group'],
  ['bucket', 'Bucket {to}'],
]);
const graph = {
  async *nodes() {
    yield* nodes;
  },
  async *edges({ types }: { readonly types?: readonly string[] } = {}) {
    yield* edges.filter(({ type }) => types?.includes(type) !== false);
  },
};

/** The changes in words, each with the asset and its weight. */
async function fixes(of: EdgeEvidence): Promise<readonly string[]> {
  const fixer = new Fixer(await readFixFacts(graph, names));
  return fixer.fixOf(of).map((fix) => `${fix.asset} ${fix.weight}: ${fixer.words(fix)}`);
}

describe('a grant', () => {
  const grant = (from: string, ...statements: readonly string[]) =>
    evidence(from, 'GRANTS', 'bucket', { key: 'READ Bucket', statements });
  it.each([
    [
      'of one statement of a policy of the company is narrowed there, whoever holds it',
      grant('shared', 'arn:aws:iam::1:policy/Own#Read'),
      ['arn:aws:iam::1:policy/Own 1: Take out or narrow statement Read of policy arn:aws:iam::1:policy/Own'],
    ],
    [
      'of two statements of one policy is one change',
      grant('set', 'arn:aws:iam::1:policy/Own#B', 'arn:aws:iam::1:policy/Own#A'),
      ['arn:aws:iam::1:policy/Own 1: Take out or narrow statements A, B of policy arn:aws:iam::1:policy/Own'],
    ],
    [
      "of AWS's own policy is taken off its holder",
      grant('set', 'arn:aws:iam::aws:policy/Some#0'),
      ['role 1: Take the policy arn:aws:iam::aws:policy/Some off role'],
    ],
    [
      "of AWS's own policy on a group is taken off the group",
      grant('set', 'arn:aws:iam::aws:policy/Grouped#0'),
      ['group 1: Take the policy arn:aws:iam::aws:policy/Grouped off Group'],
    ],
    [
      'of an inline policy is narrowed at its holder',
      grant('set', 'inline policy own#Read'),
      ['role 1: Take out or narrow statement Read of inline policy own of role'],
    ],
    [
      'of an inline policy of a group is narrowed at the group',
      grant('set', 'inline policy own of group Group#Read'),
      ['group 1: Take out or narrow statement Read of inline policy own of Group'],
    ],
    [
      'of a policy on the asset is narrowed there, and a name is no place for another',
      grant('set', 'resource#Share'),
      ['bucket 1: Take out or narrow statement Share of the policy of Bucket {to}'],
    ],
    ['of two policies has no single change', grant('set', 'arn:aws:iam::1:policy/A#0', 'resource#0'), []],
    ['of inline policies of two holders has no single change', grant('shared', 'inline policy own#Read'), []],
    ['that says no statement has no change of its own', grant('set'), []],
  ])('%s', async (_, of, says) => expect(await fixes(of)).toEqual(says));

  it('from a principal itself that stands in two places is denied', async () => {
    const statements = ['arn:aws:iam::1:policy/A#0', 'inline policy own#0'];
    expect(await fixes(evidence('solo', 'CAN_READ', 'bucket', { statements }))).toEqual([
      'solo 3: Deny solo, in a policy of its own: CAN_READ on Bucket {to}',
    ]);
  });
});

describe('what a principal holds', () => {
  it('is denied by what the paths use of it', async () => {
    const fixer = new Fixer(await readFixFacts(graph, names));
    const [fix] = fixer.fixOf(evidence('role', 'HAS_PERMISSIONS', 'set'));
    fixer.fixOf(evidence('set', 'GRANTS', 'bucket', { key: 'READ Bucket' }));
    fixer.fixOf(evidence('set', 'GRANTS', 'other', { key: 'WRITE Bucket' }));
    expect(fix === undefined ? '' : fixer.words(fix)).toBe(
      'Deny role, in a policy of its own: READ Bucket on Bucket {to}, WRITE Bucket on other',
    );
  });
  it('by one attached policy alone is taken off with it', async () => {
    expect(await fixes(evidence('admin', 'HAS_PERMISSIONS', 'all'))).toContain(
      'admin 1: Take the policy arn:aws:iam::aws:policy/All off admin',
    );
  });
  it('by a policy that others of its grants do not come from is not', async () => {
    expect((await fixes(evidence('role', 'HAS_PERMISSIONS', 'set'))).join()).not.toContain('Take the policy');
  });
  it('and that makes escalations by one permission is ended by taking that', async () => {
    expect(await fixes(evidence('one', 'HAS_PERMISSIONS', 'both'))).toContain(
      'one 1: Take iam:PassRole on boss from one',
    );
  });
});

describe('an escalation', () => {
  it('is ended by any of the permissions that make it', async () => {
    expect(await fixes(evidence('made', 'ESCALATES_TO', 'boss', { key: 'new' }))).toEqual([
      'role 1: Take iam:PassRole on boss from role',
      'role 1: Take x:New on * from role',
    ]);
  });
  it('of several holders has no single change', async () => {
    expect(await fixes(evidence('both', 'ESCALATES_TO', 'boss', { key: 'new' }))).toEqual([]);
  });
  it('of an administrator is ended by making it none', async () => {
    expect(await fixes(evidence('made', 'ESCALATES_TO', 'boss', { key: 'administrator' }))).toEqual([
      'role 2: Take the rights of an administrator from role',
    ]);
  });
});

describe('an opening', () => {
  const reach = (key: string, ...chain: readonly string[]) =>
    evidence('internet', 'REACHES', 'bucket', { key, chain });
  it.each([
    [
      'by a policy is closed at its statements',
      reach('policy/READ', 'bucket: policy, statement B: allows x', 'bucket: policy, statement A: allows x'),
      ['bucket 1: Take out or narrow statements A, B of the policy of Bucket {to}'],
    ],
    [
      'by trust is closed at its statement',
      reach('trust', 'bucket: trustPolicy, statement 0: allows sts:AssumeRole to anyone'),
      ['bucket 1: Take out or narrow statement 0 of the policy of Bucket {to}'],
    ],
    [
      'by an ACL is closed there',
      reach('acl/READ', 'bucket: ACL grants READ to everyone'),
      ['bucket 1: Take out of the ACL of Bucket {to}: ACL grants READ to everyone'],
    ],
    [
      'by a URL is closed by asking for authorisation',
      reach('address/url', 'bucket: urlWithoutAuth is true', 'bucket: policy, statement A: allows x'),
      ['bucket 1: Let the URL of Bucket {to} ask for IAM authorisation'],
    ],
    [
      'by one security group is closed there, or at the asset',
      reach('network/4', 'bucket: has an address', 'sg: ingress lets in tcp/22 from 0.0.0.0/0'),
      [
        'sg 1: Take out or narrow of sg: ingress lets in tcp/22 from 0.0.0.0/0',
        'bucket 2: Close Bucket {to} to internet (sg: ingress lets in tcp/22 from 0.0.0.0/0)',
      ],
    ],
    [
      'by two security groups is closed at the asset',
      reach('network/4', 'a: ingress lets in tcp/22 from x', 'b: ingress lets in tcp/22 from x'),
      ['bucket 2: Close Bucket {to} to internet (b: ingress lets in tcp/22 from x)'],
    ],
    [
      'without a word of evidence is closed at the asset',
      reach('x'),
      ['bucket 2: Close Bucket {to} to internet'],
    ],
  ])('%s', async (_, of, says) => expect(await fixes(of)).toEqual(says));
});

describe('other edges', () => {
  it.each([
    [
      'RUNS_AS',
      evidence('model', 'RUNS_AS', 'role'),
      'model 2: Let model run with a role that may do less than role',
    ],
    [
      'ACTS_AS, at the asset on which the role is named',
      evidence('endpoint', 'ACTS_AS', 'role', { inputs: ['config', 'model'] }),
      'model 2: Let model run with a role that may do less than role',
    ],
    [
      'HAS_CREDENTIAL',
      evidence('role', 'HAS_CREDENTIAL', 'key'),
      'key 1: Revoke key, the credential of role',
    ],
    ['CONTAINS_SECRET', evidence('box', 'CONTAINS_SECRET', 'key'), 'box 1: Take key out of box and renew it'],
    ['FEEDS', evidence('a', 'FEEDS', 'b'), 'b 2: Let b take its input from elsewhere than a'],
    ['LOADS', evidence('a', 'LOADS', 'b'), 'a 2: Let a load from a place that fewer can write than b'],
    ['USES_TOOL', evidence('a', 'USES_TOOL', 'b'), 'a 2: Take the tool b from a'],
  ])('%s is changed where it is set', async (_, of, says) => expect(await fixes(of)).toEqual([says]));
  it.each(['VERSION_OF', 'PRODUCES', 'TRAINED_BY', 'CONTAINS'])(
    '%s is how things are, and has no fix',
    async (type) => {
      expect(await fixes(evidence('a', type, 'b'))).toEqual([]);
    },
  );
});
