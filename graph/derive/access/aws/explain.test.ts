import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredNode } from '#graph/store/port.ts';
import { type Explained, explainAccess } from './explain.ts';
import {
  A,
  account,
  accountOf,
  allow,
  B,
  bucket,
  catalogue,
  deny,
  doc,
  endpoint,
  inline,
  policy,
  role,
  type Statement,
  seen,
  viewOf,
} from './testing.ts';

const home = account(A);
const data = bucket('data');

function explained(nodes: readonly StoredNode[], principal: string, what: string, asset: string): Explained {
  const found = explainAccess(viewOf(nodes), catalogue, principal, what, asset);
  if ('error' in found) throw new Error(found.error);
  return found;
}

describe('an explanation', () => {
  test('names each action of the verb, the statement that allows it and the part that it holds for', () => {
    const one = role('one', inline(allow('s3:GetObject', 'arn:aws:s3:::data/train/*', { Sid: 'Train' })));
    const { actions } = explained([home, data, one], one.id, 'READ', data.id);
    expect(
      actions.map(({ action, resource, part, answer }) => [action, resource, part, answer.verdict]),
    ).toEqual([
      ['s3:GetObject', 'arn:aws:s3:::data/train/example', ['arn:aws:s3:::data/train/*'], 'yes'],
      ['s3:ListBucket', 'arn:aws:s3:::data', [], 'no'],
    ]);
    expect(actions[0]?.answer.reasons).toEqual([
      { effect: 'Allow', policy: 'inline policy own', statement: 'Train' },
    ]);
  });

  test('asks for an object that no Deny is on, if there is one', () => {
    const one = role('one', inline(allow('s3:GetObject', '*'), deny('s3:*', 'arn:aws:s3:::data/e*')));
    const [first] = explained([home, data, one], one.id, 's3:GetObject', data.id).actions;
    expect([first?.resource, first?.answer.verdict]).toEqual(['arn:aws:s3:::data/x', 'yes']);
  });

  test('takes an action that no verb has', () => {
    const one = role('one', inline(allow('s3:*', '*')));
    const { actions } = explained([home, data, one], one.id, 's3:PutBucketTagging', data.id);
    expect(actions.map(({ answer }) => answer.verdict)).toEqual(['yes']);
  });

  test('says what it assumes, and which granting source was not read', () => {
    const unsure = account(A, { organization: null });
    const one = role('one', {
      ...inline(allow('s3:ListBucket', '*')),
      attachedPolicies: null,
      boundary: 'arn:lost',
    });
    const { actions, unread, names } = explained([unsure, data, one], one.id, 'READ', data.id);
    expect(actions.map(({ answer, assumes }) => [answer.verdict, assumes])).toEqual([
      ['conditional', []],
      ['yes', [`policies of ${one.id}`, `boundary of ${one.id}`, `SCPs of ${A}`, `RCPs of ${A}`]],
    ]);
    expect(unread).toEqual([`of ${one.id}: attached policies: could not be read`]);
    expect(names).toEqual({ boundary: 'arn:lost', resource: `policy of ${data.id}` });
  });

  test('speaks of anyone too', () => {
    const open = bucket('open', {
      policy: doc({
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::open/*',
      }),
    });
    const { actions, unread } = explained([home, open], '*', 's3:GetObject', open.id);
    expect([actions[0]?.answer.verdict, unread]).toEqual(['yes', []]);
  });

  test.each([
    [
      'a principal that is none',
      'arn:aws:iam::111122223333:group/dev',
      'READ',
      data.id,
      'is nobody who calls',
    ],
    [
      'an asset that nobody has seen',
      role('one').id,
      'READ',
      'arn:aws:s3:::none',
      'is no AWS asset that was seen',
    ],
    ['a verb that the kind does not have', role('one').id, 'EXEC', data.id, 'no action of EXEC'],
  ])('of %s there is none, and it says why', (_what, principal, what, asset, error) => {
    expect(explainAccess(viewOf([home, data, role('one')]), catalogue, principal, what, asset)).toEqual({
      error: expect.stringContaining(error),
    });
  });
});

describe('it agrees with the edges', () => {
  const things = [
    data,
    bucket('other', { account: B }),
    endpoint('a'),
    endpoint('b'),
    endpoint('far', {}, B),
  ];
  const statement: fc.Arbitrary<Statement> = fc
    .tuple(
      fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      fc.constantFrom('*', 's3:*', 's3:Get*', 's3:ListBucket', 'sagemaker:*', 'sts:*'),
      fc.constantFrom(
        '*',
        'arn:aws:s3:::data*',
        'arn:aws:s3:::data/train/*',
        endpoint('a').id,
        'arn:aws:sagemaker:*',
      ),
      fc.constantFrom({}, {}, { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
    )
    .map(([Effect, Action, Resource, more]) => ({ Effect, Action, Resource, ...more }));
  const text = fc.array(statement, { minLength: 1, maxLength: 3 }).map((all) => doc(...all));
  const trust = fc
    .constantFrom(A, B, role('one').id, '*')
    .map((AWS) => doc({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } }));
  const own = fc
    .tuple(fc.constantFrom('*', A, B, role('one').id), fc.constantFrom('Allow', 'Allow', 'Deny'))
    .map(([AWS, Effect]) =>
      doc({
        Effect,
        Action: 's3:*',
        Principal: { AWS },
        Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'],
      }),
    );

  test('on every cell of small worlds', () => {
    const world = fc.tuple(
      text,
      text,
      fc.option(text, { nil: 'none' }),
      trust,
      fc.option(own, { nil: '{}' }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(world, ([inlineText, attached, bound, trustPolicy, bucketPolicy, restricted]) => {
        const extra = policy('extra', attached);
        const limit = policy('limit', bound);
        const one = role('one', {
          inlinePolicies: JSON.stringify([{ name: 'own', document: inlineText }]),
          attachedPolicies: [extra.id],
          boundary: bound === 'none' ? 'none' : limit.id,
        });
        const two = role('two', { trustPolicy, attachedPolicies: [extra.id] });
        const guest = role('guest', { attachedPolicies: [extra.id] }, B);
        const shown = bucket('data', { policy: bucketPolicy, restrictPublicBuckets: restricted });
        const all = [
          home,
          account(B),
          extra,
          limit,
          one,
          two,
          guest,
          ...things.filter(({ id }) => id !== data.id),
          shown,
        ];
        const { grants, holders } = seen(all);
        for (const { id } of [one, two, guest]) {
          const set = holders.find(({ from }) => from === id)?.to;
          for (const thing of [...things, one, two, guest]) {
            const kind = String(thing.props['kind']);
            for (const verb of Object.keys(catalogue.find((k) => k.kind === kind)?.verbs ?? {})) {
              const found = explained(all, id, verb, thing.id);
              for (const { action, answer } of found.actions) {
                const edges = grants.filter(
                  ({ from, to, props }) =>
                    from === set &&
                    props?.['verb'] === verb &&
                    props['kind'] === kind &&
                    (to === thing.id ||
                      (props['onContainer'] === true && to === accountOf(String(thing.props['account'])))) &&
                    [props['actions']].flat().includes(action),
                );
                const states = edges.map(({ props }) => props?.['state']);
                const state = states.includes('yes') ? 'yes' : (states[0] ?? 'no');
                expect(answer.verdict, `${id} ${action} ${thing.id}`).toBe(state);
              }
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
