/** Laws over every escalation: held with exactly its permissions, gone without any one of them. */
import { describe, expect, it } from 'vitest';
import { evaluateAll } from '#graph/access/aws/bulk/index.ts';
import { accountId } from '#graph/schema/aws/ids.ts';
import { escalationInput } from './columns.ts';
import { Holds } from './holds.ts';
import { type Escalation, escalationsOf } from './match.ts';
import { loadRules, type Rule } from './rule.ts';
import { account, type Case, caseOf, factsFor, principalOf } from './testing.ts';

const rules = loadRules();
const each = rules.map((rule) => [rule.id, rule] as const);

function found(of: Case, all: readonly Rule[]): readonly Escalation[] {
  const input = escalationInput(of.base, all, of.view);
  const holds = new Holds(input, evaluateAll(input));
  const set = holds.setOf(of.principal);
  const principal = input.principals.find((p) => p.id === of.principal);
  if (set === undefined || principal === undefined) return [];
  return escalationsOf(all, factsFor(of, holds), principal, set);
}
const doc = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const targets = (of: Case, rule: Rule) =>
  found(of, [rule]).map(({ target, state }) => [target, state] as const);

it('there are rules, each of its own id and title', () => {
  expect(rules.length).toBeGreaterThan(60);
  expect(new Set(rules.map((r) => r.title)).size).toBe(rules.length);
});

describe.each(each)('%s', (_id, rule) => {
  it('is held with exactly its permissions', () => {
    const of = caseOf(rule);
    expect(targets(of, rule)).toEqual([[of.target, 'yes']]);
  });

  it.each(rule.needs.map((need, i) => [need.action, i] as const))('is gone without %s (%i)', (_action, i) => {
    expect(targets(caseOf(rule, { without: i }), rule)).toEqual([]);
  });

  it('is gone where a denial takes one of them away', () => {
    const [first] = rule.needs;
    expect(targets(caseOf(rule, { deny: first?.action ?? '' }), rule)).toEqual([]);
  });

  it('hangs on a condition that nobody can tell', () => {
    const of = caseOf(rule, { condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } });
    expect(targets(of, rule)).toEqual([[of.target, 'conditional']]);
  });

  it('names the permissions that make it', () => {
    const [one] = found(caseOf(rule), [rule]);
    for (const { action } of rule.needs)
      expect(
        one?.permissions.some((text) => text.startsWith(`${action} on `)),
        action,
      ).toBe(true);
  });
});

const rule = (id: string): Rule => {
  const one = rules.find((r) => r.id === id);
  if (one === undefined) throw new Error(`no rule ${id}`);
  return one;
};
const training = rule('sagemaker-training-new');

