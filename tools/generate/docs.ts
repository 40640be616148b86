/** `docs/assets.generated.md` and `docs/permissions.generated.md`, from the declarations. */
import { describeKind, type Kind } from '#connectors/kit/define.ts';
import { parentKinds } from '#graph/schema/catalogue.ts';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
const made = '<!-- Made by `npm run generate`. Do not edit. -->';
const sorted = (kinds: readonly Kind[]) => kinds.map(describeKind).sort((a, b) => (a.kind < b.kind ? -1 : 1));

export function assetsPage(kinds: readonly Kind[]): string {
  const sections = sorted(kinds).flatMap((k) => [
    `## ${k.kind}`,
    '',
    `${k.title}. Concepts: ${k.concepts.join(', ')}. Listed per ${k.under === undefined ? k.scope : `${parentKinds(k.under).join(' or ')}, in every ${k.scope}`}.`,
    '',
    row('property', 'type', 'read', 'operation', 'field'),
    row('---', '---', '---', '---', '---'),
    ...k.reads.flatMap((r) =>
      Object.entries(r.gives).map(([name, f]) =>
        row(
          name,
          f.type === 'one-of' ? f.values.map((v) => `\`${v}\``).join(', ') : f.type,
          r.name,
          r.operation,
          f.from,
        ),
      ),
    ),
    '',
    `Edges: ${k.reads.flatMap((r) => r.edges.map((e) => `${e} (${r.name})`)).join(', ') || 'none'}.`,
    '',
  ]);
  return [made, '# Asset kinds', '', `${kinds.length} kinds.`, '', ...sections].join('\n').trimEnd() + '\n';
}

export function permissionsPage(kinds: readonly Kind[]): string {
  const users = new Map<string, Set<string>>();
  for (const kind of sorted(kinds))
    for (const read of kind.reads)
      for (const permission of read.permissions)
        users.set(permission, (users.get(permission) ?? new Set()).add(`${kind.kind} (${read.name})`));
  const rows = [...users].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    made,
    '# Permissions',
    '',
    'What each permission is for. `pathlight permissions aws` prints the role itself.',
    '',
    row('permission', 'used by'),
    row('---', '---'),
    ...rows.map(([permission, by]) => row(permission, [...by].join(', '))),
    '',
  ].join('\n');
}
