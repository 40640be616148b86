/** The types of the catalogue: everything the declared kinds say of themselves, as plain data handed to whoever needs it. */
import type { Cloud } from './coverage.ts';
import type { Fields } from './fields.ts';

export const verbs = ['READ', 'WRITE', 'INVOKE', 'MANAGE', 'PASS', 'EXEC', 'ASSUME', 'HOLDS_KEY'] as const;
export type Verb = (typeof verbs)[number];

/**
 * What a kind's `uid` is made of. `identity`: the cloud's own immutable id, never given to another thing, so an equal one
 * under another id is the same thing renamed. `epoch`: a time of making, which tells two things of one id apart but is no
 * name: two things may share it. `place`: account, region or the like, where ids are unique in the world and a thing of
 * the same id elsewhere is another; many things share it.
 */
export type UidIs = 'identity' | 'epoch' | 'place';

/** Label of the kind under which one is listed; of several, its own among them where its assets nest. */
export type Under = string | readonly string[];

/** The labels of the kinds under which one is listed; none for a kind that is listed by itself. */
export const parentKinds = (under: Under | undefined): readonly string[] =>
  under === undefined ? [] : typeof under === 'string' ? [under] : under;

export interface CatalogueRead {
  /** `list`, or the read's name. */
  readonly name: string;
  readonly operation: string;
  readonly permissions: readonly string[];
  /** Properties it gives, with the wire path of each. */
  readonly gives: Fields;
  /** Edge types it gives. */
  readonly edges: readonly string[];
}

export interface CatalogueKind {
  readonly kind: string;
  readonly title: string;
  readonly cloud: Cloud;
  readonly service: string;
  readonly concepts: readonly string[];
  readonly scope: 'organization' | 'account' | 'region';
  /** Parent kinds, where the listing runs per parent asset. */
  readonly under?: Under | undefined;
  /** @default 'identity' */
  readonly uidIs?: UidIs | undefined;
  readonly reads: readonly CatalogueRead[];
  /** Which actions mean which verb on it. */
  readonly verbs: Readonly<Partial<Record<Verb, readonly string[]>>>;
}

export type Catalogue = readonly CatalogueKind[];
