/** The control texts that policies map to: `policies/frameworks/<name>.yaml`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const framework = z.strictObject({
  title: z.string(),
  version: z.string(),
  controls: z.record(z.string(), z.string()),
});

/** Framework name → control id → our title. */
export function frameworkControls(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const folder = join(import.meta.dirname, '..', 'frameworks');
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => {
        const { controls } = framework.parse(parse(readFileSync(join(folder, file), 'utf8')));
        return [file.replace(/\.yaml$/, ''), new Map(Object.entries(controls))] as const;
      }),
  );
}
