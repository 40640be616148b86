import { expect, test } from 'vitest';
import { discoverPlaces } from './discover.ts';
import { type Answer, account, providerOn } from './fake-server.ts';

const member = '444455556666';
const regionsXml = (...names: readonly string[]) =>
  `<DescribeRegionsResponse><regionInfo>${names
    .map((name) => `<item>${name === '' ? '' : `<regionName>${name}</regionName>`}</item>`)
    .join('')}</regionInfo></DescribeRegionsResponse>`;
const active = (Id: unknown) => ({ Id, Name: 'a', Status: 'ACTIVE' });

/** What AWS answers when all is well; a test puts something odd in one place. */
const well: Readonly<Record<string, Answer>> = {
  'organizations:DescribeOrganization': { body: { Organization: { Id: 'o-abc', MasterAccountId: account } } },
  'organizations:ListAccounts': { body: { Accounts: [active(account), active(member)] } },
  'ec2:DescribeRegions': { body: regionsXml('eu-west-1') },
};

async function discover(odd: Readonly<Record<string, Answer | readonly Answer[]>>) {
  const asked = new Map<string, number>();
  await using t = await providerOn(
    [],
    ({ operation }) => {
      const turn = asked.get(operation) ?? 0;
      asked.set(operation, turn + 1);
      if (operation === 'sts:AssumeRole') return { status: 403, body: '' };
      const answers = [odd[operation] ?? well[operation] ?? { status: 500 }].flat();
      return answers[turn] ?? answers.at(-1) ?? { status: 500 };
    },
    { assume: { role: 'Pathlight' }, rate: 100 },
  );
  const retry = { attempts: 1, baseMs: 1, capMs: 1, retryAfterCapMs: 1, totalMs: 5000 };
  const found = await discoverPlaces(t.provider, { hmacKey: 'test', retry });
  return {
    ...found,
    gaps: found.coverage
      .filter((row) => row.scope.account !== member)
      .map((row) => [row.operation, row.outcome, row.reason]),
  };
}

test('an organisation that answers in full leaves no gap', async () => {
  const { gaps, listedAccounts } = await discover({});
  expect(gaps).toEqual([]);
  expect(listedAccounts).toEqual([account, member]);
});

test.each<readonly [string, Answer | readonly Answer[]]>([
  ['no list of accounts', { body: {} }],
  ['null for a list', { body: { Accounts: null } }],
  [
    'a second page without its list',
    [{ body: { Accounts: [active(account)], NextToken: 'b' } }, { body: {} }],
  ],
  ['an account without an id', { body: { Accounts: [active(account), { Name: 'b', Status: 'ACTIVE' }] } }],
  ['an account with an odd id', { body: { Accounts: [active(account), active('12')] } }],
  ['an account that is null', { body: { Accounts: [active(account), null] } }],
  ['an account without a state', { body: { Accounts: [active(account), { Id: member }] } }],
  ['a next page that is no text', { body: { Accounts: [active(account)], NextToken: 5 } }],
])('%s is a gap, and no account is known to have left', async (_, answer) => {
  const { gaps, listedAccounts, places } = await discover({ 'organizations:ListAccounts': answer });
  expect(gaps).toEqual([['organizations:ListAccounts', 'unreadable', expect.any(String)]]);
  expect(listedAccounts).toBeUndefined();
  expect(places.map((p) => p.scope.account ?? p.scope.organization)).toEqual(['o-abc', account, account]);
});

test.each<readonly [string, Answer]>([
  ['nothing', { body: {} }],
  ['no id', { body: { Organization: { MasterAccountId: account } } }],
  ['an empty id', { body: { Organization: { Id: '' } } }],
  ['an id that is no text', { body: { Organization: { Id: 7 } } }],
])('an organisation that tells %s is a gap', async (_, answer) => {
  const { gaps, listedAccounts } = await discover({ 'organizations:DescribeOrganization': answer });
  expect(gaps).toEqual([['organizations:DescribeOrganization', 'unreadable', expect.any(String)]]);
  expect(listedAccounts).toBeUndefined();
});

test.each<readonly [string, Answer]>([
  ['a region without a name', { body: regionsXml('eu-west-1', '') }],
  [
    'no list of regions',
    { body: '<DescribeRegionsResponse><requestId>1</requestId></DescribeRegionsResponse>' },
  ],
])('%s is a gap, and the regions that every account has are looked at', async (_, answer) => {
  const { gaps, regions } = await discover({ 'ec2:DescribeRegions': answer });
  expect(gaps).toEqual([['ec2:DescribeRegions', 'unreadable', expect.any(String)]]);
  const own = regions.find((r) => r.account === account);
  expect(own).toMatchObject({ known: false, disabled: [] });
  expect(own?.enabled).toContain('us-east-1');
});
