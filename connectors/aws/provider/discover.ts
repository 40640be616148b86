/**
 * Where to look: who calls, which accounts the organisation has, which regions each of them has enabled. What could not be
 * found out becomes coverage, and what was left out is named with its reason.
 */

import { z } from 'zod';
import type { Clock } from '#connectors/kit/clock.ts';
import { isoOf, systemClock } from '#connectors/kit/clock.ts';
import { type Said, shorten } from '#connectors/kit/failure.ts';
import type { Place } from '#connectors/kit/provider.ts';
import { makeRedactor } from '#connectors/kit/redact.ts';
import type { RetryPolicy } from '#connectors/kit/retry.ts';
import type { Coverage, Scope } from '#graph/schema/coverage.ts';
import { type Ask, asker, itemsOf } from './ask.ts';
import type { AwsIdentity, AwsProvider } from './provider.ts';
import { alwaysEnabled, nearest, publishedRegions } from './regions.ts';

export interface DiscoverOptions {
  /** Account ids. `include` absent: all that the organisation shows. */
  readonly accounts?: {
    readonly include?: readonly string[] | undefined;
    readonly exclude?: readonly string[] | undefined;
  };
  /** Region names. `include` absent: all that are enabled. */
  readonly regions?: {
    readonly include?: readonly string[] | undefined;
    readonly exclude?: readonly string[] | undefined;
  };
  /** Key of the installation for fingerprints of secrets. */
  readonly hmacKey: string | Uint8Array;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
  readonly retry?: RetryPolicy | undefined;
}

/** What was asked for cannot be: the person has to change it. */
export class AwsUsageError extends Error {
  override readonly name = 'AwsUsageError';
}

export interface DiscoveredAccount {
  readonly id: string;
  readonly name?: string | undefined;
  /** Set: it is not scanned, and why. */
  readonly skipped?: 'suspended' | 'excluded' | 'not-included' | 'no-role' | undefined;
}

export interface DiscoveredRegions {
  readonly account: string;
  readonly enabled: readonly string[];
  /** Regions that the account itself says are not enabled. Empty where it did not tell. */
  readonly disabled: readonly string[];
  /** False: the account did not tell, and `enabled` are the regions that every account has. */
  readonly known: boolean;
}

export interface Discovered {
  readonly identity: AwsIdentity;
  readonly organization?: { readonly id: string; readonly managementAccount: string } | undefined;
  /** All accounts known, scanned or not. */
  readonly accounts: readonly DiscoveredAccount[];
  /** Ids of all accounts of the organisation, or undefined where it did not tell: then no account is known to have left. */
  readonly listedAccounts?: readonly string[] | undefined;
  readonly regions: readonly DiscoveredRegions[];
  readonly places: readonly Place[];
  readonly coverage: readonly Coverage[];
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

interface Session {
  readonly ask: Ask;
  readonly me: AwsIdentity;
  readonly gap: (scope: Scope, kind: string, operation: string, why: Said) => void;
}

interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  readonly accounts:
    | readonly { readonly id: string; readonly name: string | undefined; readonly active: boolean }[]
    | undefined;
}

const organizationReply = z.object({
  Organization: z.object({ Id: z.string().min(1), MasterAccountId: z.string().default('') }),
});
/** An account is known by its id; one that does not say whether it is active is not read as suspended. */
const accountItem = z
  .object({
    Id: z.string().regex(/^\d{12}$/),
    Name: z.unknown(),
    State: z.string().optional(),
    Status: z.string().optional(),
  })
  .refine((a) => text(a.State ?? a.Status) !== undefined, { error: 'has neither State nor Status' });
const regionItem = z.object({ RegionName: z.string().min(1), OptInStatus: z.string().optional() });