describe('a passed role', () => {
  const passedTo = (service: string) => ({ StringEquals: { 'iam:PassedToService': service } });
  it('may be limited to the service that the escalation uses', () => {
    const of = caseOf(training, { condition: passedTo('sagemaker.amazonaws.com'), on: 'iam:PassRole' });
    expect(targets(of, training)).toEqual([[of.target, 'yes']]);
  });
  it('may be limited to another service', () => {
    const of = caseOf(training, { condition: passedTo('glue.amazonaws.com'), on: 'iam:PassRole' });
    expect(targets(of, training)).toEqual([]);
  });
  it('has to trust the service', () => {
    expect(targets(caseOf(training, { trusts: 'glue.amazonaws.com' }), training)).toEqual([]);
  });
  it('wins nothing where its trust could not be read', () => {
    expect(targets(caseOf(training, { trusts: null }), training)).toEqual([]);
  });
  it.each([
    ['is malformed', '{"Statement":[{"Effect":"Maybe"}]}'],
    ['is no JSON', 'nothing'],
  ])('wins nothing where its trust %s', (_how, trust) => {
    expect(targets(caseOf(training, { trust }), training)).toEqual([]);
  });
  it.each([
    ['its own account', { 'aws:SourceAccount': account }, 'yes'],
    ['what can be made', { 'aws:SourceArn': `arn:aws:sagemaker:*:${account}:training-job/*` }, 'yes'],
    [
      'one job',
      { 'aws:SourceArn': `arn:aws:sagemaker:eu-west-1:${account}:training-job/one` },
      'conditional',
    ],
  ])('may trust the service for %s only', (_what, keys, state) => {
    const trust = doc({
      Effect: 'Allow',
      Principal: { Service: 'sagemaker.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringLike: keys },
    });
    const of = caseOf(training, { trust });
    expect(targets(of, training)).toEqual([[of.target, state]]);
    const [one] = found(of, [training]);
    expect(one?.conditions.map(({ key }) => key)).toEqual(state === 'yes' ? [] : ['aws:SourceArn']);
  });
  it('trusts nobody else for the condition on another account', () => {
    const trust = doc({
      Effect: 'Allow',
      Principal: { Service: 'sagemaker.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } },
    });
    expect(targets(caseOf(training, { trust }), training)).toEqual([]);
  });
  it.each([
    ['could not be read', null],
    ['is malformed', '{"Statement":[{"Effect":"Maybe"}]}'],
  ])('is passed for sure, but for a boundary that %s', (_how, boundary) => {
    const of = caseOf(training, {
      boundary,
      condition: passedTo('sagemaker.amazonaws.com'),
      on: 'iam:PassRole',
    });
    expect(targets(of, training)).toEqual([[of.target, 'yes']]);
    expect(found(of, [training])[0]?.assumes).toEqual([`boundary of ${of.principal}`]);
  });
});

describe('all of an account', () => {
  const self = rule('iam-put-user-policy');
  const limits = [
    ['a boundary that allows less', doc(allow('s3:*'), allow('iam:*')), undefined],
    ['a boundary that allows all', doc(allow('*')), []],
    ['an unread boundary', null, [`boundary of ${principalOf('AwsIamUser')}`]],
    ['a malformed boundary', 'nothing', [`boundary of ${principalOf('AwsIamUser')}`]],
  ] as const;
  it.each(limits)('by granting it to oneself under %s', (_what, boundary, assumes) => {
    const of = caseOf(self, { boundary });
    expect(targets(of, self)).toEqual(assumes === undefined ? [] : [[of.target, 'yes']]);
    expect(found(of, [self])[0]?.assumes).toEqual(assumes);
  });
  it.each(limits)('to begin with under %s', (_what, boundary, assumes) => {
    const all = rule('administrator');
    const of = caseOf(all, { boundary });
    expect(targets(of, all)).toEqual(assumes === undefined ? [] : [[of.target, 'yes']]);
    expect(found(of, [all])[0]?.assumes).toEqual(assumes);
  });
  it('hangs on the boundary of whom one changes, not on one’s own', () => {
    const other = rule('iam-user-put-key');
    const of = caseOf(other);
    const unread = { ...of, base: { ...of.base, principals: of.base.principals.slice(0, 1) } };
    expect(found(of, [other])[0]?.assumes).toEqual([]);
    expect(found(unread, [other])[0]?.assumes).toEqual([`boundary of arn:aws:iam::${account}:user/victim`]);
  });
  it('makes every other way in the account needless', () => {
    const of = caseOf(self, { more: [{ Action: '*', Resource: '*' }] });
    const all = found(of, rules);
    expect(all.map((e) => e.target)).toContain(accountId({ partition: 'aws', account }));
    expect(new Set(all.map((e) => e.target)).size).toBe(1);
  });
});

describe('what is made may be called so only', () => {
  const invoke = rule('lambda-new-invoke');
  const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
  const on = (resource: string) => `arn:aws:lambda:*:${account}:function:${resource}`;
  /** What is found where these are all that the principal has. */
  const withOnly = (rule: Rule, statements: readonly object[], scps?: readonly string[]) => {
    const of = caseOf(rule, scps === undefined ? {} : { scps: [scps] });
    const [own, ...others] = of.base.principals;
    if (own === undefined) throw new Error('a case has a principal');
    const identity = [{ name: 'inline', policy: doc(...statements) }];
    return found({ ...of, base: { ...of.base, principals: [{ ...own, identity }, ...others] } }, [rule]);
  };
  it.each([
    ['a start', [allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], on('team-*'))], 'team-new'],
    ['its holder’s name', [allow('lambda:*', on('${aws:username}-*'))], 'eve-new'],
    ['one name', [allow('lambda:*', on('one'))], 'one'],
    [
      'a start for one and an end for the other',
      [allow('lambda:CreateFunction', on('team-*')), allow('lambda:InvokeFunction', on('*-dev'))],
      'team-new-dev',
    ],
    [
      'all but what is denied',
      [
        allow('lambda:*', '*'),
        { ...allow('lambda:*', ''), Effect: 'Deny', Resource: undefined, NotResource: on('team-*') },
      ],
      'team-new',
    ],
  ])('by %s', (_how, statements, name) => {
    const [one] = withOnly(invoke, [pass, ...statements]);
    expect(one?.state).toBe('yes');
    expect(one?.permissions).toContain(
      `lambda:CreateFunction on arn:aws:lambda:eu-west-1:${account}:function:${name}`,
    );
  });
  it.each([
    [
      'made is not what is started',
      [allow('lambda:CreateFunction', on('a-*')), allow('lambda:InvokeFunction', on('b-*'))],
    ],
    ['named so lies under another thing', [allow('lambda:*', on('team-*:live'))]],
    [
      'made is in another region than started',
      [
        allow('lambda:CreateFunction', on('*').replace(':*:', ':eu-west-1:')),
        allow('lambda:InvokeFunction', on('*').replace(':*:', ':us-east-1:')),
      ],
    ],
  ])('and nothing is won where what is %s', (_how, statements) => {
    expect(withOnly(invoke, [pass, ...statements])).toEqual([]);
  });
  it('by an SCP', () => {
    const scp = doc(allow('*'), { Effect: 'Deny', Action: 'lambda:*', NotResource: on('team-*') });
    const [one] = withOnly(invoke, [allow('*')], [scp]);
    expect(one?.permissions.join()).toContain('function:team-new');
  });
  it('of every rule that makes something', () => {
    const free = rules.filter(({ needs }) => needs.some(({ on }) => JSON.stringify(on).includes('{name}')));
    expect(free.length).toBeGreaterThan(25);
    for (const one of free) {
      const of = caseOf(one, { name: 'team-9' });
      expect(targets(of, one), one.id).toEqual([[of.target, 'yes']]);
    }
  });
  it('is found for jobs of a team too', () => {
    const jobs = allow('sagemaker:CreateTrainingJob', `arn:aws:sagemaker:*:${account}:training-job/ds-*`);
    expect(withOnly(training, [pass, jobs])[0]?.state).toBe('yes');
  });
});

