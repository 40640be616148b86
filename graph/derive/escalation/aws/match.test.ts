/** Laws over every escalation: held with exactly its permissions, gone without any one of them. */
import { describe, expect, it } from 'vitest';
import { evaluateAll } from '#graph/access/aws/bulk/index.ts';
import { accountId } from '#graph/schema/aws/ids.ts';
import { escalationInput } from './columns.ts';
import { Holds } from './holds.ts';
import { type Escalation, escalationsOf, Trusts } from './match.ts';
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
  return escalationsOf(all, factsFor(of, holds), new Trusts(), principal, set);
}
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
});

describe('all of an account', () => {
  const self = rule('iam-put-user-policy');
  it('is not won under a boundary', () => {
    expect(targets(caseOf(self, { boundary: 'arn:aws:iam::111122223333:policy/edge' }), self)).toEqual([]);
  });
  it('makes every other way in the account needless', () => {
    const of = caseOf(self, { more: [{ Action: '*', Resource: '*' }] });
    const all = found(of, rules);
    expect(all.map((e) => e.target)).toContain(accountId({ partition: 'aws', account }));
    expect(new Set(all.map((e) => e.target)).size).toBe(1);
  });
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
