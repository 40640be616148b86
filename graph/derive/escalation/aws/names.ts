/**
 * What things that do not exist yet could be called, so that whoever may make things of some names only is asked for one of
 * those: names that fit the patterns of the policies in force, one by one and two by two (one policy allows to make it, another
 * to start it). What is asked is then evaluated as any other ARN: a name too many finds nothing.
 */

import { contextFor } from '#graph/access/aws/bulk/effect.ts';
import { speaksOf } from '#graph/access/aws/bulk/reach.ts';
import type { BulkInput, BulkPrincipal, PolicyText } from '#graph/access/aws/bulk/types.ts';
import { type Caller, callerOf } from '#graph/access/aws/caller.ts';
import { type Glob, globMatches } from '#graph/access/aws/glob.ts';
import { type Policy, type PolicyType, policyOfText } from '#graph/access/aws/policy.ts';
import { fill, type Template } from '#graph/access/aws/template.ts';
import { nameGlob, witness } from './witness.ts';

/** Something that a rule makes or uses, by its ARN. */
export interface Wanted {
  /** With `*` for its name. */
  readonly pattern: string;
  /** The same, with a name that nobody thought of. */
  readonly usual: string;
  readonly account: string;
  readonly region: string;
}

/** A pattern that an action is allowed on. */
interface Told {
  readonly template: Template;
  /** Which of the actions that are asked. */
  readonly actions: readonly string[];
  /** The actions have to be allowed elsewhere too: a boundary, an SCP, all but what a denial leaves. */
  readonly isLimit: boolean;
}

function toldBy(policy: Policy, type: PolicyType, actions: readonly string[]): readonly Told[] {
  return policy.statements.flatMap((statement): readonly Told[] => {
    const { resources, allows } = statement;
    // What an allowing statement names, and what a denying one leaves.
    if (resources === undefined || resources.excluding === allows) return [];
    const spoken = actions.filter((action) => speaksOf(statement, action.toLowerCase()));
    if (spoken.length === 0) return [];
    const isLimit = type !== 'identity' || !allows;
    return resources.patterns.map((one) => ({ template: one, actions: spoken, isLimit }));
  });
}

interface Asked {
  readonly actions: readonly string[];
  /** What each document says of them, as far as it was asked. */
  readonly known: Map<Policy, readonly Told[]>;
}

const isWithin = (a: readonly string[], b: readonly string[]): boolean => a.every((one) => b.includes(one));
const hasVariables = (text: PolicyText): boolean => text?.includes('${') === true;

export class Names {
  readonly #documents = new Map<string, Policy | undefined>();
  readonly #sources = new Map<string, readonly (readonly [PolicyText, PolicyType])[]>();
  readonly #principals: ReadonlyMap<string, readonly BulkPrincipal[]>;
  readonly #input: BulkInput;

  constructor(input: BulkInput, accountOf: (principal: string) => string) {
    this.#input = input;
    // Of those with equal documents one is enough, unless a document speaks of who holds it.
    const seen = new Set<string>();
    const kept = input.principals.filter((one) => {
      const texts = this.#textsOf(one, accountOf(one.id)).map(([text]) => text);
      if (texts.some(hasVariables)) return true;
      const key = JSON.stringify([accountOf(one.id), ...texts.map((text) => text ?? '').sort()]);
      return seen.size !== seen.add(key).size;
    });
    this.#principals = Map.groupBy(kept, ({ id }) => accountOf(id));
  }

  #textsOf(principal: BulkPrincipal, account: string): readonly (readonly [PolicyText, PolicyType])[] {
    const known = this.#sources.get(principal.id);
    if (known !== undefined) return known;
    const scps = (this.#input.accounts[account]?.scps ?? []).flatMap((level) => level ?? []);
    const all = [
      ...(principal.identity ?? []).map(({ policy }) => [policy, 'identity'] as const),
      ...(principal.boundary === undefined ? [] : [[principal.boundary, 'boundary'] as const]),
      ...scps.map((text) => [text, 'scp'] as const),
    ];
    this.#sources.set(principal.id, all);
    return all;
  }

