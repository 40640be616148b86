import { expect, test } from 'vitest';
import { paceOf } from './pace.ts';
import { awsServices } from './services.ts';

const scope = { cloud: 'aws', account: '111122223333', region: 'eu-west-1' } as const;

test('operations of SageMaker and Bedrock have budgets of their own, per account and region', () => {
  expect(paceOf({ operation: 'sagemaker:ListTrainingJobs', scope })).toEqual({
    key: 'aws/111122223333/eu-west-1/sagemaker/ListTrainingJobs',
    perSecond: 2,
    burst: 2,
  });
  expect(paceOf({ operation: 'bedrock:GetGuardrail', scope }).key).not.toBe(
    paceOf({ operation: 'bedrock:ListGuardrails', scope }).key,
  );
});

test('operations that AWS counts together share a budget', () => {
  expect(paceOf({ operation: 'lambda:GetPolicy', scope }).key).toBe(
    paceOf({ operation: 'lambda:ListFunctions', scope }).key,
  );
});

test('a service without regions has one budget per account', () => {
  const key = 'aws/111122223333/global/iam/read';
  expect(paceOf({ operation: 'iam:ListUsers', scope }).key).toBe(key);
  expect(paceOf({ operation: 'iam:ListUsers', scope: { ...scope, region: undefined } }).key).toBe(key);
});

test('the rate multiplies what is asked per second', () => {
  const base = paceOf({ operation: 'ec2:DescribeVpcs', scope });
  expect(paceOf({ operation: 'ec2:DescribeVpcs', scope }, 10)).toEqual({
    key: base.key,
    perSecond: base.perSecond * 10,
    burst: base.burst * 10,
  });
});

test.each(Object.keys(awsServices))('%s is paced', (service) => {
  const { perSecond, burst } = paceOf({ operation: `${service}:DescribeX`, scope });
  expect(perSecond).toBeGreaterThan(0);
  expect(burst).toBeGreaterThanOrEqual(1);
});
