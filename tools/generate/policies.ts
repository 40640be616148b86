/** `docs/policies.generated.md`: every policy, from its YAML. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly about: string;
}

const cell = (value: string) => value.replaceAll('|', '\\|').replaceAll('\n', ' ');

export function policyFiles(root: string): readonly string[] {
  return readdirSync(join(root, 'policies', 'rules'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort();
}

export function policiesPage(root: string): string {
  const policies = policyFiles(root)
    .map((file) => ({
      ...(parse(readFileSync(join(root, 'policies', 'rules', file), 'utf8')) as Listed),
      file,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    '<!-- Made by `npm run generate`. Do not edit. -->',
    '# Policies',
    '',
    `${policies.length} policies. *Cannot tell* is never *clears*.`,
    '',
    '| id | severity | about | title |',
    '| --- | --- | --- | --- |',
    ...policies.map((p) => `| ${p.id} | ${p.severity} | ${p.about} | ${cell(p.title)} |`),
    '',
  ].join('\n');
}
