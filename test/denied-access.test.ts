/** What becomes of access and paths where a scan may not read who may do what. */
import { describe, expect, it, vi } from 'vitest';
import { sampleLogin } from '#connectors/standin/aws/sample/estate.ts';
import { isGap } from '#graph/schema/coverage.ts';
import type { StoredEdge } from '#graph/store/port.ts';
import type { ScanOutcome } from '#workers/scan.ts';
import { scannedCompany } from './company.ts';
import { awsAt, cli, openPlace, type Place, policies } from './scanning.ts';

const company = scannedCompany();
const iam = 'iam:GetAccountAuthorizationDetails';
const deny = (operation: string) => company.wire.setFaults([{ operation, fault: { type: 'deny' } }]);
const pathIds = new Set(policies.filter(({ meta }) => meta.path !== undefined).map(({ meta }) => meta.id));

const access = ['HAS_PERMISSIONS', 'GRANTS', 'ESCALATES_TO', 'INFLUENCES'];
const edgesOf = (place: Place): Promise<readonly StoredEdge[]> =>
  place.store.read(async (graph) => {
    const found: StoredEdge[] = [];
    for await (const edge of graph.edges({ types: access })) found.push(edge);
    return found;
  });
const named = ({ from, type, to, key }: StoredEdge): string => [from, type, to, key].join(' ');

/** Who may do what, without the sets between: principal, verb or rule, asset. */
const rightsOf = (edges: readonly StoredEdge[]): ReadonlySet<string> => {
  const sets = Map.groupBy(edges, ({ from }) => from);
  return new Set(
    edges
      .filter(({ type }) => type === 'HAS_PERMISSIONS')
      .flatMap(({ from, to: set }) =>
        (sets.get(set) ?? []).map(({ type, to, props }) =>
          [from, type, String(props['verb'] ?? props['rule']), to].join(' '),
        ),
      ),
  );
};

const pathsOf = ({ posture }: ScanOutcome) => posture.findings.filter(({ policy }) => pathIds.has(policy));
const said = (list: readonly { readonly policy: string; readonly asset: { readonly id: string } }[]) =>
  list.map(({ policy, asset }) => `${policy} ${asset.id}`).sort();

describe('identity policies denied on a rescan', () => {
  it('leaves the access that was known, stale, and what attackers reach by it', async () => {
    const before = await edgesOf(company.place);
    expect(before.length).toBeGreaterThan(100);
    expect(before.some(({ props }) => props['stale'] === true)).toBe(false);
    deny(iam);
    const second = await company.rescan();
    const after = await edgesOf(company.place);
    expect(after.map(named).sort()).toEqual(before.map(named).sort());
    // A set of permissions is what it is; that somebody has it is what nobody could read again.
    const fresh = after.filter(({ type, props }) => type === 'HAS_PERMISSIONS' && props['stale'] !== true);
    expect(fresh.map(named)).toEqual([]);
    expect(said(pathsOf(second))).toEqual(said(pathsOf(company.first)));
    const byAccess = pathsOf(second).filter(({ path }) =>
      path?.steps.some(({ edges }) => edges.some(({ type }) => access.includes(type))),
    );
    expect(byAccess.length).toBeGreaterThan(10);
    expect(byAccess.filter(({ stale }) => !stale).map(({ policy }) => policy)).toEqual([]);
  });
});

describe('identity policies denied on the first scan', () => {
  const scanned = async () => {
    deny(iam);
    const place = await openPlace();
    return { place, first: await place.scan(awsAt(company.wire.url)) };
  };

  it('invents no access, finds the paths through public policies, and cannot tell of the rest', async () => {
    const known = rightsOf(await edgesOf(company.place));
    const { place, first } = await scanned();
    try {
      const rights = [...rightsOf(await edgesOf(place))];
      expect(rights.filter((right) => !known.has(right))).toEqual([]);

      const found = new Set(pathsOf(first).map(({ policy, asset }) => `${policy} ${asset.name}`));
      for (const one of [
        'AISPM-0029 quillmark-training-intake',
        'AISPM-0031 quote-assistant',
        'AISPM-0032 handbook-agent',
        'AISPM-0047 gpu-lab',
        'AISPM-0052 underwriting',
      ])
        expect(found).toContain(one);

      // Of each path policy that hangs on what people may do, all that had been clear is open now.
      const told = (outcome: ScanOutcome) =>
        new Set(
          said([
            ...pathsOf(outcome),
            ...outcome.posture.cannotTell.filter(({ policy }) => pathIds.has(policy)),
          ]),
        );
      const [whole, open] = [told(company.first), told(first)];
      const endpoints = (await place.nodes('ModelEndpoint')).map(({ id }) => `AISPM-0039 ${id}`);
      expect(endpoints.filter((one) => !whole.has(one)).length).toBeGreaterThan(0);
      expect(endpoints.filter((one) => !open.has(one))).toEqual([]);
      const gaps = first.posture.cannotTell
        .filter(({ policy }) => policy === 'AISPM-0039')
        .flatMap(({ gaps: all }) => all.map(({ operation }) => operation));
      expect(gaps).toContain(iam);
    } finally {
      await place.close();
    }
  });

  it('is exit code 3 on the command line', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', sampleLogin.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', sampleLogin.secretAccessKey);
    deny(iam);
    const place = await openPlace();
    try {
      const role = ['--role-name', sampleLogin.role, '--external-id', sampleLogin.externalId];
      const regions = ['--region', 'eu-west-1', '--region', 'us-east-1'];
      const at = ['--endpoint-url', company.wire.url, ...role, ...regions];
      const { code, out } = await cli(place.folder, 'scan', ...at, '--format', 'json');
      expect([code, JSON.parse(out)]).toMatchObject([3, { complete: false }]);
    } finally {
      await place.close();
    }
  });
});

it('policies of the organisation unread: what they could forbid is taken as allowed, and says so', async () => {
  deny('organizations:ListPolicies');
  const place = await openPlace();
  try {
    const first = await place.scan(awsAt(company.wire.url));
    expect(
      first.coverage.filter(({ outcome }) => isGap(outcome)).map(({ operation }) => operation),
    ).toContain('organizations:ListPolicies');
    const grants = (await edgesOf(place)).filter(({ type }) => type === 'GRANTS' || type === 'ESCALATES_TO');
    expect(grants.length).toBeGreaterThan(100);
    const sure = grants.filter(({ props }) => !String(props['assumes']).includes('SCP'));
    expect(sure.map(named)).toEqual([]);
    const lab = pathsOf(first).find((f) => f.policy === 'AISPM-0046' && f.asset.name === 'fraud-lab');
    expect(lab?.path?.assumes.join()).toMatch(/SCP/);
    const whole = pathsOf(company.first).find(
      (f) => f.policy === 'AISPM-0046' && f.asset.name === 'fraud-lab',
    );
    expect(whole?.path?.assumes).toEqual([]);
  } finally {
    await place.close();
  }
});
