/** Places that cannot be looked at any more: regions that an account has closed, accounts that left their organisation. */
import type { GraphReader } from '#graph/store/port.ts';
import type { BaseEntry } from './base.ts';

/** What discovery says of the places themselves, as scope keys. */
export interface Places {
  /** `aws/111122223333/eu-west-1` where the account has closed the region. */
  readonly closedRegions: ReadonlySet<string>;
  /** `aws/111122223333`: all accounts of the organisations that could be asked; null where none could. */
  readonly accounts: ReadonlySet<string> | null;
}

/** Accounts that an organisation contained in the published graph. One that never was in it has not left it. */
async function members(
  before: GraphReader,
  base: ReadonlyMap<string, BaseEntry>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { from, to } of before.edges({ types: ['CONTAINS'], props: [] })) {
    const account = base.get(to);
    if (
      base.get(from)?.labels.includes('Organization') === true &&
      account?.labels.includes('Account') === true
    )
      found.push(`${account.cloud}/${account.account}`);
  }
  return found;
}

/** Scope key → why it is closed. */
export async function closedPlaces(
  { closedRegions, accounts }: Places,
  before: GraphReader,
  base: ReadonlyMap<string, BaseEntry>,
): Promise<ReadonlyMap<string, string>> {
  const closed = new Map([...closedRegions].map((key) => [key, 'its region is not enabled any more']));
  if (accounts === null || before.publication === null) return closed;
  for (const account of await members(before, base))
    if (!accounts.has(account)) closed.set(account, 'its account is no longer listed in the organisation');
  return closed;
}
