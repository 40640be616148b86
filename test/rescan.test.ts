/** What a scan makes of what it may not see any more. */
import { describe, expect, it, vi } from 'vitest';
import { production, research } from '#connectors/standin/aws/sample/company.ts';
import { sampleLogin } from '#connectors/standin/aws/sample/estate.ts';
import { isGap } from '#graph/schema/coverage.ts';
import { about, scannedCompany } from './company.ts';
import { catalogue, cli, livesOf, named, timeless } from './scanning.ts';

const company = scannedCompany();

it('finds something to begin with, and a rescan of the same writes nothing', async () => {
  expect(company.first.posture.findings.length).toBeGreaterThan(30);
  expect(company.first.coverage.filter((c) => isGap(c.outcome))).toEqual([]);
  const second = await company.rescan();
  expect(second.written).toEqual({ nodes: 0, edges: 0, gone: 0 });
  expect(timeless(second.posture)).toBe(timeless(company.first.posture));
  expect(second.posture.findings[0]?.firstSeen).toBe(company.first.posture.findings[0]?.firstSeen);
});

it('no kind takes a time or a place for an identity that finds a thing again under another name', async () => {
  const identities = new Set(
    catalogue.filter((k) => (k.uidIs ?? 'identity') === 'identity').map((k) => k.kind),
  );
  const seen = (await company.place.nodes('Asset')).map((n) => n.props);
  const odd = seen.filter(
    ({ uid, kind, account }) =>
      identities.has(String(kind)) &&
      (/^\d{4}-\d{2}-\d{2}T/.test(String(uid)) || String(uid).startsWith(`${String(account)}/`)),
  );
  expect(odd.map((p) => p['kind'])).toEqual([]);
  expect(seen.filter((p) => identities.has(String(p['kind'])) && p['uid'] !== 'none').length).toBeGreaterThan(
    10,
  );
});

describe('one action denied in one region', () => {
  const operation = 'sagemaker:ListNotebookInstances';
  const deny = () =>
    company.wire.setFaults([{ operation, account: research, region: 'eu-west-1', fault: { type: 'deny' } }]);

  it('leaves the assets, stale; findings stay open; what was clean cannot be told', async () => {
    deny();
    const second = await company.rescan();
    for (const lab of ['fraud-lab', 'pricing-lab', 'actuarial-lab'])
      expect(
        (await company.place.nodes('AwsSageMakerNotebookInstance')).find((n) => n.props['name'] === lab)
          ?.props,
      ).toMatchObject({
        seen: true,
        stale: true,
        staleReason: expect.stringMatching(
          /^sagemaker:ListNotebookInstances denied, needs sagemaker:ListNotebookInstances: /,
        ),
      });
    const gap = {
      operation,
      permissions: [operation],
      outcome: 'denied',
      scope: `aws/${research}/eu-west-1`,
    };
    expect(second.posture.coverage.filter((c) => isGap(c.outcome) && c.read === 'list')).toMatchObject([
      {
        operation,
        permissions: [operation],
        outcome: 'denied',
        reason: expect.stringContaining('not authorized'),
      },
    ]);
    expect(about(second, 'AISPM-0011', 'fraud-lab')).toMatchObject({
      state: 'open',
      stale: true,
      gaps: [gap],
      evidence: about(company.first, 'AISPM-0011', 'fraud-lab')?.evidence,
      firstSeen: about(company.first, 'AISPM-0011', 'fraud-lab')?.firstSeen,
    });
    expect(
      second.posture.cannotTell.filter((a) => a.policy === 'AISPM-0011').map((a) => [a.asset.name, a.gaps]),
    ).toMatchObject([['actuarial-lab', [gap]]]);
    expect(named(second.posture.findings)).toEqual(named(company.first.posture.findings));
    expect((await livesOf(company.place, 'AISPM-0011')).map((l) => l.state)).toEqual(['open', 'open']);

    company.wire.setFaults([]);
    const third = await company.rescan();
    expect(timeless(third.posture)).toBe(timeless(company.first.posture));
    expect(about(third, 'AISPM-0011', 'fraud-lab')?.firstSeen).toBe(
      about(company.first, 'AISPM-0011', 'fraud-lab')?.firstSeen,
    );
  });

  it('is exit code 3 on the command line, and its JSON names what to allow', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', sampleLogin.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', sampleLogin.secretAccessKey);
    const args = [
      '--endpoint-url',
      company.wire.url,
      '--role-name',
      sampleLogin.role,
      '--external-id',
      sampleLogin.externalId,
    ];
    const regionArgs = ['--region', 'eu-west-1', '--region', 'us-east-1'];
    const clean = await cli(company.place.folder, 'scan', ...args, ...regionArgs, '--format', 'json');
    expect([clean.code, JSON.parse(clean.out)]).toMatchObject([0, { complete: true, gaps: [] }]);
    deny();
    const { code, out } = await cli(company.place.folder, 'scan', ...args, ...regionArgs, '--format', 'json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ complete: false });
    expect((JSON.parse(out) as { gaps: unknown[] }).gaps[0]).toMatchObject({
      operation,
      permissions: [operation],
      outcome: 'denied',
    });
    const table = await cli(company.place.folder, 'coverage', '--gaps');
    expect(table.code).toBe(3);
    expect(table.out).toMatch(/sagemaker:ListNotebookInstances +denied +aws\/444455556666\/eu-west-1/);
    // What was not asked for does not make the next scan incomplete.
    const narrow = await cli(
      company.place.folder,
      'scan',
      ...args,
      '--region',
      'us-east-1',
      '--format',
      'json',
    );
    expect([narrow.code, JSON.parse(narrow.out)]).toMatchObject([0, { complete: true }]);
  });
});

