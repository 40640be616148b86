/** Reads policy files. A bad one gets one error that names the file, the place and the remedy; the others still load. */
import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseDocument } from 'yaml';
import { checkMatch, DialectError } from '#graph/cypher/index.ts';
import type { CheckedMatch } from '#graph/cypher/types.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { type PolicyFile, policyFile } from './file.ts';

export interface Policy {
  readonly file: string;
  readonly meta: PolicyFile;
  readonly checked: CheckedMatch;
  /** Changes whenever what the policy asks changes. */
  readonly hash: string;
}

export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly file: string;
  constructor(file: string, message: string) {
    super(`${file}: ${message}`);
    this.file = file;
  }
}

/** Folder of the policies that ship with Pathlight. */
export const shippedRules: string = join(import.meta.dirname, '..', 'rules');

/** Parses and checks one policy. @throws PolicyError */
export function parsePolicy(file: string, source: string, catalogue: Catalogue): Policy {
  const document = parseDocument(source, { prettyErrors: true });
  const [problem] = document.errors;
  if (problem !== undefined) throw new PolicyError(file, `not valid YAML: ${problem.message.split('\n')[0]}`);
  const parsed = policyFile.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new PolicyError(file, `${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
  }
  const meta = parsed.data;
  const checked = checkedMatch(file, meta, catalogue);
  if (!checked.subject.labels.includes(meta.about))
    throw new PolicyError(
      file,
      `about: the first returned variable "${checked.subject.name}" must be labelled ${meta.about}`,
    );
  return { file, meta, checked, hash: hash('sha256', questionOf(meta), 'hex').slice(0, 16) };
}

/** What the policy asks, as one text. */
const questionOf = ({ about, match, path }: PolicyFile): string =>
  [about, match, ...(path === undefined ? [] : [JSON.stringify(path)])].join('\n');

function checkedMatch(file: string, meta: PolicyFile, catalogue: Catalogue): CheckedMatch {
  try {
    return checkMatch(meta.match, { catalogue });
  } catch (error) {
    if (!(error instanceof DialectError)) throw error;
    const sentences = [error.message, error.say].filter((text) => text !== '');
    throw new PolicyError(file, `match, line ${error.line}, column ${error.column}: ${sentences.join('. ')}`);
  }
}

/** Every policy under the folders, sorted by id; `problems` for those that did not load. Ids must be unique. */
export function loadPolicies(
  folders: readonly string[],
  catalogue: Catalogue,
): { readonly policies: readonly Policy[]; readonly problems: readonly PolicyError[] } {
  const policies = new Map<string, Policy>();
  const problems: PolicyError[] = [];
  for (const folder of folders)
    for (const file of yamlFiles(folder))
      try {
        const policy = parsePolicy(file, readFileSync(join(folder, file), 'utf8'), catalogue);
        const twin = policies.get(policy.meta.id);
        if (twin !== undefined) throw new PolicyError(file, `id ${policy.meta.id} is taken by ${twin.file}`);
        policies.set(policy.meta.id, policy);
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        problems.push(error);
      }
  return {
    policies: [...policies.values()].sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1)),
    problems,
  };
}

function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.ya?ml$/.test(path))
      .map((path) => path.split(sep).join('/'))
      .sort();
  } catch (error) {
    throw new PolicyError(folder, `the folder cannot be read: ${(error as Error).message}`);
  }
}
