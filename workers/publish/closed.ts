/** Places that cannot be looked at any more: regions that an account has closed, accounts that left their organisation. */
import type { GraphReader } from '#graph/store/port.ts';
import type { BaseEntry } from './base.ts';

/** What discovery says of the places themselves, as scope keys. */
export interface Places {
  /** `aws/111122223333/eu-west-1` where the account has closed the region. */
  readonly closedRegions: ReadonlySet<string>;
  /**
   * `aws/org/o-abc` → `aws/111122223333`, …: all accounts of each organisation that listed them now. Of the members of others
   * nothing is known.
   */
  readonly accounts: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Accounts that the published graph shows in one of these organisations. One that never was in an organisation has not left
 * it.
 */
async function members(
  organizations: Places['accounts'],
  before: GraphReader,
  base: ReadonlyMap<string, BaseEntry>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { from, to } of before.edges({ types: ['CONTAINS'], props: [] })) {
    const organization = base.get(from);
    const account = base.get(to);
    if (
      organization?.labels.includes('Organization') === true &&
      organizations.has(organization.scope) &&
      account?.labels.includes('Account') === true
    )
      found.push(`${account.cloud ?? ''}/${account.account}`);
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
  if (accounts.size === 0 || before.publication === null) return closed;
  // An account may have gone from one organisation to another.
  const listed = new Set([...accounts.values()].flatMap((some) => [...some]));
  for (const account of await members(accounts, before, base))
    if (!listed.has(account)) closed.set(account, 'its account is no longer listed in the organisation');
  return closed;
}
