/** Finds the declared kinds on disk. */
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Kind } from '#connectors/kit/define.ts';

const clouds = ['aws', 'azure', 'gcp', 'saas'];

/** Collector files: `connectors/<cloud>/<service>/<noun>.ts`, without tests, fixtures, helpers (`_x.ts`), and the folders `provider` and `parts`. */
export function kindFiles(root: string): readonly string[] {
  return clouds
    .flatMap((cloud) => {
      try {
        return readdirSync(join(root, 'connectors', cloud), { recursive: true, encoding: 'utf8' }).map(
          (path) => `${cloud}/${path.split(sep).join('/')}`,
        );
      } catch {
        return [];
      }
    })
    .filter((path) => /^[^/]+\/(?!provider\/|parts\/)[^/]+\/[a-z0-9-]+\.ts$/.test(path))
    .sort();
}

/** Loads every kind with its file. Throws, naming the file, on one without a default export made by `defineKind`. */
export async function loadKinds(
  root: string,
): Promise<readonly { readonly file: string; readonly kind: Kind }[]> {
  return Promise.all(
    kindFiles(root).map(async (file) => {
      const module = (await import(pathToFileURL(join(root, 'connectors', file)).href)) as { default?: Kind };
      if (module.default?.head === undefined)
        throw new Error(`connectors/${file}: its default export must be a kind made by defineKind()`);
      return { file, kind: module.default };
    }),
  );
}