/** `wanted`: the person asked for the organisation, so that not seeing it is a gap. */
async function findOrganization(
  { ask, me, gap }: Session,
  wanted: boolean,
): Promise<Organization | undefined> {
  const caller: Scope = { cloud: 'aws', partition: me.partition, account: me.account };
  const described = await ask('organizations:DescribeOrganization', {}, caller);
  if (!described.ok) {
    // Its own answer that there is none is no gap.
    if (described.failure.code !== 'AWSOrganizationsNotInUseException' && wanted)
      gap(caller, 'AwsOrganization', 'organizations:DescribeOrganization', described.failure);
    return undefined;
  }
  const about = organizationReply.safeParse(described.value[0]);
  if (!about.success) {
    if (wanted)
      gap(caller, 'AwsOrganization', 'organizations:DescribeOrganization', {
        outcome: 'unreadable',
        code: 'Unreadable',
        message: 'the reply names no organisation',
      });
    return undefined;
  }
  const { Id: id, MasterAccountId: managementAccount } = about.data.Organization;
  const scope: Scope = { cloud: 'aws', partition: me.partition, organization: id };
  const listed = itemsOf(
    await ask('organizations:ListAccounts', { MaxResults: 20 }, scope),
    'Accounts',
    accountItem,
  );
  if (!listed.ok && wanted) gap(scope, 'AwsAccount', 'organizations:ListAccounts', listed.failure);
  const accounts = !listed.ok
    ? undefined
    : listed.value.map(({ Id, Name, State, Status }) => ({
        id: Id,
        name: text(Name),
        active: (text(State) ?? text(Status)) === 'ACTIVE',
      }));
  return { id, managementAccount, accounts };
}

function chooseAccounts(
  me: AwsIdentity,
  organization: Organization | undefined,
  reachable: boolean,
  wanted: DiscoverOptions['accounts'],
): readonly DiscoveredAccount[] {
  const { include, exclude = [] } = wanted ?? {};
  for (const id of [...(include ?? []), ...exclude])
    if (!/^\d{12}$/.test(id)) throw new AwsUsageError(`"${id}" is no AWS account id: it has 12 digits`);
  const both = include?.find((id) => exclude.includes(id));
  if (both !== undefined) throw new AwsUsageError(`account ${both} is both included and excluded`);
  const listed = new Map((organization?.accounts ?? []).map((account) => [account.id, account]));
  const ids = new Set([me.account, ...(include ?? []), ...listed.keys()]);
  const skip = (id: string): DiscoveredAccount['skipped'] => {
    if (exclude.includes(id)) return 'excluded';
    if (include !== undefined && !include.includes(id)) return 'not-included';
    if (listed.get(id)?.active === false) return 'suspended';
    return id === me.account || reachable ? undefined : 'no-role';
  };
  const chosen = [...ids].toSorted().map((id) => {
    const skipped = skip(id);
    const name = listed.get(id)?.name;
    return { id, ...(name === undefined ? {} : { name }), ...(skipped === undefined ? {} : { skipped }) };
  });
  if (chosen.every((account) => account.skipped !== undefined))
    throw new AwsUsageError(
      `no AWS account is left to scan: ${chosen.map((a) => `${a.id} is ${a.skipped ?? ''}`).join(', ')}`,
    );
  return chosen;
}

async function findRegions({ ask, me, gap }: Session, account: string): Promise<DiscoveredRegions> {
  const scope: Scope = { cloud: 'aws', partition: me.partition, account };
  const listed = itemsOf(
    await ask('ec2:DescribeRegions', { AllRegions: true }, scope),
    'Regions',
    regionItem,
  );
  if (listed.ok) {
    const names = (enabled: boolean) =>
      listed.value
        .filter((r) => (r.OptInStatus !== 'not-opted-in') === enabled)
        .map((r) => r.RegionName)
        .toSorted();
    if (names(true).length > 0) return { account, enabled: names(true), disabled: names(false), known: true };
    gap(scope, 'AwsRegion', 'ec2:DescribeRegions', {
      outcome: 'unreadable',
      code: 'NoRegions',
      message: 'the account named no enabled region',
    });
  } else gap(scope, 'AwsRegion', 'ec2:DescribeRegions', listed.failure);
  return { account, enabled: alwaysEnabled(me.partition), disabled: [], known: false };
}

