import { afterEach, expect, test } from 'vitest';
import { type AwsStandin, startAwsStandin } from '#connectors/standin/aws/server.ts';
import type { Estate, Fault, Piece } from '#connectors/standin/estate.ts';
import { type DiscoverOptions, discoverPlaces } from './discover.ts';
import { type AwsOptions, awsProvider, discoveryOperations } from './provider.ts';

const home = '111122223333';
const member = '444455556666';
const suspended = '777788889999';
const regions = (account: string, closed: readonly string[] = []): Piece => ({
  account,
  region: '*',
  lists: ['eu-west-1', 'me-south-1', 'us-east-1'].map((RegionName) => ({
    operation: 'ec2:DescribeRegions',
    into: 'Regions',
    item: {
      RegionName,
      OptInStatus:
        RegionName !== 'me-south-1'
          ? 'opt-in-not-required'
          : closed.includes(RegionName)
            ? 'not-opted-in'
            : 'opted-in',
    },
  })),
});
const organization: Piece = {
  account: home,
  region: '*',
  lists: [
    { Id: home, Name: 'main', Status: 'ACTIVE' },
    { Id: member, Name: 'models', Status: 'ACTIVE' },
    { Id: suspended, Name: 'old', Status: 'SUSPENDED' },
  ].map((item) => ({ operation: 'organizations:ListAccounts', into: 'Accounts', item })),
  answers: [
    {
      operation: 'organizations:DescribeOrganization',
      reply: {
        Organization: {
          Id: 'o-abc',
          Arn: `arn:aws:organizations::${home}:organization/o-abc`,
          MasterAccountId: home,
        },
      },
    },
  ],
};
const estate: Estate = { pieces: [regions(home, ['me-south-1']), regions(member), organization] };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function setUp(more: Partial<AwsOptions> = {}, faults: readonly Fault[] = [], from: Estate = estate) {
  const standin: AwsStandin = await startAwsStandin({
    estate: from,
    faults,
    readOnly: new Set(discoveryOperations),
    accounts: { AKIATEST: home },
  });
  const provider = awsProvider({
    allowed: new Set(),
    login: { type: 'keys', accessKeyId: 'AKIATEST', secretAccessKey: 'x' },
    endpointUrl: standin.url,
    rate: 100,
    ...more,
  });
  open.push(
    () => provider.close(),
    () => standin.close(),
  );
  const retry = { attempts: 2, baseMs: 1, capMs: 2, retryAfterCapMs: 2, totalMs: 5000 };
  const discover = (options: Partial<DiscoverOptions> = {}) =>
    discoverPlaces(provider, { hmacKey: 'test', retry, ...options });
  return { standin, discover };
}

const assume = { assume: { role: 'Pathlight' } };
const keys = (places: Awaited<ReturnType<typeof discoverPlaces>>['places']) =>
  places.map(({ scope: s }) => [s.organization ?? s.account, s.region ?? ''].join(' ').trim());

test('with a role, all active accounts are scanned, each in the regions that it has enabled', async () => {
  const { discover } = await setUp(assume);
  const found = await discover();
  expect(keys(found.places)).toEqual([
    'o-abc',
    home,
    `${home} eu-west-1`,
    `${home} us-east-1`,
    member,
    `${member} eu-west-1`,
    `${member} me-south-1`,
    `${member} us-east-1`,
  ]);
  expect(found.organization).toEqual({ id: 'o-abc', managementAccount: home });
  expect(found.listedAccounts).toEqual([home, member, suspended]);
  expect(found.places.find((p) => p.scope.account === member)?.name).toBe('models');
  expect(found.regions).toEqual([
    { account: home, enabled: ['eu-west-1', 'us-east-1'], disabled: ['me-south-1'], known: true },
    { account: member, enabled: ['eu-west-1', 'me-south-1', 'us-east-1'], disabled: [], known: true },
  ]);
});

test('a suspended account is named as not scanned', async () => {
  const { discover } = await setUp(assume);
  const { accounts, coverage } = await discover();
  expect(accounts.at(-1)).toEqual({ id: suspended, name: 'old', skipped: 'suspended' });
  expect(coverage).toEqual([
    expect.objectContaining({
      scope: { cloud: 'aws', partition: 'aws', account: suspended },
      outcome: 'not-asked',
      code: 'AccountSuspended',
    }),
  ]);
});

test('accounts are included and excluded by id', async () => {
  const { discover } = await setUp(assume);
  const regionsOnly = { include: ['eu-west-1'] };
  const included = await discover({ accounts: { include: [member] }, regions: regionsOnly });
  expect(keys(included.places)).toEqual(['o-abc', member, `${member} eu-west-1`]);
  const excluded = await discover({ accounts: { exclude: [member, suspended] }, regions: regionsOnly });
  expect(keys(excluded.places)).toEqual(['o-abc', home, `${home} eu-west-1`]);
  expect(excluded.coverage).toEqual([]);
});

test("without a role only the caller's account is scanned, and the others are known", async () => {
  const { discover } = await setUp();
  const found = await discover({ regions: { exclude: ['us-east-1'] } });
  expect(keys(found.places)).toEqual(['o-abc', home, `${home} eu-west-1`]);
  expect(found.accounts.find((a) => a.id === member)?.skipped).toBe('no-role');
  expect(found.coverage).toEqual([]);
});

test('an account that was asked for by name but cannot be reached is a gap', async () => {
  const { discover } = await setUp();
  const { coverage } = await discover({ accounts: { include: [home, member] } });
  expect(coverage).toEqual([
    expect.objectContaining({
      outcome: 'not-asked',
      code: 'NoRole',
      scope: expect.objectContaining({ account: member }),
    }),
  ]);
});

