/** A set of policies that speak with one voice (all identity policies of a caller, one level of SCPs), asked one question. */
import type { Test } from './condition.ts';
import type { Policy } from './policy.ts';
import type { Naming } from './principal.ts';
import { hit, type Question } from './statement.ts';
import { any, type Maybe } from './three.ts';

export interface Source {
  readonly name: string;
  /** Or why nobody could read it: it may allow and deny anything. */
  readonly policy: Policy | { readonly unread: string };
}

export interface Clause {
  readonly policy: string;
  readonly statement: string;
  readonly applies: Maybe;
  readonly open: readonly Test[];
}

export interface Unread {
  readonly policy: string;
  readonly why: string;
}

export interface Denier {
  readonly deny: Maybe;
  readonly denying: readonly Clause[];
  readonly unread: readonly Unread[];
}

export interface Gate extends Denier {
  readonly name: string;
  /** Allowed in any way of being named. */
  readonly allow: Maybe;
  readonly allowing: readonly Clause[];
}

/** A gate of policies that may name the caller, in one way or another. */
export interface NamingGate extends Gate {
  readonly by: Naming;
}

const isUnread = (policy: Source['policy']): policy is { readonly unread: string } => 'unread' in policy;

export function gateOf(name: string, sources: readonly Source[], question: Question): NamingGate {
  const allowing: (Clause & { readonly by: Naming })[] = [];
  const denying: Clause[] = [];
  const unread: Unread[] = [];
  for (const { name: policy, policy: read } of sources) {
    if (isUnread(read)) {
      unread.push({ policy, why: read.unread });
      continue;
    }
    for (const statement of read.statements) {
      const found = hit(statement, question);
      if (found === undefined) continue;
      (statement.allows ? allowing : denying).push({ policy, statement: statement.id, ...found });
    }
  }
  const hidden: readonly Maybe[] = unread.map(() => null);
  const by: Naming = {
    direct: any([...hidden, ...allowing.map(({ by }) => by.direct)]),
    role: any([...hidden, ...allowing.map(({ by }) => by.role)]),
    account: any([...hidden, ...allowing.map(({ by }) => by.account)]),
  };
  return {
    name,
    allow: any([by.direct, by.role, by.account]),
    by,
    deny: any([...hidden, ...denying.map((clause) => clause.applies)]),
    allowing,
    denying,
    unread,
  };
}

/** A gate that a rule opens, whatever policies say. */
export const opened = (name: string, statement: string): Gate => ({
  name,
  allow: true,
  deny: false,
  allowing: [{ policy: name, statement, applies: true, open: [] }],
  denying: [],
  unread: [],
});

/** No policy of this sort: nothing to pass. */
export const absent: Gate = {
  name: 'none',
  allow: true,
  deny: false,
  allowing: [],
  denying: [],
  unread: [],
};

/** A rule that denies, or may. */
export const closing = (name: string, statement: string, deny: Maybe): Denier => ({
  deny,
  denying: deny === false ? [] : [{ policy: name, statement, applies: deny, open: [] }],
  unread: [],
});
