/**
 * What a request says of itself: its condition keys. A key has one value, many, none, or nobody knows.
 *
 * Source: IAM User Guide, "AWS global condition context keys" (availability of each key), "Single-valued vs. multivalued
 * context keys".
 */
import { iamArn } from '#graph/schema/aws/ids.ts';
import type { Caller } from './caller.ts';

export interface Values {
  readonly values: readonly string[];
  /** A multivalued key, with how many values so ever. */
  readonly many: boolean;
}

export type Found = Values | 'absent' | 'unknown';

export interface Context {
  /** @param key in lower case: names of keys have no case */
  find(key: string): Found;
}

export type Given = Readonly<Record<string, string | readonly string[]>>;

const principalTypes: Readonly<Partial<Record<Caller['kind'], string>>> = {
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  federated: 'FederatedUser',
  root: 'Account',
  anonymous: 'Anonymous',
};

// `undefined`: this kind of caller never has the key. A key that is not listed here follows from nothing.
function following(caller: Caller, resourceAccount: string | undefined): Map<string, string | undefined> {
  const { kind, partition, account, text } = caller;
  const keys = new Map<string, string | undefined>();
  if (account === undefined) keys.set('aws:principalarn', undefined);
  else {
    keys.set(
      'aws:principalarn',
      kind === 'session' ? iamArn({ partition, account }, `role/${caller.name}`) : text,
    );
    keys.set('aws:principalaccount', account);
  }
  if (kind === 'anonymous') keys.set('aws:principalaccount', 'anonymous');
  const type = principalTypes[kind];
  if (type !== undefined) keys.set('aws:principaltype', type);
  keys.set('aws:username', kind === 'user' ? caller.name : undefined);
  keys.set(
    'aws:principalisawsservice',
    kind === 'service' ? 'true' : account === undefined ? undefined : 'false',
  );
  keys.set('aws:principalservicename', kind === 'service' ? text : undefined);
  // What is no account's is in no organisation that could be known; of an account without one the key is absent.
  const of = (key: string, account: string | undefined): void => {
    const id = account === undefined ? undefined : caller.organizations?.get(account);
    if (id !== undefined) keys.set(key, id === 'none' ? undefined : id);
  };
  of('aws:principalorgid', caller.account);
  of('aws:resourceorgid', resourceAccount);
  if (resourceAccount !== undefined) {
    keys.set('aws:resourceaccount', resourceAccount);
    keys.set('s3:resourceaccount', resourceAccount);
  }
  return keys;
}

/** @param complete a key that is not given is absent; else it is unknown, but for what follows from the request */
export function contextOf(
  given: Given,
  complete: boolean,
  caller: Caller,
  resourceAccount: string | undefined,
): Context {
  const said = new Map<string, Found>();
  for (const [key, value] of Object.entries(given)) {
    const many = typeof value !== 'string';
    const values = many ? value : [value];
    said.set(key.toLowerCase(), values.length === 0 ? 'absent' : { values, many });
  }
  for (const [key, value] of following(caller, resourceAccount)) {
    if (!said.has(key)) said.set(key, value === undefined ? 'absent' : { values: [value], many: false });
  }
  const otherwise = complete ? 'absent' : 'unknown';
  return { find: (key) => said.get(key) ?? otherwise };
}