it('one read of one bucket denied: only what that read gives is unknown, on that bucket', async () => {
  const id = 'arn:aws:s3:::quillmark-quote-capture';
  const before = new Map((await company.place.nodes('AwsS3Bucket')).map((n) => [n.id, n]));
  const operation = 's3:GetBucketPolicy';
  company.wire.setFaults([
    { operation, input: { Bucket: 'quillmark-quote-capture' }, fault: { type: 'deny' } },
  ]);
  const second = await company.rescan();
  const after = new Map((await company.place.nodes('AwsS3Bucket')).map((n) => [n.id, n]));
  const lost = (bucketId: string) =>
    Object.keys(before.get(bucketId)?.props ?? {}).filter(
      (name) => !(name in (after.get(bucketId)?.props ?? {})),
    );
  // The last ones follow from the policy: nobody can tell them either.
  expect(lost(id).sort()).toEqual([
    'hasPolicy',
    'policy',
    'publicList',
    'publicRead',
    'publicReadPart',
    'publicReadPrefixes',
    'publicWrite',
    'writableByOutsiders',
  ]);
  expect(Object.keys(JSON.parse(String(after.get(id)?.props['lastKnown'])) as object).sort()).toEqual([
    'hasPolicy',
    'policy',
  ]);
  expect(after.get(id)?.props).toMatchObject({ stale: false, policyIsPublic: true });
  for (const [other, node] of before) if (other !== id) expect(after.get(other)).toEqual(node);
  const gap = { operation, permissions: [operation], outcome: 'denied', asset: id };
  expect(second.coverage.filter((c) => isGap(c.outcome))).toMatchObject([gap]);
  expect(about(second, 'AISPM-0006', 'quote-assistant')).toMatchObject({
    state: 'open',
    stale: true,
    gaps: [gap],
  });
  expect(named(second.posture.findings)).toEqual(named(company.first.posture.findings));
});

it('the settings of an account denied: what follows from them names that gap', async () => {
  company.wire.setFaults([
    { operation: 's3control:GetPublicAccessBlock', account: production, fault: { type: 'deny' } },
  ]);
  const second = await company.rescan();
  expect(about(second, 'AISPM-0006', 'quote-assistant')).toMatchObject({
    stale: true,
    gaps: [{ operation: 's3control:GetPublicAccessBlock', permissions: ['s3:GetAccountPublicAccessBlock'] }],
  });
});
