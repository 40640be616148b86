/** The policies of a bulk input, each opened once: who has which, and what could not be read. */
import { type Caller, callerOf, isServiceLinked } from '../caller.ts';
import { type Policy, type PolicyType, policyOfText } from '../policy.ts';
import { personalOf } from './leans.ts';
import type { BulkInput, BulkPrincipal, PolicyText } from './types.ts';

export interface Named {
  /** Equal for equal texts. */
  readonly key: string;
  /** Equal for equal texts of equal name. */
  readonly id: string;
  readonly name: string;
  readonly policy: Policy;
}

export interface Own {
  /** Equal for principals whose own side has the same effect. */
  readonly key: string;
  readonly caller: Caller;
  readonly identity: readonly Named[];
  readonly boundary: Named | undefined;
  readonly bounded: boolean;
  readonly scps: readonly (readonly Named[])[];
  readonly linked: boolean;
  readonly assumes: readonly string[];
  readonly isUnknown: boolean;
}

/** Opens each text once. */
export class Opened {
  private readonly policies = new Map<
    string,
    { readonly key: string; readonly policy: Policy | undefined }
  >();

  of(text: PolicyText, type: PolicyType, name: string): Named | undefined {
    if (text === null) return undefined;
    const id = `${type}\0${text}`;
    let found = this.policies.get(id);
    if (found === undefined) {
      const policy = policyOfText(text, type);
      found = { key: String(this.policies.size), policy: 'malformed' in policy ? undefined : policy };
      this.policies.set(id, found);
    }
    return found.policy === undefined
      ? undefined
      : { key: found.key, id: `${found.key}=${name}`, name, policy: found.policy };
  }
}

export interface Levels {
  readonly levels: readonly (readonly Named[])[];
  readonly isUnread: boolean;
}

type Texts = readonly (readonly PolicyText[] | null)[] | null | undefined;

/**
 * A level of which something could not be read is left out as a limit (it is assumed to allow), its Denies that were read
 * still count.
 */
export function levelsOf(texts: Texts, type: 'scp' | 'rcp', opened: Opened, open: Named): Levels {
  if (texts === undefined) return { levels: [], isUnread: false };
  if (texts === null) return { levels: [], isUnread: true };
  let isUnread = false;
  const levels = texts.map((level, i) => {
    if (level === null) {
      isUnread = true;
      return [open];
    }
    const read = level.map((text, j) => opened.of(text, type, `${type}s[${i}][${j}]`));
    const seen = read.filter((one) => one !== undefined);
    if (seen.length === read.length) return seen;
    isUnread = true;
    return [...seen, open];
  });
  return { levels, isUnread };
}

/** Organisations of the accounts, where they are known. */
export const organizationsOf = ({ accounts }: BulkInput): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(accounts).flatMap(([id, { organization }]) =>
      organization === undefined ? [] : [[id, organization] as const],
    ),
  );

export function ownOf(
  principal: BulkPrincipal,
  input: BulkInput,
  opened: Opened,
  open: Named,
  organizations: Caller['organizations'],
): Own | undefined {
  const named = callerOf(principal.id, '');
  if (named === undefined || (named.kind !== 'user' && named.kind !== 'role')) return undefined;
  const caller: Caller = { ...named, organizations };
  const linked = isServiceLinked(caller, undefined);
  const listed = (principal.identity ?? []).map(({ name, policy }) => opened.of(policy, 'identity', name));
  const identity = listed.filter((one) => one !== undefined);
  const bounded = principal.boundary !== undefined && !linked;
  const boundary = bounded ? opened.of(principal.boundary ?? null, 'boundary', 'boundary') : undefined;
  const limits = input.accounts[caller.account ?? ''];
  const scps = linked ? { levels: [], isUnread: false } : levelsOf(limits?.scps, 'scp', opened, open);
  const all = [...identity, ...(boundary === undefined ? [] : [boundary]), ...scps.levels.flat()];
  const isUnknown = principal.identity === null || identity.length < listed.length;
  const assumes = [
    // What may grant more may also deny.
    ...(isUnknown ? [`policies of ${principal.id}`] : []),
    ...(bounded && boundary === undefined ? [`boundary of ${principal.id}`] : []),
    ...(scps.isUnread ? [`SCPs of ${caller.account}`] : []),
  ];
  // Account and type are in the key of everybody.
  const isPersonalSide = all.some(({ policy }) => personalOf(policy) === 'by caller');
  const key = JSON.stringify([
    caller.account,
    caller.kind,
    linked,
    identity.map((one) => one.id).toSorted(),
    boundary?.key,
    assumes,
    isPersonalSide && principal.id,
  ]);
  return { key, caller, identity, boundary, bounded, scps: scps.levels, linked, assumes, isUnknown };
}
