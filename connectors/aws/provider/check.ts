/**
 * What the credentials may read, before a scan: each distinct listing is asked once for a small page in one region, and
 * the actions of the reads behind it are put to IAM's own simulator where that is allowed. What neither tells is unknown.
 */
import { z } from 'zod';
import type { CodeMatch, Kind } from '#connectors/kit/define.ts';
import { permissionsOf } from '#connectors/kit/define.ts';
import { type Failed, matches, shorten } from '#connectors/kit/failure.ts';
import { makeRedactor } from '#connectors/kit/redact.ts';
import type { RetryPolicy } from '#connectors/kit/retry.ts';
import { parseArn, roleOfSession } from '#graph/schema/aws/ids.ts';
import type { Scope } from '#graph/schema/coverage.ts';
import { type Ask, asker, itemsOf } from './ask.ts';
import { roleArnIn } from './credentials.ts';
import type { AwsIdentity, AwsProvider } from './provider.ts';
import { iamAction } from './services.ts';

export interface PermissionCheck {
  readonly account: string;
  /** IAM action. */
  readonly permission: string;
  readonly state: 'allowed' | 'denied' | 'unknown';
  /** `asked`: a real call; `simulated`: IAM's simulator, for all resources; `untried`. */
  readonly how: 'asked' | 'simulated' | 'untried';
  /** Kinds that need it. */
  readonly kinds: readonly string[];
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
}

export interface AccessCheck {
  readonly identity: AwsIdentity;
  readonly accounts: readonly string[];
  /** By account, then permission. */
  readonly permissions: readonly PermissionCheck[];
}

export interface CheckOptions {
  /** As discovered. */
  readonly scopes: readonly Scope[];
  readonly hmacKey: string | Uint8Array;
  readonly signal?: AbortSignal | undefined;
  readonly retry?: RetryPolicy | undefined;
}

type Verdict = Pick<PermissionCheck, 'state' | 'how' | 'code' | 'reason'>;

const pageMembers = new Set(['MaxResults', 'maxResults', 'MaxItems', 'MaxBuckets', 'Limit', 'limit']);
/** The smallest page that every service takes: EC2 wants at least 5. */
const smallPage = 5;

/** One probe per distinct listing that needs no parent. */
function probesIn(kinds: readonly Kind[], account: string, scopes: readonly Scope[]) {
  const region = scopes.find((s) => s.account === account && s.region !== undefined);
  const whole = scopes.find((s) => s.account === account && s.region === undefined);
  const organization = scopes.find((s) => s.organization !== undefined);
  const at = { region, account: whole ?? region, organization };
  const probes = new Map<string, { readonly kind: Kind; readonly scope: Scope }>();
  for (const kind of kinds) {
    const scope = at[kind.head.scope];
    if (kind.head.under === undefined && scope !== undefined && !probes.has(kind.list.operation))
      probes.set(kind.list.operation, { kind, scope });
  }
  return [...probes.values()];
}

async function probe(ask: Ask, kind: Kind, scope: Scope): Promise<ReadonlyMap<string, Verdict>> {
  const { list } = kind;
  const at = {
    cloud: 'aws' as const,
    partition: scope.partition ?? 'aws',
    organization: scope.organization ?? '',
    account: scope.account ?? '',
    region: scope.region ?? '',
  };
  const input = Object.fromEntries(
    Object.entries(list.input?.(at) ?? {}).map(([name, value]) => [
      name,
      pageMembers.has(name) && typeof value === 'number' ? Math.min(value, smallPage) : value,
    ]),
  );
  const asked = await ask(list.operation, input, scope, 'first');
  const permissions = permissionsOf(list).map(iamAction);
  const same = (verdict: Verdict) => new Map(permissions.map((p) => [p, verdict]));
  if (asked.ok) return same({ state: 'allowed', how: 'asked' });
  const { failure } = asked;
  const codes: readonly CodeMatch[] = [...(list.notConfigured?.codes ?? []), ...(list.absent ?? [])];
  if (matches(codes, failure)) return same({ state: 'allowed', how: 'asked', code: failure.code });
  return new Map(permissions.map((p) => [p, blame(p, permissions.length === 1, failure)]));
}

/** A refused call denies the permission that its message names, or the only one it needs. */
function blame(permission: string, only: boolean, failure: Failed): Verdict {
  const about = { code: failure.code, reason: failure.message };
  const named = failure.message.toLowerCase().includes(permission.toLowerCase());
  if (failure.outcome !== 'denied') return { state: 'unknown', how: 'asked', ...about };
  if (named || only || failure.credentials === true) return { state: 'denied', how: 'asked', ...about };
  return { state: 'unknown', how: 'asked', ...about };
}