  #policy(text: PolicyText, type: PolicyType): Policy | undefined {
    if (text === null) return undefined;
    const key = `${type} ${text}`;
    if (!this.#documents.has(key)) {
      const read = policyOfText(text, type);
      this.#documents.set(key, 'malformed' in read ? undefined : read);
    }
    return this.#documents.get(key);
  }

  #told(principal: BulkPrincipal, account: string, { actions, known }: Asked): readonly Told[] {
    return this.#textsOf(principal, account).flatMap(([text, type]) => {
      const policy = this.#policy(text, type);
      if (policy === undefined) return [];
      const told = known.get(policy) ?? toldBy(policy, type, actions);
      known.set(policy, told);
      return told;
    });
  }

  /**
   * @param actions those that the rules ask on it
   * @returns ARNs, sorted; without the usual one
   */
  of(wanted: readonly Wanted[], actions: readonly string[]): ReadonlyMap<Wanted, readonly string[]> {
    const of: Asked = { actions, known: new Map() };
    const byAccount = Map.groupBy(wanted, ({ account }) => account);
    const found = new Map<Wanted, readonly string[]>();
    for (const [account, all] of byAccount) {
      const sums = all.map((one) => new Search(one));
      const asked = new Set<string>();
      for (const principal of this.#principals.get(account) ?? []) {
        const caller = callerOf(principal.id, '');
        const told = caller === undefined ? [] : this.#told(principal, account, of);
        if (caller === undefined || told.length === 0) continue;
        const plain = told.every(({ template }) => template.parts.every((part) => 'codes' in part));
        const key = JSON.stringify(told.map((one) => [one.template.text, one.actions, one.isLimit]));
        if (plain && asked.has(key)) continue;
        asked.add(key);
        for (const sum of sums) sum.add(told, caller);
      }
      for (const [i, one] of all.entries()) found.set(one, sums[i]?.names() ?? []);
    }
    return found;
  }
}

/** Names of one thing in one region. */
class Search {
  readonly #wanted: Wanted;
  /** A name in which one sees that it was made up, if the patterns let it. */
  readonly #tries: readonly Glob[];
  readonly #found = new Set<string>();
  readonly #known = new Map<string, string | undefined>();

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.#tries = [nameGlob(wanted.pattern.replaceAll('*', '*new*')), nameGlob(wanted.pattern)];
  }

  #find(key: string, patterns: readonly Glob[]): string | undefined {
    if (!this.#known.has(key)) {
      let arn: string | undefined;
      for (const one of this.#tries) arn ??= witness([one, ...patterns]);
      this.#known.set(key, arn);
    }
    return this.#known.get(key);
  }

  add(told: readonly Told[], caller: Caller): void {
    const context = contextFor(caller, this.#wanted);
    const fitting = told.flatMap(({ template, actions, isLimit }) => {
      const pattern = fill(template, context)?.pattern;
      if (pattern === undefined || globMatches(pattern, this.#wanted.usual)) return [];
      const key = pattern.join();
      const arn = this.#find(key, [pattern]);
      if (arn !== undefined) this.#found.add(arn);
      return arn === undefined ? [] : [{ pattern, actions, isLimit, key, arn }];
    });
    for (const [i, a] of fitting.entries())
      for (const b of fitting.slice(i + 1)) {
        // The wider of two of one kind is enough alone.
        const isAlone =
          a.isLimit === b.isLimit && (isWithin(a.actions, b.actions) || isWithin(b.actions, a.actions));
        if (isAlone || globMatches(a.pattern, b.arn) || globMatches(b.pattern, a.arn)) continue;
        const arn = this.#find(`${a.key} ${b.key}`, [a.pattern, b.pattern]);
        if (arn !== undefined) this.#found.add(arn);
      }
  }

  names(): readonly string[] {
    return [...this.#found].sort();
  }
}
