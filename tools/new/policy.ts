/** `npm run new:policy -- <concept-folder> <slug>`: writes a policy file with the next free id. Edits no file that exists. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concepts } from '#graph/schema/index.ts';
import { policyFiles } from '#tools/generate/policies.ts';

const root = process.env['PATHLIGHT_ROOT'] ?? join(import.meta.dirname, '..', '..');

function fail(message: string): never {
  console.error(`${message}\nnpm run new:policy -- model-endpoint payload-log-is-public`);
  process.exit(2);
}

const [folder = '', slug = ''] = process.argv.slice(2);
const concept = folder.replaceAll(/(^|-)([a-z])/g, (_, __, c: string) => c.toUpperCase());
if (!concepts.has(concept))
  fail(
    `"${folder}" is no concept in lower case with "-": one of ${[...concepts.keys()].map(dashed).join(', ')}.`,
  );
if (!/^[a-z][a-z0-9-]+$/.test(slug)) fail(`"${slug}" is no slug: lower case words joined by "-".`);

function dashed(name: string): string {
  return name.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}

/** Retired ids stay taken: they stand in `was`. */
function nextId(): string {
  const taken = policyFiles(root).flatMap((file) =>
    [...readFileSync(join(root, 'policies', 'rules', file), 'utf8').matchAll(/AISPM-(\d{4})/g)].map((m) =>
      Number(m[1]),
    ),
  );
  return `AISPM-${String(Math.max(0, ...taken) + 1).padStart(4, '0')}`;
}

/** A property with a value that is wrong and one that is fine, as YAML and the dialect both write them. */
function example(): readonly [property: string, wrong: string, fine: string] {
  const props = Object.entries(concepts.get(concept)?.props ?? {});
  const [flag] = props.find(([, field]) => field.type === 'boolean') ?? [];
  if (flag !== undefined) return [flag, 'true', 'false'];
  for (const [name, field] of props)
    if (field.type === 'one-of') {
      const [wrong = 'wrong', fine = 'fine'] = field.values;
      return [name, `'${wrong}'`, `'${fine}'`];
    }
  return ['name', "'change me'", "'fine'"];
}
const [property, wrong, fine] = example();
const variable = concept.slice(0, 1).toLowerCase();
const path = join(root, 'policies', 'rules', folder, `${slug}.yaml`);
if (existsSync(path)) fail(`policies/rules/${folder}/${slug}.yaml exists.`);
mkdirSync(join(root, 'policies', 'rules', folder), { recursive: true });
writeFileSync(
  path,
  `id: ${nextId()}
title: Say what is wrong, as a sentence about the ${concept}
severity: medium
about: ${concept}
match: |
  MATCH (${variable}:${concept})
  WHERE ${variable}.${property} = ${wrong}
  RETURN ${variable}
message: '{${variable}.name} …'
risk: Say what can happen.
fix:
  words: Say what to change.
maps: {}
tests:
  - because: say what makes it a finding
    finds: [bad]
    graph:
      bad: { is: ${concept}, ${property}: ${wrong} }
  - because: say what makes it fine
    clears: [good]
    graph:
      good: { is: ${concept}, ${property}: ${fine} }
  - because: nobody could read it
    cannot-tell: [dark]
    graph:
      dark: { is: ${concept}, ${property}: null }
`,
);
console.log(`wrote policies/rules/${folder}/${slug}.yaml`);
console.log('Fill it in, then: npm run generate && npm test -- test/policies');