describe('roles that AWS keeps', () => {
  it.each(['aws-reserved/sso.amazonaws.com/AWSReservedSSO_dev_1', 'aws-service-role/ecs.amazonaws.com/x'])(
    'are nothing that anybody changes: %s',
    (name) => {
      const thing = `arn:aws:iam::${account}:role/${name}`;
      for (const id of ['iam-trust', 'iam-role-attach-assume', 'iam-role-put-assume'])
        expect(targets(caseOf(rule(id), { thing }), rule(id)), id).toEqual([]);
    },
  );
  it.each(['iam-put-role-policy', 'iam-attach-role-policy'])('not even by themselves: %s', (id) => {
    expect(targets(caseOf(rule(id), { serviceLinked: true }), rule(id))).toEqual([]);
  });
});

it('nobody of a shut account wins anything, and nothing in it is won', () => {
  const of = caseOf(training);
  const input = escalationInput(of.base, [training], of.view);
  const holds = new Holds(input, evaluateAll(input));
  const [principal] = input.principals;
  const set = holds.setOf(of.principal);
  if (principal === undefined || set === undefined) throw new Error('it holds something');
  const facts = { ...factsFor(of, holds), shut: new Set([accountId({ partition: 'aws', account })]) };
  expect(escalationsOf([training], facts, principal, set)).toEqual([]);
});

it('a key for one service of a user is not the user', () => {
  const key = rule('iam-service-credential');
  expect(found(caseOf(key), [key]).map(({ gives }) => gives)).toEqual(['ask']);
});

it('one’s own rights are nothing to be won', () => {
  const trust = rule('iam-trust');
  const of = caseOf({ ...trust, who: 'AwsIamRole' });
  const own = principalOf('AwsIamRole');
  expect(of.principal).toBe(own);
  expect(targets(caseOf({ ...trust, who: 'AwsIamRole' }, { thing: own }), trust)).toEqual([]);
});

it('a thing that is not so does not count', () => {
  const trust = rule('iam-trust');
  expect(targets(caseOf(trust, { serviceLinked: true }), trust)).toEqual([]);
});
