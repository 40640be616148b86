/**
 * Writes every generated file, or with `--check` compares and fails naming the ones that differ.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueSource } from './catalogue.ts';
import { assetsPage, permissionsPage } from './docs.ts';
import { loadKinds } from './files.ts';
import { policiesPage } from './policies.ts';

const root = join(import.meta.dirname, '..', '..');

/** Path from the root → content, of every generated file. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const found = await loadKinds(root);
  const kinds = found.map((f) => f.kind);
  return new Map([
    ['connectors/catalogue.generated.ts', catalogueSource(found)],
    ['docs/assets.generated.md', assetsPage(kinds)],
    ['docs/permissions.generated.md', permissionsPage(kinds)],
    ['docs/policies.generated.md', policiesPage(root)],
  ]);
}

if (import.meta.main) {
  const check = process.argv.includes('--check');
  const stale: string[] = [];
  for (const [path, content] of await generated()) {
    const full = join(root, path);
    if (existsSync(full) && readFileSync(full, 'utf8') === content) continue;
    if (check) stale.push(path);
    else {
      writeFileSync(full, content);
      console.log(`wrote ${path}`);
    }
  }
  if (stale.length > 0) {
    console.error(`Out of date: ${stale.join(', ')}. Run \`npm run generate\` and commit what it writes.`);
    process.exitCode = 1;
  }
}