/** ARN that the simulator takes: a user, or the role behind a session. */
function principalIn(provider: AwsProvider, me: AwsIdentity, account: string): string | undefined {
  if (account !== me.account)
    return provider.assumes && roleArnIn(provider.assumes.role, me.partition, account);
  const arn = parseArn(me.arn);
  if (arn?.service === 'iam' && arn.resource.startsWith('user/')) return me.arn;
  return roleOfSession(me.arn);
}

/** Actions per question: far below what the simulator takes. */
const batch = 40;

const evaluation = z.object({ EvalActionName: z.string(), EvalDecision: z.string() });

async function simulate(
  ask: Ask,
  principal: string | undefined,
  actions: readonly string[],
  scope: Scope,
): Promise<ReadonlyMap<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  const untried = (some: readonly string[], code: string, reason: string) => {
    for (const action of some) verdicts.set(action, { state: 'unknown', how: 'untried', code, reason });
  };
  if (principal === undefined) {
    untried(actions, 'NoPrincipal', 'the simulator takes users and roles only');
    return verdicts;
  }
  for (let from = 0; from < actions.length; from += batch) {
    const some = actions.slice(from, from + batch);
    const input = { PolicySourceArn: principal, ActionNames: some };
    const asked = itemsOf(
      await ask('iam:SimulatePrincipalPolicy', input, scope),
      'EvaluationResults',
      evaluation,
    );
    if (!asked.ok) {
      untried(
        actions.slice(from),
        asked.failure.code,
        `iam:SimulatePrincipalPolicy: ${asked.failure.message}`,
      );
      return verdicts;
    }
    untried(some, 'NotSimulated', 'the simulator did not speak of it');
    for (const { EvalActionName: action, EvalDecision: decision } of asked.value) {
      const allowed = decision === 'allowed';
      verdicts.set(action, {
        state: allowed ? 'allowed' : 'denied',
        how: 'simulated',
        ...(allowed ? {} : { code: decision, reason: `the simulator says ${decision} for all resources` }),
      });
    }
  }
  return verdicts;
}

/**
 * Checks each permission of `kinds` in each account among `scopes`. Rejects like `identity` if not even the caller can be
 * known; all else is a state of a permission.
 */
export async function checkAccess(
  provider: AwsProvider,
  kinds: readonly Kind[],
  options: CheckOptions,
): Promise<AccessCheck> {
  const { scopes, signal, retry } = options;
  const aws = kinds.filter((kind) => kind.head.cloud === 'aws');
  const identity = await provider.identity(signal);
  const ask = asker({ provider, signal, retry });
  const accounts = [...new Set(scopes.flatMap((scope) => scope.account ?? []))].toSorted();
  const needs = new Map<string, Set<string>>();
  for (const kind of aws)
    for (const asks of [kind.list, ...Object.values(kind.reads)])
      for (const permission of permissionsOf(asks).map(iamAction))
        needs.set(permission, (needs.get(permission) ?? new Set()).add(kind.head.kind));

  const checkAccount = async (account: string): Promise<PermissionCheck[]> => {
    const probed = await Promise.all(
      probesIn(aws, account, scopes).map(({ kind, scope }) => probe(ask, kind, scope)),
    );
    const verdicts = new Map<string, Verdict>();
    for (const [permission, verdict] of probed.flatMap((map) => [...map])) {
      const known = verdicts.get(permission);
      // One refusal outweighs what another call was let do.
      if (known === undefined || known.state === 'unknown' || verdict.state === 'denied')
        verdicts.set(permission, verdict);
    }
    const open = [...needs.keys()]
      .filter((p) => (verdicts.get(p)?.state ?? 'unknown') === 'unknown')
      .toSorted();
    const scope: Scope = { cloud: 'aws', partition: identity.partition, account };
    const simulated = await simulate(ask, principalIn(provider, identity, account), open, scope);
    for (const [permission, verdict] of simulated)
      if (verdict.state !== 'unknown' || !verdicts.has(permission)) verdicts.set(permission, verdict);
    return [...needs].map(([permission, of]) => ({
      account,
      permission,
      kinds: [...of].toSorted(),
      ...(verdicts.get(permission) ?? { state: 'unknown' as const, how: 'untried' as const }),
    }));
  };
  const found = (await Promise.all(accounts.map(checkAccount))).flat();
  const clean = await makeRedactor(options.hmacKey).scrub(found);
  return {
    identity,
    accounts,
    permissions: clean
      .map(({ reason, ...row }) => (reason === undefined ? row : { ...row, reason: shorten(reason) }))
      .toSorted((a, b) => (a.account + a.permission < b.account + b.permission ? -1 : 1)),
  };
}
