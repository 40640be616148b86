/** One operation denied on a first scan: what attackers reach is found all the same or cannot be told, and is never cleared. */
import { expect, it } from 'vitest';
import { isGap } from '#graph/schema/coverage.ts';
import type { ScanOutcome } from '#workers/scan.ts';
import { scannedCompany } from './company.ts';
import { awsAt, openPlace, policies } from './scanning.ts';

const company = scannedCompany();
const pathIds = new Set(policies.filter(({ meta }) => meta.path !== undefined).map(({ meta }) => meta.id));
const key = (one: { readonly policy: string; readonly asset: { readonly id: string } }) =>
  `${one.policy} ${one.asset.id}`;
const found = ({ posture }: ScanOutcome) => posture.findings.filter(({ policy }) => pathIds.has(policy));
const untold = ({ posture }: ScanOutcome) => posture.cannotTell.filter(({ policy }) => pathIds.has(policy));

it.each([
  'lambda:ListFunctions',
  'sagemaker:ListModels',
  'sagemaker:DescribeTrainingJob',
  'sagemaker:DescribeModel',
  'sagemaker:DescribeEndpointConfig',
  'ec2:DescribeInstances',
  'iam:GetAccountAuthorizationDetails',
])(
  '%s',
  async (operation) => {
    company.wire.setFaults([{ operation, fault: { type: 'deny' } }]);
    const place = await openPlace();
    try {
      const denied = await place.scan(awsAt(company.wire.url));
      const shown = new Set((await place.nodes('Asset')).map(({ id }) => id));
      // Of what no read of the scan names, nothing at all can be said; coverage tells that it was not listed.
      const before = found(company.first).filter(({ asset }) => shown.has(asset.id));
      expect(before.length).toBeGreaterThan(30);
      const now = new Set(found(denied).map(key));
      const open = new Map(untold(denied).map((one) => [key(one), one]));
      expect(before.map(key).filter((one) => !now.has(one) && !open.has(one))).toEqual([]);
      // What had been found and is not any more names what would tell.
      const unnamed = before.filter((one) => {
        const gaps = now.has(key(one)) ? undefined : open.get(key(one))?.gaps;
        return gaps !== undefined && !gaps.some((gap) => gap.operation === operation);
      });
      expect(unnamed.map(key)).toEqual([]);
      expect(before.length - before.filter((one) => now.has(key(one))).length).toBeGreaterThan(0);
    } finally {
      await place.close();
    }
  },
  60_000,
);

it('a listing of what no way leads along leaves every path as it was', async () => {
  const operation = 'ec2:DescribeVpcs';
  company.wire.setFaults([{ operation, fault: { type: 'deny' } }]);
  const place = await openPlace();
  try {
    const denied = await place.scan(awsAt(company.wire.url));
    expect(denied.coverage.filter((c) => c.operation === operation && isGap(c.outcome))).not.toEqual([]);
    expect(found(denied).map(key)).toEqual(found(company.first).map(key));
    expect(untold(denied).map(key)).toEqual(untold(company.first).map(key));
  } finally {
    await place.close();
  }
}, 60_000);
