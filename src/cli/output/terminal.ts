/**
 * Escape for terminals. Names and tags are untrusted: a control character could move the cursor, change the title or hide
 * text, and a bidirectional mark could make it read as something else. Each is shown as its code.
 */
const hostile =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\ud800-\udfff](?![\udc00-\udfff])/gu;

const code = (c: string) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;

export const safe = (text: string): string => text.replaceAll(hostile, code);

/** JSON text, whose only line breaks are its layout, with hostile characters as JSON's own escapes. */
export const escapeJson = (json: string): string =>
  json.replaceAll(hostile, (c) =>
    c === '\n'
      ? c
      : Array.from(
          { length: c.length },
          (_, i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`,
        ).join(''),
  );

const sgr = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;

/** Colours, or none at all (`NO_COLOR`, no terminal). They go around escaped text only. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}
const plain = (text: string) => text;

export const paint = (color: boolean): Paint =>
  color
    ? {
        bold: sgr(1, 22),
        dim: sgr(2, 22),
        red: sgr(31, 39),
        yellow: sgr(33, 39),
        green: sgr(32, 39),
        cyan: sgr(36, 39),
      }
    : { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };
