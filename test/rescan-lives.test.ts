/** What becomes of assets and their findings when the cloud is another at the next scan. */
import { expect, it } from 'vitest';
import { organization, regions } from '#connectors/standin/aws/build/account.ts';
import { role, roleArn } from '#connectors/standin/aws/build/iam.ts';
import { bucket } from '#connectors/standin/aws/build/s3.ts';
import { notebook } from '#connectors/standin/aws/build/sagemaker-studio.ts';
import {
  admin,
  management,
  organizationId,
  production,
  prodVirginia,
  regulated,
  research,
} from '#connectors/standin/aws/sample/company.ts';
import { sampleEstate } from '#connectors/standin/aws/sample/estate.ts';
import type { Estate, Piece } from '#connectors/standin/estate.ts';
import { isGap } from '#graph/schema/coverage.ts';
import { parsePolicy } from '#policies/engine/load.ts';
import { publish } from '#workers/publish/publish.ts';
import type { ScanOutcome } from '#workers/scan.ts';
import { about, scannedCompany } from './company.ts';
import { awsAt, catalogue, livesOf, named, policies, timeless } from './scanning.ts';

const adminRole = parsePolicy(
  'admin-role.yaml',
  `
id: AISPM-9001
title: A role that the test watches
severity: low
about: Role
match: |
  MATCH (r:Role)
  WHERE r.name = 'FraudLabNotebookRole'
  RETURN r
message: '{r.name}'
risk: It is watched by a test and by nothing else.
fix:
  words: Nothing is to be done about it.
maps: {}
tests:
  - { because: it is watched, finds: [a], graph: { a: { is: Role, name: FraudLabNotebookRole } } }
  - { because: it is another, clears: [a], graph: { a: { is: Role, name: other } } }
  - { because: it has no name, cannot-tell: [a], graph: { a: { is: Role, name: null } } }
`,
  catalogue,
);

const company = scannedCompany([adminRole]);

const without = (...names: readonly string[]): readonly Piece[] =>
  sampleEstate.pieces.filter(
    (piece) => !names.some((name) => JSON.stringify(piece.lists?.[0]?.item ?? '').includes(`"${name}"`)),
  );
const estate = (pieces: readonly Piece[]): Estate => ({ ...sampleEstate, pieces });
const gone = () => company.place.nodes('Gone').then((nodes) => nodes.map((n) => n.props));
const others = (outcome: ScanOutcome, ...left: readonly string[]) =>
  named(outcome.posture.findings.filter((f) => !left.includes(f.asset.name)));

it('a role made anew under its name is another role: findings begin anew, mutes do not carry over', async () => {
  const id = roleArn(research, 'FraudLabNotebookRole');
  const [old] = company.first.posture.findings.filter((f) => f.policy === 'AISPM-9001');
  const uid = old?.asset.uid ?? '';
  expect(uid).toMatch(/^AROA/);
  await company.place.state.putMute({
    policy: 'AISPM-9001',
    asset: id,
    uid,
    owner: 'ana',
    reason: 'for now',
    expiresAt: '2999-01-01T00:00:00.000Z',
  });
  expect((await company.rescan()).posture.findings.find((f) => f.policy === 'AISPM-9001')?.state).toBe(
    'muted',
  );

  const anew = role(research, 'FraudLabNotebookRole', 'sagemaker.amazonaws.com', {
    attached: [admin],
    id: 'AROAANEW000000000001',
  });
  company.wire.setEstate(estate([...without('FraudLabNotebookRole'), anew]));
  const second = await company.rescan();
  expect((await company.place.node(id))?.props).toMatchObject({ uid: 'AROAANEW000000000001', stale: false });
  expect((await company.place.node(id))?.props['firstSeen']).not.toBe(old?.firstSeen);
  expect(await gone()).toMatchObject([{ was: id, uid, why: 'replaced by another of the same name' }]);
  const found = second.posture.findings.filter((f) => f.policy === 'AISPM-9001');
  expect(found).toMatchObject([{ state: 'open', asset: { id, uid: 'AROAANEW000000000001' } }]);
  expect(found[0]?.id).not.toBe(old?.id);
  expect(await livesOf(company.place, 'AISPM-9001')).toMatchObject([
    { uid: 'AROAANEW000000000001', state: 'open' },
    { uid, state: 'resolved', resolvedBy: 'asset gone: replaced by another of the same name' },
  ]);
  // The notebook that runs as the role is the same notebook.
  expect(about(second, 'AISPM-0012', 'fraud-lab')?.id).toBe(
    about(company.first, 'AISPM-0012', 'fraud-lab')?.id,
  );
});

it('a bucket of another account under the same name is another bucket', async () => {
  const name = 'quillmark-training-intake';
  const id = `arn:aws:s3:::${name}`;
  const old = about(company.first, 'AISPM-0007', name);
  expect(old?.asset.account).toBe(research);
  const taken = bucket(prodVirginia, name, { everyone: ['READ', 'WRITE'], ownership: 'ObjectWriter' });
  company.wire.setEstate(estate([...without(name), taken]));
  const second = await company.rescan();
  expect((await company.place.node(id))?.props).toMatchObject({
    account: production,
    uid: `${production}/us-east-1`,
    stale: false,
  });
  expect(await gone()).toMatchObject([{ was: id, uid: `${research}/us-east-1` }]);
  const found = about(second, 'AISPM-0007', name);
  expect(found).toMatchObject({ asset: { account: production }, stale: false });
  expect(found?.id).not.toBe(old?.id);
  expect(await livesOf(company.place, 'AISPM-0007')).toMatchObject([
    { uid: `${production}/us-east-1`, state: 'open' },
    { uid: `${research}/us-east-1`, state: 'resolved' },
  ]);
  expect(others(second, name)).toEqual(others(company.first, name));
});

it('what is seen to be gone resolves its findings with that reason', async () => {
  company.wire.setEstate(estate(without('fraud-lab')));
  const second = await company.rescan();
  expect(about(second, 'AISPM-0011', 'fraud-lab')).toBeUndefined();
  expect((await livesOf(company.place, 'AISPM-0011')).map((l) => [l.state, l.resolvedBy])).toEqual([
    ['open', null],
    ['resolved', 'asset gone: no longer listed'],
  ]);
  company.wire.setEstate(sampleEstate);
  await company.rescan();
  expect((await livesOf(company.place, 'AISPM-0011')).map((l) => [l.state, l.reopened]).sort()).toEqual([
    ['open', 0],
    ['open', 1],
  ]);
});

it('a region that is disabled leaves what was in it stale with that reason, until it is forgotten', async () => {
  const milan = { account: production, region: 'eu-south-1' };
  const inMilan = notebook(milan, 'milan-lab', roleArn(production, 'QuoteModelRole'), {
    DirectInternetAccess: 'Enabled',
    RootAccess: 'Enabled',
  });
  const closed = ['af-south-1', 'ap-east-1', 'me-south-1'];
  const isRegions = (piece: Piece) => piece.lists?.[0]?.operation === 'ec2:DescribeRegions';
  const company2 = (isOn: boolean) =>
    estate([
      ...sampleEstate.pieces.filter((piece) => !isRegions(piece)),
      regions(management, closed, ['eu-south-1']),
      regions(research, closed, ['eu-south-1']),
      isOn ? regions(production, closed, ['eu-south-1']) : regions(production, [...closed, 'eu-south-1']),
      inMilan,
    ]);
  const aws = awsAt(company.wire.url, { regions: ['eu-west-1', 'us-east-1', 'eu-south-1'] });
  company.wire.setEstate(company2(true));
  const on = await company.place.scan(aws);
  expect(about(on, 'AISPM-0011', 'milan-lab')).toMatchObject({ stale: false });
  company.wire.setEstate(company2(false));
  const off = await company.place.scan(aws);
  const node = (await company.place.nodes('Notebook')).find((n) => n.props['name'] === 'milan-lab');
  expect(node?.props).toMatchObject({
    seen: true,
    stale: true,
    staleReason: 'its region is not enabled any more',
  });
  expect(about(off, 'AISPM-0011', 'milan-lab')).toMatchObject({
    state: 'open',
    stale: true,
    gaps: [{ reason: 'its region is not enabled any more' }],
    firstSeen: about(on, 'AISPM-0011', 'milan-lab')?.firstSeen,
  });
  expect(off.coverage.filter((c) => isGap(c.outcome))).toEqual([]);
  expect(others(off, 'milan-lab')).toEqual(others(on, 'milan-lab'));

  const scope = `aws/${production}/eu-south-1`;
  const deps = {
    store: company.place.store,
    state: company.place.state,
    catalogue,
    policies,
    now: () => new Date(),
  };
  const nowhere = { closedRegions: new Set<string>(), accounts: new Map<string, ReadonlySet<string>>() };
  await deps.state.startScan({ id: 'forget', startedAt: deps.now().toISOString(), request: '{}' });
  const after = await publish(deps, { scan: 'forget', places: nowhere, forget: [scope] });
  expect(after.posture.findings.some((f) => f.asset.name === 'milan-lab')).toBe(false);
  expect((await livesOf(company.place, 'AISPM-0011')).map((l) => l.resolvedBy)).toContain(
    'asset gone: forgotten',
  );
});

it('an account that leaves the organisation leaves what was in it stale with that reason', async () => {
  const isOrganization = (piece: Piece) =>
    (piece.answers ?? []).some((a) => a.operation === 'organizations:DescribeOrganization');
  company.wire.setEstate(
    estate([
      ...sampleEstate.pieces.filter((piece) => !isOrganization(piece) && piece.account !== research),
      ...organization(organizationId, { account: management, name: 'm' }, [
        { account: production, name: 'p' },
        { account: regulated, name: 'r' },
      ]),
    ]),
  );
  const second = await company.rescan();
  const assets = await company.place.nodes('Asset');
  const left = assets.filter(
    (n) => n.props['scope'] === `aws/${research}` || String(n.props['scope']).startsWith(`aws/${research}/`),
  );
  expect(left.length).toBeGreaterThan(50);
  for (const n of left)
    expect(n.props).toMatchObject({
      seen: true,
      stale: true,
      staleReason: 'its account is no longer listed in the organisation',
    });
  expect(assets.filter((n) => n.props['stale'] === true)).toHaveLength(left.length);
  expect(await gone()).toEqual([]);
  expect(named(second.posture.findings)).toEqual(named(company.first.posture.findings));
  for (const f of second.posture.findings)
    if (f.asset.account === research) expect(f).toMatchObject({ state: 'open', stale: true });
  // The policy that AWS manages is still seen in the other account.
  expect(
    (await company.place.node('arn:aws:iam::aws:policy/AmazonSageMakerFullAccess'))?.props['stale'],
  ).toBe(false);

  company.wire.setEstate(sampleEstate);
  expect(timeless((await company.rescan()).posture)).toBe(timeless(company.first.posture));
});
