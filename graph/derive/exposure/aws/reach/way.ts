/** Who is outside, and one way of theirs to an asset: what every rule of exposure gives, whether it is open or closed. */
import type { LayerNode } from '#graph/derive/types.ts';

export type Gives = 'see' | 'put' | 'ask' | 'own';
export type Via = 'network' | 'address' | 'policy' | 'acl' | 'trust' | 'share';
/** `unknown`: what would grant it could not be read, and what is known does not. */
export type State = 'yes' | 'conditional' | 'no' | 'unknown';

/** What a conditional way hangs on: a test of a policy, a range of addresses, a state of the asset. */
export interface Condition {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  /** Where it is written: a policy and its statement, a group, an ACL. */
  readonly policy?: string;
  readonly statement?: string;
}

export interface Way {
  readonly outside: LayerNode;
  /** Id of the asset. */
  readonly to: string;
  /** Unique for the two ends. */
  readonly key: string;
  readonly gives: Gives;
  readonly via: Via;
  readonly state: State;
  readonly conditions: readonly Condition[];
  /** Evidence, step by step; each step names an asset and the field or rule of it. */
  readonly chain: readonly string[];
  /** Of a closed way: what closes it; of an unknown one: what was not read. */
  readonly closes: readonly string[];
  readonly ports: readonly string[];
  readonly families: readonly string[];
  readonly part: readonly string[];
  /** Ids of the assets that it follows from. */
  readonly inputs: readonly string[];
  /** Restricting sources that nobody could read and that were taken not to restrict. */
  readonly assumes: readonly string[];
}

const nothing = {
  conditions: [],
  chain: [],
  closes: [],
  ports: [],
  families: [],
  part: [],
  assumes: [],
} as const;

/** A way with what is not said of it left empty; it follows from the asset itself at least. */
export const way = (
  more: Pick<Way, 'outside' | 'to' | 'key' | 'gives' | 'via' | 'state'> & Partial<Way>,
): Way => ({ ...nothing, ...more, inputs: [...new Set([more.to, ...(more.inputs ?? [])])] });

/** Anyone who can send a packet or an unsigned request. */
export const internet: LayerNode = { id: 'internet', concept: 'Internet', name: 'the internet' };

/** Anyone who signs requests with some account of AWS. */
export const anyAccount: LayerNode = {
  id: 'internet:aws-accounts',
  concept: 'Everyone',
  name: 'anyone with an AWS account',
};

/** Strangers at large, of whom properties that say "anyone" speak too. */
export const isAnyone = (outside: string): boolean => outside === internet.id || outside === anyAccount.id;

/** @param account 12 digits */
export const externalAccount = (account: string): LayerNode => ({
  id: `external:${account}`,
  concept: 'ExternalPrincipal',
  name: `AWS account ${account}`,
  props: { account, known: false },
});

/** An organisation of AWS that is not ours, an S3 user by canonical id. */
export const externalParty = (id: string, name: string): LayerNode => ({
  id: `external:${id}`,
  concept: 'ExternalPrincipal',
  name,
  props: { account: 'none', known: false },
});

/** @param provider its host with path, or the ARN of a SAML provider */
export const externalProvider = (provider: string): LayerNode => ({
  id: `external:${provider}`,
  concept: 'IdentityProvider',
  name: provider,
});

/** Whoever a provider signs in that signs anyone in. @param provider its host with path */
export const strangersOf = (provider: string): LayerNode => ({
  id: `external:strangers:${provider}`,
  concept: 'ExternalPrincipal',
  name: `whoever ${provider} signs in`,
  props: { account: 'none', known: false },
});

const order: Readonly<Record<State, number>> = { no: 0, unknown: 1, conditional: 2, yes: 3 };
/** Which of two says more of what outsiders can do. */
export const opensMore = (a: State, b: State): boolean => order[a] > order[b];
