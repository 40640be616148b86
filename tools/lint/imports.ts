/** What both rules need: where a file lies in the house, and every import of it. */
import { dirname, posix, relative, sep } from 'node:path';

interface SourceNode {
  readonly source?: { readonly value?: unknown } | null;
}
interface Context {
  readonly filename: string;
  readonly cwd: string;
  report(problem: { readonly node: unknown; readonly message: string }): void;
}
export interface Rule {
  readonly meta: { readonly type: 'problem'; readonly docs: { readonly description: string } };
  create(context: Context): Record<string, (node: SourceNode) => void>;
}

export interface ImportSeen {
  /** Path of the importing file from the root, with `/`. */
  readonly file: string;
  readonly specifier: string;
  /** Path of the imported file from the root, where it is ours. */
  readonly target: string | undefined;
}

/** Resolves a specifier to a path from the root: `#room/x.ts`, `./x.ts`, `../x.ts`; undefined for packages. */
export function resolve(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), specifier));
  return undefined;
}

/** A rule that judges every import, type import, re-export and dynamic import; `judge` returns what is wrong, or undefined. */
export function importRule(description: string, judge: (seen: ImportSeen) => string | undefined): Rule {
  return {
    meta: { type: 'problem', docs: { description } },
    create(context) {
      const file = relative(context.cwd, context.filename).split(sep).join('/');
      const check = (node: SourceNode) => {
        const specifier = node.source?.value;
        if (typeof specifier !== 'string') return;
        const message = judge({ file, specifier, target: resolve(file, specifier) });
        if (message !== undefined) context.report({ node, message });
      };
      return {
        ImportDeclaration: check,
        ExportNamedDeclaration: check,
        ExportAllDeclaration: check,
        ImportExpression: check,
        TSImportType: check,
      };
    },
  };
}

export const roomOf = (path: string): string => path.split('/')[0] ?? '';
export const folderOf = (path: string): string => dirname(path).split(sep).join('/');
