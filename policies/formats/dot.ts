/**
 * Graphs in the DOT language of Graphviz.
 *
 * All that is not ours stands in a quoted string, in which only `"` ends it and a backslash begins an escape (`\n`, `\N`,
 * `\G`, `\L`); both are escaped. Ids are our own. Entities (`&amp;`) are read in labels too, so `&` is written as one
 * (Graphviz, "The DOT Language" and "escString").
 */
import { type Drawing, placed, plain } from './drawing.ts';

const escape = (text: string): string =>
  plain(text).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');

const quoted = (lines: readonly string[]): string => `"${lines.map(escape).join('\\n')}"`;

const shapes = {
  entry: 'shape=oval, color="#bb0000"',
  asset: 'shape=box, color="#555555"',
  jewel: 'shape=box, peripheries=2, color="#0066cc"',
} as const;

/** @returns a whole document that ends with a line end */
export function dot(drawing: Drawing): string {
  const { nodes, edges } = placed(drawing);
  const lines = [
    'digraph paths {',
    '  rankdir=LR;',
    `  label=${quoted([drawing.title])};`,
    ...nodes.map(({ at, label, role }) => `  ${at} [label=${quoted(label)}, ${shapes[role]}];`),
    ...edges.map(
      ({ tail, head, label, sure }) =>
        `  ${tail} -> ${head} [label=${quoted([label])}${sure ? '' : ', style=dashed'}];`,
    ),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}
