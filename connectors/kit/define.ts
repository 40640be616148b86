/**
 * How an asset kind is declared. A kind describes; the runner (`run.ts`) pages, retries, paces, parses and counts.
 * A kind holds no `try`, no loop over pages, no retry, and never a failure: what cannot be read is unknown by itself.
 *
 * ```ts
 * export default defineKind({ kind: 'AwsSageMakerEndpoint', title: 'SageMaker endpoint', cloud: 'aws', service: 'sagemaker',
 *                             concepts: ['ModelEndpoint'], scope: 'region' })
 *   .list({ operation: 'sagemaker:ListEndpoints', items: 'Endpoints', item: z.object({…}), id: (e) => e.EndpointArn, … })
 *   .read('describe', { operation: 'sagemaker:DescribeEndpoint', input: (e) => ({ EndpointName: e.EndpointName }), … });
 * ```
 */
import type { z } from 'zod';
import type { CatalogueKind, UidIs, Under, Verb } from '#graph/schema/catalogue.ts';
import type { Cloud } from '#graph/schema/coverage.ts';
import type { Fields, Props, PropValue } from '#graph/schema/fields.ts';
import type { ConceptName, EdgeName } from '#graph/schema/index.ts';
import type { AssetRow } from '#graph/schema/rows.ts';

/** Where a reply came from: what a pure function needs to build full ids. */
export interface At {
  readonly cloud: Cloud;
  readonly partition: string;
  readonly organization: string;
  /** `''` in an organisation scope. */
  readonly account: string;
  /** `''` in an organisation or account scope. */
  readonly region: string;
  /** The asset that is listed under, for `under` kinds: as collected, redacted. */
  readonly parent?: AssetRow | undefined;
}

export interface Edge<T extends EdgeName = EdgeName> {
  readonly type: T;
  /** Full canonical id of the other end. */
  readonly to: string;
  /** Concept or kind label of the other end, for the stub that stands in until a listing shows it. */
  readonly as: ConceptName | (string & {});
  /** Statement, channel, variant, rule; needed when one asset can have several edges of the type to the same end. */
  readonly key?: string;
  /** Set when the edge runs from the other end to this asset. */
  readonly reverse?: true;
  readonly props?: Readonly<Record<string, PropValue | null>>;
}

type Input = Readonly<Record<string, unknown>>;

/** An error code, or a code whose message must also say something (where a cloud uses one code for many things). */
export type CodeMatch = string | { readonly code: string; readonly says: RegExp };

interface Asks {
  /** The wire's own name: `service:Operation`, `GET path@api-version`, `package.Service/Method`. */
  readonly operation: string;
  /** IAM actions (or the cloud's like) that the call needs. Default: the operation itself. */
  readonly permissions?: readonly string[];
  /**
   * Error codes with which this cloud says that the thing is not configured, and the reply that says so. Only a
   * cloud's own explicit answer belongs here.
   */
  readonly notConfigured?: { readonly codes: readonly CodeMatch[]; readonly reply: Input };
  /** Error codes that mean the service or feature is not offered in this place: outcome `absent`. */
  readonly absent?: readonly CodeMatch[];
  /**
   * The cloud leaves the list out of a page when it is empty. Default: what the provider says. Where neither says so, a
   * page without the list is `unreadable`: an answer that holds no list is no proof that there is nothing.
   */
  readonly omitsEmpty?: boolean;
  /**
   * True where the cloud cuts the answer by the caller's rights: `filtered` unless `Provider.proves` the right to see
   * all. Of a filtered read the edges stand, as incomplete; its properties are unknown.
   */
  readonly filteredByRights?: true;
}

export interface ListSpec<S extends z.ZodType, G extends Fields, E extends EdgeName> extends Asks {
  readonly input?: (at: At) => Input;
  /** Dotted path to the items in a page (`Endpoints`, `Reservations.Instances` flattens), or `''`: the reply is the item. */
  readonly items: string;
  /** Fields used of one item. What does not parse is an `unreadable` gap; the other items stand. */
  readonly item: S;
  /** Items that are not of this kind (one listing may feed several). */
  readonly where?: (item: z.output<S>) => boolean;
  readonly id: (item: z.output<S>, at: At) => string;
  readonly uid?: (item: z.output<S>, at: At) => string;
  /** Where the asset lies, for listings that show many regions at once. `''` or left out: the region of the scope. */
  readonly region?: (item: z.output<S>, at: At) => string;
  readonly name: (item: z.output<S>) => string;
  readonly aliases?: (item: z.output<S>, at: At) => readonly string[];
  readonly gives: G;
  readonly props: (item: z.output<S>, at: At) => Props<G>;
  /** Edge types that the listing itself shows. */
  readonly edgeTypes?: readonly E[];
  readonly edges?: (item: z.output<S>, at: At) => readonly Edge<E>[];
}

