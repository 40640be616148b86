/**
 * Mermaid flowcharts.
 *
 * A label stands in quotes. In it Mermaid reads entity codes (`#35;`, decimal code points), markdown in backticks and,
 * where it may, HTML. So all but letters, digits and harmless marks is written as an entity code
 * (Mermaid, "Flowcharts: Entity codes to escape characters").
 */
import { type Drawing, placed, plain } from './drawing.ts';

/** `end` and the like are words of the language outside of quotes only; a directive begins with `%%{`. */
const escape = (text: string): string =>
  plain(text).replaceAll(/[^\p{L}\p{M}\p{N} _./:,()@=+*?'-]/gu, (c) => `#${c.codePointAt(0) ?? 0};`);

/** Two quotes with nothing between them are no label to Mermaid. */
const quoted = (lines: readonly string[]): string => `"${lines.map(escape).join('<br>') || ' '}"`;

const shapes = {
  entry: ['([', '])'],
  asset: ['[', ']'],
  jewel: ['[[', ']]'],
} as const;

/** @returns a whole document that ends with a line end */
export function mermaid(drawing: Drawing): string {
  const { nodes, edges } = placed(drawing);
  const lines = [
    'flowchart LR',
    ...nodes.map(({ at, label, role }) => {
      const [open, close] = shapes[role];
      return `  ${at}${open}${quoted(label)}${close}:::${role}`;
    }),
    ...edges.map(
      ({ tail, head, label, sure }) =>
        `  ${tail} ${sure ? '-->' : '-.->'}${label === '' ? '' : `|${quoted([label])}|`} ${head}`,
    ),
    '  classDef entry stroke:#b00,stroke-width:2px',
    '  classDef asset stroke:#555',
    '  classDef jewel stroke:#06c,stroke-width:2px',
  ];
  return `${lines.join('\n')}\n`;
}
