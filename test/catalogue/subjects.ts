/** Every kind of the catalogue with what the laws need of it: its file, its fixture and the kinds above it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Kind } from '#connectors/kit/define.ts';
import type { Subject } from '#connectors/kit/laws.ts';
import type { Fixture } from '#connectors/standin/estate.ts';
import { parentKinds } from '#graph/schema/catalogue.ts';
import { loadKinds } from '#tools/generate/files.ts';

const root = join(import.meta.dirname, '..', '..');

export interface Found extends Subject {
  readonly label: string;
  /** `aws/sagemaker/endpoint.ts`, under `connectors/`. */
  readonly file: string;
  readonly parents: readonly Kind[];
}

/** Path of what stands beside a kind: its `fixture` or its `test`. */
export const beside = (file: string, what: 'fixture' | 'test'): string =>
  join(root, 'connectors', file.replace(/\.ts$/, `.${what}.ts`));

/** The kinds above one, the topmost first; a kind may nest in itself. Throws where one is missing or they go in a circle. */
function parentsOf(kind: Kind, kinds: readonly Kind[]): readonly Kind[] {
  const { kind: label, under } = kind.head;
  const above = parentKinds(under).filter((parent) => parent !== label);
  const all = above.flatMap((name) => {
    const parent = kinds.find((one) => one.head.kind === name);
    if (parent === undefined) throw new Error(`${label}: there is no kind ${name} to be under`);
    const others = kinds.filter((one) => one !== kind);
    return [...parentsOf(parent, others), parent];
  });
  return [...new Set(all)];
}

/** How the listing of a kind differs from that of a kind above it, where both use one operation: what the fixture says. */
function asksOf(kind: Kind, parents: readonly Kind[], fixture: Fixture): Pick<Subject, 'asks'> {
  const { operation } = kind.list;
  if (parents.every((one) => one.list.operation !== operation)) return {};
  const inputs = fixture.pieces
    .flatMap((piece) => piece.lists ?? [])
    .flatMap((one) => (one.operation === operation && one.input !== undefined ? [one.input] : []));
  const asks = [...new Map(inputs.map((input) => [JSON.stringify(input), input])).values()];
  if (asks.length === 0) throw new Error(`${kind.head.kind}: its fixture does not tell its listings apart`);
  return { asks };
}

/**
 * All kinds on disk, sorted by label.
 * @throws naming the kind that has no fixture.
 */
export async function findSubjects(): Promise<readonly Found[]> {
  const found = await loadKinds(root);
  const kinds = found.map((one) => one.kind);
  const subjects = await Promise.all(
    found.map(async ({ file, kind }) => {
      const path = beside(file, 'fixture');
      if (!existsSync(path)) throw new Error(`${kind.head.kind} has no fixture: connectors/${file}`);
      const { default: fixture } = (await import(pathToFileURL(path).href)) as { readonly default?: Fixture };
      if (fixture?.pieces === undefined) throw new Error(`connectors/${file}: its fixture is no fixture()`);
      const parents = parentsOf(kind, kinds);
      return { label: kind.head.kind, file, kind, fixture, parents, ...asksOf(kind, parents, fixture) };
    }),
  );
  return subjects.toSorted((a, b) => (a.label < b.label ? -1 : 1));
}