export interface ReadSpec<I, R extends z.ZodType, G extends Fields, E extends EdgeName> extends Asks {
  readonly input: (item: I, at: At) => Input;
  /** Where the reply is paged: dotted path to the list whose pages are joined (the reply then holds all). */
  readonly pages?: string;
  readonly reply: R;
  /** Skip it for this item (`undefined` reply is not asked; `props` must then say what that means via `otherwise`). */
  readonly when?: { readonly asks: (item: I) => boolean; readonly otherwise: Input };
  /** Error codes that mean the asset vanished between listing and read: the asset is dropped, not a gap. */
  readonly gone?: readonly CodeMatch[];
  readonly gives: G;
  readonly props: (reply: z.output<R>, item: I, at: At) => Props<G>;
  readonly edgeTypes?: readonly E[];
  readonly edges?: (reply: z.output<R>, item: I, at: At) => readonly Edge<E>[];
  /** Other ids of the asset that only this reply shows; they join those of the listing. */
  readonly aliases?: (reply: z.output<R>, item: I, at: At) => readonly string[];
}

export interface KindHead {
  /** Graph label. */
  readonly kind: string;
  readonly title: string;
  readonly cloud: Cloud;
  readonly service: string;
  readonly concepts: readonly ConceptName[];
  readonly scope: 'organization' | 'account' | 'region';
  /**
   * Kind whose assets are listed under, or several such. The kind itself may stand beside others: what was listed is
   * then listed under in turn, level by level, until a level shows nothing new.
   */
  readonly under?: Under;
  /** Which actions mean which verb on it (for access evaluation). */
  readonly verbs?: Readonly<Partial<Record<Verb, readonly string[]>>>;
  /** What its `uid` is made of, which says what equal and unequal ones prove. @default 'identity' */
  readonly uidIs?: UidIs;
  /** How its id appears as a resource in a policy, where that differs from the id itself (`bucket` and `bucket/*`). */
  readonly resources?: (id: string) => readonly string[];
  /**
   * Fields whose whole value is a secret or code by nature (environment maps, script bodies), as dotted paths in any
   * reply of the kind: replaced by a fingerprint before anything else sees them.
   */
  readonly secretFields?: readonly string[];
}

// The runner does not care about the precise types any more: one erased form.
export type AnyList = ListSpec<z.ZodType, Fields, EdgeName>;
export type AnyRead = ReadSpec<unknown, z.ZodType, Fields, EdgeName>;

/** A whole kind, as the runner and the generators see it. */
export interface Kind {
  readonly head: KindHead;
  readonly list: AnyList;
  readonly reads: Readonly<Record<string, AnyRead>>;
}

/** A kind whose reads are still being added; it is a `Kind` at every step. */
export interface KindOf<I> extends Kind {
  read<R extends z.ZodType, const G extends Fields, const E extends EdgeName = never>(
    name: string,
    spec: ReadSpec<I, R, G, E>,
  ): KindOf<I>;
}

export interface KindStart {
  list<S extends z.ZodType, const G extends Fields, const E extends EdgeName = never>(
    spec: ListSpec<S, G, E>,
  ): KindOf<z.output<S>>;
}

function kindOf<I>(head: KindHead, list: AnyList, reads: Readonly<Record<string, AnyRead>>): KindOf<I> {
  return {
    head,
    list,
    reads,
    read(name, spec) {
      if (name === 'list' || name in reads) throw new Error(`${head.kind}: two reads named "${name}"`);
      return kindOf<I>(head, list, { ...reads, [name]: spec as unknown as AnyRead });
    },
  };
}

/** Starts the declaration of a kind. */
export const defineKind = (head: KindHead): KindStart => ({
  list: (spec) => kindOf(head, spec as unknown as AnyList, {}),
});

export const permissionsOf = (asks: Asks): readonly string[] => asks.permissions ?? [asks.operation];

/** The kind's facts as plain data, for policies, docs and roles. */
export function describeKind(kind: Kind): CatalogueKind {
  const { head, list } = kind;
  return {
    kind: head.kind,
    title: head.title,
    cloud: head.cloud,
    service: head.service,
    concepts: head.concepts,
    scope: head.scope,
    under: head.under,
    ...(head.uidIs === undefined ? {} : { uidIs: head.uidIs }),
    verbs: head.verbs ?? {},
    reads: [
      {
        name: 'list',
        operation: list.operation,
        permissions: permissionsOf(list),
        gives: list.gives,
        edges: list.edgeTypes ?? [],
      },
      ...Object.entries(kind.reads).map(([name, read]) => ({
        name,
        operation: read.operation,
        permissions: permissionsOf(read),
        gives: read.gives,
        edges: read.edgeTypes ?? [],
      })),
    ],
  };
}
