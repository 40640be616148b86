import { describe, expect, test } from 'vitest';
import type { View } from '#graph/derive/types.ts';
import { awsFunctionExposure } from './function.ts';
import { type Bag, node, policy, type Statement } from './testing.ts';

const id = 'arn:aws:lambda:eu-west-1:111122223333:function:tool';
const none: Bag = { policy: '{}', urlAuth: [], urlWithoutAuth: false, aliasUrlWithoutAuth: false };
const open: Bag = { urlAuth: ['NONE'], urlWithoutAuth: true };
const unread: Bag = { urlAuth: null, urlWithoutAuth: null, aliasUrlWithoutAuth: null };
const signed: Bag = { urlAuth: ['AWS_IAM'], urlWithoutAuth: false };

/** Whether anyone can call a function that differs in these properties, and how. */
function derived(bag: Bag) {
  const nodes = [node(id, 'AwsLambdaFunction', { ...none, ...bag })];
  const view: View = {
    nodes: (label) => nodes.filter((n) => n.labels.includes(label)),
    node: () => undefined,
    edges: () => [],
  };
  const [one] = [...awsFunctionExposure.derive(view)];
  if (one === undefined) throw new Error('nothing derived');
  return one;
}
const answer = (bag: Bag) => derived(bag).props.invocableByAnyone;
const through = (bag: Bag) => derived(bag).props.invocableThrough;

const anyone = (Action: string, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal: '*',
  Action,
  Resource: id,
  ...more,
});
const when = (operator: string, key: string, value: unknown) => ({
  Condition: { [operator]: { [key]: value } },
});
const asNone = when('StringEquals', 'lambda:FunctionUrlAuthType', 'NONE');
const byUrl = when('Bool', 'lambda:InvokedViaFunctionUrl', 'true');
/** What AWS adds for a public URL. */
const publicUrl = [anyone('lambda:InvokeFunctionUrl', asNone), anyone('lambda:InvokeFunction', byUrl)];
const ofOrganisation = when('StringEquals', 'aws:PrincipalOrgID', 'o-abc');

test('a function that lets nobody in is closed', () => {
  expect([answer({}), through({})]).toEqual([false, 'none']);
});

