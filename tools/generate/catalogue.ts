/** `connectors/catalogue.generated.ts`: every kind, sorted by label. */
import type { Kind } from '#connectors/kit/define.ts';

const variable = (kind: Kind) => kind.head.kind.replace(/^./, (c) => c.toLowerCase());

export function catalogueSource(found: readonly { readonly file: string; readonly kind: Kind }[]): string {
  const sorted = [...found].sort((a, b) => (a.kind.head.kind < b.kind.head.kind ? -1 : 1));
  const twice = sorted.find((f, i) => f.kind.head.kind === sorted[i + 1]?.kind.head.kind);
  if (twice !== undefined)
    throw new Error(`two files declare the kind ${twice.kind.head.kind}; one is connectors/${twice.file}`);
  return [
    '// Made by `npm run generate` from the collector files. Do not edit.',
    ...found.map((f) => `import ${variable(f.kind)} from './${f.file}';`),
    `import type { Kind } from './kit/define.ts';`,
    '',
    '/** Every asset kind, sorted by label. */',
    'export const kinds: readonly Kind[] = [',
    ...sorted.map((f) => `  ${variable(f.kind)},`),
    '];',
    '',
  ].join('\n');
}