test('where the organisation may not be listed, that is a gap if all of it was wanted', async () => {
  const deny: Fault = { operation: 'organizations:ListAccounts', fault: { type: 'deny' } };
  const { discover } = await setUp(assume, [deny]);
  const found = await discover();
  expect(found.listedAccounts).toBeUndefined();
  expect(found.accounts.map((a) => a.id)).toEqual([home]);
  expect(found.coverage).toEqual([
    expect.objectContaining({
      scope: { cloud: 'aws', partition: 'aws', organization: 'o-abc' },
      kind: 'AwsAccount',
      read: 'list',
      operation: 'organizations:ListAccounts',
      permissions: ['organizations:ListAccounts'],
      outcome: 'denied',
      code: 'AccessDeniedException',
    }),
  ]);
  const alone = await setUp({}, [deny]);
  expect((await alone.discover()).coverage).toEqual([]);
});

test('an account that belongs to no organisation has no gap for it', async () => {
  const { discover } = await setUp(assume, [], { pieces: [regions(home)] });
  const found = await discover();
  expect(found.organization).toBeUndefined();
  expect(found.coverage).toEqual([]);
  expect(keys(found.places)[0]).toBe(home);
});

test('where regions may not be listed, those that every account has are taken, and that is a gap', async () => {
  const deny: Fault = { operation: 'ec2:DescribeRegions', fault: { type: 'deny' } };
  const { discover } = await setUp({}, [deny]);
  const found = await discover();
  expect(found.regions[0]).toMatchObject({ known: false, disabled: [] });
  expect(keys(found.places)).toContain(`${home} ap-northeast-3`);
  expect(keys(found.places)).not.toContain(`${home} me-south-1`);
  expect(found.coverage).toEqual([
    expect.objectContaining({ kind: 'AwsRegion', operation: 'ec2:DescribeRegions', outcome: 'denied' }),
  ]);
  const named = await discover({ regions: { include: ['me-south-1'] } });
  expect(keys(named.places)).toEqual(['o-abc', home, `${home} me-south-1`]);
});

test('an account whose role may not be taken on stays a place, so that its gaps show', async () => {
  const roles = { ...estate, accounts: [{ account: member, roles: ['Other'] }] };
  const { discover } = await setUp(assume, [], roles);
  const found = await discover({
    regions: { include: ['eu-west-1'] },
    accounts: { include: [home, member] },
  });
  expect(keys(found.places)).toEqual(['o-abc', home, `${home} eu-west-1`, member, `${member} eu-west-1`]);
  expect(found.coverage).toEqual([
    expect.objectContaining({
      kind: 'AwsRegion',
      outcome: 'denied',
      code: 'AssumeRoleDenied',
      reason: expect.stringContaining(`arn:aws:iam::${member}:role/Pathlight`),
    }),
  ]);
});

test('a throttle that ends is no gap', async () => {
  const throttle: Fault = { operation: 'ec2:DescribeRegions', times: 1, fault: { type: 'throttle' } };
  const { discover } = await setUp({}, [throttle]);
  expect((await discover()).coverage).toEqual([]);
});

test.each([
  [{ regions: { include: ['eu-wset-1'] } }, 'no AWS region "eu-wset-1": did you mean eu-west-1?'],
  [{ regions: { exclude: ['us-east-9'] } }, 'no AWS region "us-east-9": did you mean us-east-1?'],
  [
    { regions: { include: ['me-south-1'] } },
    'the AWS region me-south-1 is not enabled in account 111122223333',
  ],
  [{ accounts: { include: ['12345'] } }, '"12345" is no AWS account id'],
  [{ accounts: { include: [home], exclude: [home] } }, 'both included and excluded'],
  [{ accounts: { exclude: [home] } }, 'no AWS account is left to scan'],
])('%o is refused in words: %s', async (options, message) => {
  const { discover } = await setUp();
  await expect(discover(options)).rejects.toMatchObject({
    name: 'AwsUsageError',
    message: expect.stringContaining(message),
  });
});

test('a region that only some accounts have enabled is scanned in those', async () => {
  const { discover } = await setUp(assume);
  const { places } = await discover({ regions: { include: ['me-south-1'] } });
  expect(keys(places)).toEqual(['o-abc', home, member, `${member} me-south-1`]);
});

test('expired credentials are said to have expired', async () => {
  const { discover } = await setUp({}, [{ operation: 'sts:GetCallerIdentity', fault: { type: 'expired' } }]);
  await expect(discover()).rejects.toMatchObject({
    name: 'CredentialError',
    message: expect.stringContaining('have expired'),
  });
});

test('unknown keys are said not to be accepted', async () => {
  const { discover } = await setUp({
    login: { type: 'keys', accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' },
  });
  await expect(discover()).rejects.toMatchObject({
    name: 'CredentialError',
    message: expect.stringContaining('not accepted'),
  });
});

test('a secret in the name of an account does not get past discovery', async () => {
  const canary = `ghp_${'aB3dE6gH9jK2'.repeat(3)}`;
  const named: Piece = {
    ...organization,
    lists: [
      {
        operation: 'organizations:ListAccounts',
        into: 'Accounts',
        item: { Id: home, Name: canary, Status: 'ACTIVE' },
      },
    ],
  };
  const { discover } = await setUp({}, [], { pieces: [regions(home), named] });
  expect(JSON.stringify(await discover())).not.toContain(canary);
});
