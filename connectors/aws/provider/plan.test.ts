import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineKind, type Kind, type KindHead } from '#connectors/kit/define.ts';
import type { Scope } from '#graph/schema/coverage.ts';
import { predictCalls } from './plan.ts';

const account: Scope = { cloud: 'aws', partition: 'aws', account: '111122223333' };
const region: Scope = { ...account, region: 'eu-west-1' };
const item = z.object({ Id: z.string() });

const make = (
  kind: string,
  operation: string,
  head: Partial<KindHead> = {},
  input: Readonly<Record<string, unknown>> = { MaxResults: 100 },
): Kind =>
  defineKind({
    kind,
    title: kind,
    cloud: 'aws',
    service: 'x',
    concepts: ['ModelEndpoint'],
    scope: 'region',
    ...head,
  }).list({
    operation,
    input: () => input,
    items: 'Items',
    item,
    id: (i) => i.Id,
    name: (i) => i.Id,
    gives: {},
    props: () => ({}),
  });
const withRead = (kind: Kind, operation: string): Kind => ({
  ...kind,
  reads: { describe: { operation, input: () => ({}), reply: z.object({}), gives: {}, props: () => ({}) } },
});

const endpoint = withRead(make('E', 'sagemaker:ListEndpoints'), 'sagemaker:DescribeEndpoint');

test('a listing is one call per page and a read one call per asset', () => {
  const plan = predictCalls([endpoint], [region], { counts: () => 250 });
  expect(plan.rows.map((r) => [r.operation, r.read, r.calls])).toEqual([
    ['sagemaker:ListEndpoints', 'list', 3],
    ['sagemaker:DescribeEndpoint', 'describe', 250],
  ]);
  expect(plan).toMatchObject({ calls: 253, atLeast: false });
});

test('without counts there is one call per listing, at least', () => {
  expect(predictCalls([endpoint], [region])).toMatchObject({ calls: 1, atLeast: true });
});

test('an empty listing is still asked for', () => {
  expect(predictCalls([endpoint], [region], { counts: () => 0 })).toMatchObject({ calls: 1, atLeast: false });
});

test('kinds that ask the same share the pages of all their assets', () => {
  const iam = (kind: string) =>
    make(kind, 'iam:GetAccountAuthorizationDetails', { scope: 'account' }, { MaxItems: 1000 });
  const plan = predictCalls([iam('User'), iam('Role')], [account], { counts: () => 600 });
  expect(plan.rows.map((r) => [r.kind, r.calls])).toEqual([['User', 2]]);
});

test('what is listed under a parent is asked for once per parent', () => {
  const version = make('V', 'sagemaker:ListModelPackages', { under: 'E' });
  const plan = predictCalls([endpoint, version], [region], { counts: (kind) => (kind === 'E' ? 7 : 20) });
  expect(plan.rows.find((r) => r.kind === 'V')).toMatchObject({ calls: 7, known: true });
});

test('what is listed under several kinds, or in itself, is asked for once per asset of each', () => {
  const unit = make('V', 'sagemaker:ListModelPackages', { under: ['E', 'V'] });
  const counted = { E: 7, V: 20 };
  const plan = (counts: Readonly<Record<string, number>>) =>
    predictCalls([endpoint, unit], [region], { counts: (kind) => counts[kind] }).rows.find(
      (r) => r.kind === 'V',
    );
  expect(plan(counted)).toMatchObject({ calls: 27, known: true });
  expect(plan({ E: 7 })).toMatchObject({ known: false });
});

test('a kind is planned in the scopes of its own level, and each scope once', () => {
  const plan = predictCalls(
    [endpoint, make('B', 's3:ListBuckets', { scope: 'account' })],
    [account, region, region],
  );
  expect(plan.rows.filter((r) => r.read === 'list').map((r) => [r.kind, r.scope.region])).toEqual([
    ['B', undefined],
    ['E', 'eu-west-1'],
  ]);
});

test('the time is that of the slowest budget, and halves when the rate is doubled', () => {
  const plan = predictCalls([endpoint], [region], { counts: () => 8016 });
  // 8,016 describes, of which 16 at once and the others at 8 a second.
  expect(plan.seconds).toBe(1000);
  expect(predictCalls([endpoint], [region], { counts: () => 8032, rate: 2 }).seconds).toBe(500);
});

test('many places side by side take no longer than one', () => {
  const regions = ['eu-west-1', 'us-east-1'].map((r) => ({ ...account, region: r }));
  const one = predictCalls([endpoint], regions.slice(0, 1), { counts: () => 1000 });
  const two = predictCalls([endpoint], regions, { counts: () => 1000 });
  expect(two.calls).toBe(2 * one.calls);
  expect(two.seconds).toBe(one.seconds);
});
