/** The vocabulary a match may use, and which word was probably meant. */

import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { Field, Fields } from '#graph/schema/fields.ts';
import { concepts, edgeTypes } from '#graph/schema/index.ts';
import { ASSET, assetProps, edgeProps } from '#graph/schema/node.ts';
import type { Vocabulary } from './types.ts';
import { verbOf } from './view.ts';
import type { FarEnd } from './writer.ts';

export class Words {
  /** Properties that a node with the label has, besides those that every asset has. */
  private readonly byLabel = new Map<string, Map<string, Field>>();
  private readonly givers = new Map<string, Set<string>>();
  private readonly kinds: readonly string[];
  private readonly catalogue: Catalogue;

  constructor({ catalogue }: Vocabulary) {
    for (const { name, props } of concepts.values()) this.byLabel.set(name, new Map(Object.entries(props)));
    this.byLabel.set(ASSET, new Map());
    this.catalogue = catalogue;
    this.kinds = catalogue.map((kind) => kind.kind);
    for (const kind of catalogue) {
      const all: Fields[] = [
        ...kind.concepts.map((name) => concepts.get(name)?.props ?? {}),
        ...kind.reads.map((read) => read.gives),
      ];
      this.byLabel.set(kind.kind, new Map(all.flatMap((fields) => Object.entries(fields))));
      for (const type of kind.reads.flatMap((read) => read.edges)) {
        this.givers.set(type, (this.givers.get(type) ?? new Set()).add(kind.kind));
      }
    }
  }

  hasLabel(name: string): boolean {
    return this.byLabel.has(name);
  }

  hasEdge(type: string): boolean {
    return edgeTypes.has(type);
  }

  meantLabel(name: string): string {
    return didYouMean(name, this.byLabel.keys());
  }

  meantEdge(type: string): string {
    return didYouMean(type, edgeTypes.keys());
  }

  /** Fields of that name that a node with these labels can have; several if its labels differ. */
  fieldsOf(labels: Iterable<string>, property: string): readonly Field[] {
    const universal: Fields = assetProps;
    const all = [...labels];
    // An asset may be of any kind: what some kinds have can be asked of it, and is unknown of all others.
    const own = (all.includes(ASSET) ? [...this.byLabel.keys()] : all).flatMap(
      (label) => this.byLabel.get(label)?.get(property) ?? [],
    );
    const shared = Object.hasOwn(universal, property) ? universal[property] : undefined;
    return shared === undefined ? own : [shared, ...own];
  }

  edgeFieldsOf(types: readonly string[], property: string): readonly Field[] {
    const all: Fields[] = [edgeProps, ...types.map((type) => edgeTypes.get(type)?.props ?? {})];
    return all.flatMap((fields) => (Object.hasOwn(fields, property) ? (fields[property] ?? []) : []));
  }

  /** What to do about a property that none of the labels has. */
  meantProperty(labels: readonly string[], property: string): string {
    const has = labels.flatMap((label) => [...(this.byLabel.get(label)?.keys() ?? [])]);
    const near = didYouMean(property, [...has, ...Object.keys(assetProps)]);
    if (near !== '') return near;
    const holders = [...this.byLabel].filter(([, fields]) => fields.has(property)).map(([label]) => label);
    if (holders.length === 0)
      return `Known properties: ${[...new Set([...has, 'id', 'name', 'account', 'region'])].join(', ')}.`;
    return `It is a property of ${holders.slice(0, 6).join(', ')}: give the variable that label.`;
  }

  /** See `Known`. */
  concepts(label: string): readonly string[] {
    return this.catalogue.find((kind) => kind.kind === label)?.concepts ?? [];
  }

  /** Kinds that the far end may be of, and whose reads list one of the types; of the view of access, that may have a part in it. */
  observers({ types, far, labels }: FarEnd): readonly string[] {
    const fits = (label: string, kind: Catalogue[number]): boolean =>
      label === ASSET || label === kind.kind || kind.concepts.includes(label);
    return this.catalogue
      .filter((kind) => labels.every((label) => fits(label, kind)))
      .filter((kind) =>
        types.some((type) => {
          const verb = verbOf(type);
          if (verb === undefined) return this.givers.get(type)?.has(kind.kind) === true;
          // Access follows from what is listed at both ends: who may have it, and what it is on.
          return far === 'from' ? kind.concepts.includes('Principal') : verb in kind.verbs;
        }),
      )
      .map((kind) => kind.kind);
  }

  /** See `Known`. */
  passive(types: readonly string[]): readonly string[] {
    const givers = types.map((type) =>
      edgeTypes.get(type)?.origin === 'observed' ? this.givers.get(type) : undefined,
    );
    if (givers.includes(undefined)) return [];
    return this.kinds.filter((kind) => !givers.some((some) => some?.has(kind)));
  }
}

/** `Did you mean X?` for the nearest of the names, or `''` if none is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  let best = '';
  let least = name.length < 3 ? 1 : Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const far = distance(name.toLowerCase(), candidate.toLowerCase(), least);
    if (far < least) [best, least] = [candidate, far];
  }
  return best === '' ? '' : `Did you mean ${best}?`;
}

/** Edits between two words (Levenshtein), given up beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || a.length > 100) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit + 1;
}
