/** On whom it depends what a policy says: on the caller, on its account and type alone, on whose the thing is. */
import type { Caller } from '../caller.ts';
import type { Policy, Statement } from '../policy.ts';
import { variablesOf } from '../template.ts';

const ofSelf = new Set(['aws:principalarn', 'aws:username']);
const ofCaller = new Set([...ofSelf, 'aws:principalaccount', 'aws:principaltype', 'aws:principalorgid']);
const ofResource = new Set([
  'aws:resourceaccount',
  's3:resourceaccount',
  'aws:resourceorgid',
  'aws:requestedregion',
]);

function keysOf({ tests, resources }: Statement): readonly string[] {
  const inValues = tests.flatMap(({ values }) =>
    values.flatMap((value) => [...value.matchAll(/\$\{([^},]+)/g)].map(([, key = '']) => key.toLowerCase())),
  );
  const inResources = (resources?.patterns ?? []).flatMap(variablesOf);
  return [...tests.map(({ key }) => key.toLowerCase()), ...inValues, ...inResources];
}

export interface Leans {
  readonly caller: boolean;
  /** On who the caller is, and not on its account and type alone. */
  readonly self: boolean;
  readonly resource: boolean;
}

const leanings = new WeakMap<Statement, Leans>();

/** On whom does it depend whether the statement applies? */
export function leansOn(statement: Statement): Leans {
  const known = leanings.get(statement);
  if (known !== undefined) return known;
  const keys = keysOf(statement);
  const leans = {
    caller: keys.some((key) => ofCaller.has(key)),
    self: keys.some((key) => ofSelf.has(key)),
    resource: keys.some((key) => ofResource.has(key)),
  };
  leanings.set(statement, leans);
  return leans;
}

export type Personal = 'no' | 'by account and type' | 'by caller';

const personal = new WeakMap<Policy, Personal>();

/** Does it depend on the caller what the policy says? */
export function personalOf(policy: Policy): Personal {
  const known = personal.get(policy);
  if (known !== undefined) return known;
  const leans = policy.statements.map(leansOn);
  const found = leans.some(({ self }) => self)
    ? 'by caller'
    : leans.some(({ caller }) => caller)
      ? 'by account and type'
      : 'no';
  personal.set(policy, found);
  return found;
}

/** Equal for callers of whom the policy says the same. */
export function sayingKey(policy: Policy, { text, account, kind }: Caller): string {
  const how = personalOf(policy);
  return how === 'no' ? '' : how === 'by caller' ? text : `${account} ${kind}`;
}
