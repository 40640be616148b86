/**
 * Crown jewels and entries that the operator declares, by list, by tag or by query, as path policies like those that ship.
 */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { checkMatch, DialectError } from '#graph/cypher/index.ts';
import { holds } from '#graph/paths/states.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { ASSET } from '#graph/schema/node.ts';
import { policyFile } from './file.ts';
import { type Policy, PolicyError } from './load.ts';
import { entryNames } from './paths/entries.ts';
import { severities } from './types.ts';

const which = {
  /** Ids of assets. */
  ids: z.array(z.string().min(1)).min(1).optional(),
  /** `key=value`, of assets whose tags are read. */
  tag: z
    .string()
    .regex(/^[^=]+=/, 'a tag is key=value')
    .optional(),
  /** In the dialect of policies; what it returns first. */
  query: z.string().optional(),
};
const isOne = (one: { readonly ids?: unknown; readonly tag?: unknown; readonly query?: unknown }): boolean =>
  [one.ids, one.tag, one.query].filter((x) => x !== undefined).length === 1;
const either = 'give exactly one of ids, tag and query';

export const declaredJewel = z
  .strictObject({
    /** Permanent, as a policy's: findings and mutes go by it. */
    id: z
      .string()
      .regex(
        /^(?!AISPM-)[A-Z][A-Z0-9]{1,15}-\d{4}$/,
        'an id like ACME-0042; AISPM- is for policies that ship',
      ),
    name: z.string().min(3).max(80),
    ...which,
    severity: z.enum(severities).default('critical'),
    /** What must not be had of it. */
    hold: z.array(z.enum(holds)).min(1).default(['see', 'put']),
    from: z
      .array(z.enum(entryNames))
      .min(1)
      .default(['internet', 'aws-accounts', 'external-account', 'leaked-credential', 'declared']),
  })
  .refine(isOne, either);
export type DeclaredJewel = z.output<typeof declaredJewel>;

export const declaredEntry = z
  .strictObject({ name: z.string().min(3).max(80), ...which, hold: z.enum(holds).default('own') })
  .refine(isOne, either);
export type DeclaredEntry = z.output<typeof declaredEntry>;

type Which = Pick<DeclaredEntry, 'ids' | 'tag' | 'query'>;

/** A text in the dialect. */
const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Of kinds without tags it is no question whether they have one. */
const taggable = (catalogue: Catalogue): readonly string[] =>
  catalogue.filter((k) => k.reads.some((r) => 'tags' in r.gives)).map((k) => k.kind);

export function matchOf({ ids, tag, query }: Which, catalogue: Catalogue): string {
  if (query !== undefined) return query;
  if (ids !== undefined) return `MATCH (a:${ASSET}) WHERE a.id IN [${ids.map(literal).join(', ')}] RETURN a`;
  const kinds = taggable(catalogue).map((kind) => `a:${kind}`);
  return `MATCH (a:${ASSET}) WHERE (${kinds.join(' OR ')}) AND ${literal(tag ?? '')} IN a.tags RETURN a`;
}

/** @throws PolicyError that names the declaration and the place */
function checked(where: string, of: Which, catalogue: Catalogue) {
  try {
    return checkMatch(matchOf(of, catalogue), { catalogue });
  } catch (error) {
    if (!(error instanceof DialectError)) throw error;
    const said = [error.message, error.say].filter((text) => text !== '').join('. ');
    throw new PolicyError(where, `query, line ${error.line}, column ${error.column}: ${said}`);
  }
}

/** One policy per declared jewel. @throws PolicyError */
export function declaredPolicies(jewels: readonly DeclaredJewel[], catalogue: Catalogue): readonly Policy[] {
  return jewels.map((jewel): Policy => {
    const where = `paths.jewels ${jewel.id}`;
    const match = checked(where, jewel, catalogue);
    const path = { from: jewel.from, hold: jewel.hold };
    const { name } = match.subject;
    const meta = policyFile.omit({ tests: true }).parse({
      id: jewel.id,
      title: `Attackers reach what was declared as ${jewel.name}`.slice(0, 110),
      severity: jewel.severity,
      about: match.subject.labels[0] ?? ASSET,
      match: matchOf(jewel, catalogue),
      path,
      message: `{${name}.name}, declared as ${jewel.name.replaceAll(/[{}]/g, '')}, can be reached by attackers`,
      risk: 'You declared it as something that must not be lost.',
      fix: { words: '`pathlight paths fix` names the smallest set of changes that cuts the paths to it.' },
    });
    const digest = hash('sha256', JSON.stringify([meta.match, path]), 'hex').slice(0, 16);
    return { file: where, meta: { ...meta, tests: [] }, checked: match, hash: digest };
  });
}

export interface Entries {
  readonly name: string;
  readonly hold: DeclaredEntry['hold'];
  readonly match: ReturnType<typeof checkMatch>;
}

/** @throws PolicyError */
export const declaredEntries = (
  entries: readonly DeclaredEntry[],
  catalogue: Catalogue,
): readonly Entries[] =>
  entries.map((entry) => ({
    name: entry.name,
    hold: entry.hold,
    match: checked(`paths.entries ${entry.name}`, entry, catalogue),
  }));