/** Refuses regions that do not exist, or that no scanned account has. */
function checkRegions(
  wanted: readonly string[],
  found: readonly DiscoveredRegions[],
  partition: string,
  mustBeEnabled: boolean,
): void {
  const told = found.flatMap((f) => [...f.enabled, ...f.disabled]);
  const all = [
    ...new Set([...told, ...(found.every((f) => f.known) ? [] : publishedRegions(partition))]),
  ].toSorted();
  for (const region of wanted) {
    if (!all.includes(region)) {
      const near = nearest(region, all);
      throw new AwsUsageError(
        `no AWS region "${region}"${near === undefined ? '' : `: did you mean ${near}?`}`,
      );
    }
    const disabled = found.filter((f) => f.disabled.includes(region)).map((f) => f.account);
    if (mustBeEnabled && disabled.length === found.length) {
      const near = nearest(region, [...new Set(found.flatMap((f) => f.enabled))].toSorted());
      throw new AwsUsageError(
        `the AWS region ${region} is not enabled in account ${disabled.join(', ')}` +
          `${near === undefined ? '' : `; the nearest name that is enabled: ${near}`}`,
      );
    }
  }
}

/** The regions of one account that are scanned. One that did not tell is taken at the person's word. */
function scanned(found: DiscoveredRegions, wanted: DiscoverOptions['regions']): readonly string[] {
  const { include, exclude = [] } = wanted ?? {};
  const candidates =
    include === undefined
      ? found.enabled
      : include.filter((region) => (found.known ? found.enabled.includes(region) : true));
  return [...new Set(candidates)].filter((region) => !exclude.includes(region)).toSorted();
}

/**
 * Finds the places to scan. Rejects with `AwsUsageError` for what a person must correct, with `CredentialError` or the
 * transport's error if not even the caller can be known. All else becomes coverage.
 */
export async function discoverPlaces(provider: AwsProvider, options: DiscoverOptions): Promise<Discovered> {
  const { clock = systemClock, signal, retry } = options;
  const coverage: Coverage[] = [];
  const me = await provider.identity(signal);
  const gap: Session['gap'] = (scope, kind, operation, { outcome, code, message }) => {
    coverage.push({
      scope,
      kind,
      read: 'list',
      operation,
      permissions: [operation],
      outcome,
      code,
      reason: message,
      items: 0,
      at: isoOf(clock),
    });
  };
  const session: Session = { ask: asker({ provider, signal, retry, clock }), me, gap };

  const reachable = provider.assumes !== undefined;
  const organization = await findOrganization(session, reachable && options.accounts?.include === undefined);
  const accounts = chooseAccounts(me, organization, reachable, options.accounts);
  // Where nobody gave a role and named no account, only the caller's own was asked for.
  const wanted = reachable || options.accounts?.include !== undefined;
  for (const account of wanted ? accounts : []) {
    if (account.skipped !== 'suspended' && account.skipped !== 'no-role') continue;
    const suspended = account.skipped === 'suspended';
    gap(
      { cloud: 'aws', partition: me.partition, account: account.id },
      'AwsAccount',
      'organizations:ListAccounts',
      {
        outcome: 'not-asked',
        code: suspended ? 'AccountSuspended' : 'NoRole',
        message: suspended ? 'the account is suspended' : 'no role to take on in this account was given',
      },
    );
  }
  const chosen = accounts.filter((account) => account.skipped === undefined);
  const regions = await Promise.all(chosen.map((account) => findRegions(session, account.id)));
  checkRegions(options.regions?.include ?? [], regions, me.partition, true);
  checkRegions(options.regions?.exclude ?? [], regions, me.partition, false);

  const base = { cloud: 'aws', partition: me.partition } as const;
  const places: Place[] =
    organization === undefined
      ? []
      : [{ scope: { ...base, organization: organization.id }, name: organization.id }];
  for (const [i, account] of chosen.entries()) {
    const found = regions[i];
    const name = account.name === undefined ? {} : { name: account.name };
    places.push({ scope: { ...base, account: account.id }, ...name });
    if (found === undefined) continue;
    for (const region of scanned(found, options.regions))
      places.push({ scope: { ...base, account: account.id, region }, ...name });
  }
  // Names and error texts come from outside. Whole texts are looked at: half a secret is not found.
  const redactor = makeRedactor(options.hmacKey);
  const clean = await redactor.scrub({ accounts, places, coverage });
  return {
    identity: me,
    ...(organization === undefined
      ? {}
      : { organization: { id: organization.id, managementAccount: organization.managementAccount } }),
    accounts: clean.accounts,
    ...(organization?.accounts === undefined
      ? {}
      : { listedAccounts: organization.accounts.map((a) => a.id).toSorted() }),
    regions,
    places: clean.places,
    coverage: clean.coverage.map((row) => ({ ...row, reason: shorten(row.reason ?? '') })),
  };
}