describe('through its URL', () => {
  test('a public URL with the statements that AWS adds is open', () => {
    const bag = { ...open, policy: policy(...publicUrl) };
    expect([answer(bag), through(bag)]).toEqual([true, 'through a URL that asks for no login']);
  });

  test.each<[string, Bag, readonly Statement[], boolean | null]>([
    ['the statements, and no URL', {}, publicUrl, false],
    ['the statements of a public URL, and one that asks for a signature', signed, publicUrl, false],
    ['no statement', open, [], false],
    [
      'no statement, and the URL is an alias’s, opened by its own policy perhaps',
      { ...open, aliasUrlWithoutAuth: true },
      [],
      null,
    ],
    ['the statements, and the URL is an alias’s', { ...open, aliasUrlWithoutAuth: true }, publicUrl, null],
    [
      'the statements, and whose URL it is is unknown',
      { ...open, aliasUrlWithoutAuth: null },
      publicUrl,
      null,
    ],
    ['the older statement alone: only older URLs may answer', open, publicUrl.slice(0, 1), null],
    ['the newer statement alone', open, publicUrl.slice(1), false],
    ['both actions in one statement', open, [anyone('lambda:Invoke*')], true],
    ['everyone as an AWS principal', open, publicUrl.map((s) => ({ ...s, Principal: { AWS: '*' } })), true],
    ['one account', open, publicUrl.map((s) => ({ ...s, Principal: { AWS: '999988887777' } })), false],
    ['another function', open, publicUrl.map((s) => ({ ...s, Resource: `${id}s` })), false],
    [
      'a condition on the caller’s address',
      open,
      [anyone('lambda:*', when('IpAddress', 'aws:SourceIp', '1.2.3.4/32'))],
      null,
    ],
    ['a denial', open, [...publicUrl, anyone('lambda:InvokeFunctionUrl', { Effect: 'Deny' })], null],
    [
      'a denial for one account',
      open,
      [...publicUrl, anyone('lambda:*', { Effect: 'Deny', Principal: { AWS: '999988887777' } })],
      true,
    ],
    [
      'a denial of plain HTTP',
      open,
      [...publicUrl, anyone('lambda:*', { Effect: 'Deny', ...when('Bool', 'aws:SecureTransport', 'false') })],
      true,
    ],
    ['URLs unread, statements there', unread, publicUrl, null],
    ['URLs unread, no statement', unread, [], null],
    ['signed calls from the organisation', signed, [anyone('lambda:Invoke*', ofOrganisation)], false],
    [
      'signed calls from a pattern of callers',
      signed,
      [anyone('lambda:Invoke*', when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/x'))],
      null,
    ],
  ])('%s', (_title, bag, statements, expected) => {
    expect(answer({ ...bag, policy: policy(...statements) })).toBe(expected);
  });

  test('a URL that asks for a signature, and a policy that opens it to all accounts: it may be an alias’s', () => {
    const asIam = when('StringEquals', 'lambda:FunctionUrlAuthType', 'AWS_IAM');
    const bag = {
      ...signed,
      policy: policy(anyone('lambda:InvokeFunctionUrl', asIam), anyone('lambda:InvokeFunction', byUrl)),
    };
    expect([answer(bag), through(bag)]).toEqual([null, null]);
  });

  test('a policy that nobody could read leaves it unknown', () => {
    expect([answer({ ...open, policy: null }), through({ ...open, policy: null })]).toEqual([null, null]);
    expect(answer({ policy: 'redacted' })).toBeNull();
  });
});

describe('by its policy, without a URL', () => {
  test.each<[string, Statement, boolean | null]>([
    ['everyone', anyone('lambda:InvokeFunction'), true],
    ['everyone, all actions', anyone('*'), true],
    ['everyone, by the older call', anyone('lambda:InvokeAsync'), true],
    [
      'everyone but one',
      anyone('lambda:InvokeFunction', { Principal: undefined, NotPrincipal: { AWS: '999988887777' } }),
      true,
    ],
    ['everyone, another action', anyone('lambda:GetFunction'), false],
    ['everyone, only by URL', anyone('lambda:InvokeFunctionUrl'), false],
    ['everyone, only if it came by a URL', anyone('lambda:InvokeFunction', byUrl), false],
    [
      'everyone, only if it did not',
      anyone('lambda:InvokeFunction', when('Bool', 'lambda:InvokedViaFunctionUrl', 'false')),
      null,
    ],
    [
      'everyone of one account',
      anyone('lambda:InvokeFunction', when('StringEquals', 'AWS:SourceAccount', '111122223333')),
      false,
    ],
    [
      'everyone on behalf of one topic',
      anyone(
        'lambda:InvokeFunction',
        when('ArnLike', 'aws:SourceArn', 'arn:aws:sns:eu-west-1:111122223333:t'),
      ),
      false,
    ],
    [
      'everyone on behalf of some topic',
      anyone('lambda:InvokeFunction', when('ArnLike', 'aws:SourceArn', 'arn:aws:sns:*')),
      null,
    ],
    [
      'everyone but of one account',
      anyone('lambda:InvokeFunction', when('StringNotEquals', 'aws:PrincipalAccount', '111122223333')),
      null,
    ],
    [
      'everyone with a token',
      anyone('lambda:InvokeFunction', when('StringEquals', 'lambda:EventSourceToken', 'amzn1')),
      null,
    ],
    ['a service', anyone('lambda:InvokeFunction', { Principal: { Service: 'sns.amazonaws.com' } }), false],
    [
      'all but some functions',
      anyone('lambda:InvokeFunction', { Resource: undefined, NotResource: `${id}s` }),
      null,
    ],
  ])('%s', (_title, statement, expected) => {
    expect(answer({ policy: policy(statement) })).toBe(expected);
  });

  test('the ways are named, all of them', () => {
    expect(through({ policy: policy(anyone('lambda:InvokeFunction')) })).toBe(
      'with an AWS account of their own',
    );
    expect(through({ ...open, policy: policy(anyone('lambda:*')) })).toBe(
      'through a URL that asks for no login and with an AWS account of their own',
    );
  });

  test('URLs that nobody could read do not matter where the policy is open', () => {
    const bag = { ...unread, policy: policy(anyone('lambda:InvokeFunction')) };
    expect([answer(bag), through(bag)]).toEqual([true, 'with an AWS account of their own']);
  });
});

test('it follows from the function alone', () => {
  expect(derived({}).from).toEqual([id]);
});
