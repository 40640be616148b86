/** How concepts and edge types are declared. Each family file is nothing but a list of these. */
import type { Fields } from './fields.ts';

export const families = [
  'ai',
  'data',
  'identity',
  'network',
  'compute',
  'secret',
  'account',
  'code',
  'posture',
] as const;
export type Family = (typeof families)[number];

/** What an asset is in any cloud: a label that policies match on. */
export interface Concept<N extends string = string> {
  readonly name: N;
  readonly family: Family;
  readonly about: string;
  /** Properties that every kind of this concept gives, observed or derived. */
  readonly props: Fields;
}

/**
 * Whether an attacker can move along an edge, and which way.
 * `forward`: from → to; `backward`: to → from (the edge `X LOADS artifact` lets whoever controls the artifact act on X);
 * `none`: no step.
 */
export type Step = 'forward' | 'backward' | 'none';

export interface EdgeType<T extends string = string> {
  readonly type: T;
  readonly family: Family;
  readonly about: string;
  readonly step: Step;
  readonly origin: 'observed' | 'derived';
  readonly props: Fields;
}

export const concept = <const N extends string>(
  family: Family,
  name: N,
  about: string,
  props: Fields = {},
): Concept<N> => ({
  name,
  family,
  about,
  props,
});

export const edgeType = <const T extends string>(
  family: Family,
  type: T,
  step: Step,
  about: string,
  more: { readonly origin?: EdgeType['origin']; readonly props?: Fields } = {},
): EdgeType<T> => ({ type, family, about, step, origin: more.origin ?? 'observed', props: more.props ?? {} });
