/**
 * All that a text says: as it stands, with its percent codes read, and what stands in it in base64, each of these again.
 * A secret that is found in any of them is cut out of the text itself.
 */
import type { Range } from './redact.secretlint.ts';

export interface View {
  readonly text: string;
  /** The part of the source from which a part of `text` comes. */
  readonly back: (range: Range) => Range;
  /** How a mark is spelt in the source. */
  readonly write: (mark: string) => string;
}

/** Codes within codes that are read. */
const LEVELS = 3;
/** What no text holds that is percent-encoded throughout. */
const NOT_ENCODED = /[^\w.~!*'()%-]|%(?![0-9a-f]{2})/i;
const CODE = /%[0-9a-f]{2}/i;
/** Runs in either alphabet, of several lines where they are wrapped, be the breaks real or those of a JSON text. */
const RUNS = [
  /(?:(?<=\\[nrt])|(?<![A-Za-z0-9+/\\]))[A-Za-z0-9+/]{24,}(?:(?:\r?\n[ \t]*|\\r\\n|\\n)[A-Za-z0-9+/]+)*={0,2}/g,
  /(?:(?<=\\[nrt])|(?<![A-Za-z0-9_\\-]))[A-Za-z0-9_-]{24,}(?:(?:\r?\n[ \t]*|\\r\\n|\\n)[A-Za-z0-9_-]+)*={0,2}/g,
];
const LINE = /(?:^|\r?\n[ \t]*|\\r\\n|\\n)([A-Za-z0-9+/_-]+={0,2})/g;
const SHORTEST_RUN = 24;

const same = <T>(it: T): T => it;

/** In the order in which they are to be trusted. */
export function viewsOf(source: string, level = 0): readonly View[] {
  const plain: View = { text: source, back: same, write: same };
  if (level >= LEVELS) return [plain];
  const decoded = CODE.test(source) ? decodePercent(source) : undefined;
  const throughout = !NOT_ENCODED.test(source);
  const read =
    decoded === undefined
      ? []
      : viewsOf(decoded.text, level + 1).map(
          (inner): View => ({
            text: inner.text,
            back: (range) => {
              const [from, to] = inner.back(range);
              return [decoded.at[from] ?? source.length, decoded.at[to] ?? source.length];
            },
            write: (mark) => (throughout ? encodeURIComponent(inner.write(mark)) : inner.write(mark)),
          }),
        );
  // Half a code is none: what holds a secret in base64 is replaced whole.
  const coded = runsOf(source).flatMap(({ range, text }) =>
    viewsOf(text, level + 1).map((inner): View => ({ text: inner.text, back: () => range, write: same })),
  );
  // A text that is one code throughout (a policy document of IAM) stays one: read as it stands, the end of a secret could
  // not be told from the code of what follows it.
  return throughout ? [...read, plain, ...coded] : [plain, ...read, ...coded];
}

/** The text with every valid code read, and where in the source each of its characters starts; its end too. */
function decodePercent(
  source: string,
): { readonly text: string; readonly at: readonly number[] } | undefined {
  let text = '';
  const at: number[] = [];
  for (let i = 0; i < source.length; ) {
    const code = source.charAt(i) === '%' ? codeAt(source, i) : undefined;
    const [char, length] = code ?? [source.charAt(i), 1];
    for (let unit = 0; unit < char.length; unit++) at.push(i);
    text += char;
    i += length;
  }
  at.push(source.length);
  return text === source ? undefined : { text, at };
}

/** One character in percent codes, and how long they are. A stray `%`, or bytes that are no UTF-8, are none. */
function codeAt(source: string, from: number): readonly [string, number] | undefined {
  const first = Number.parseInt(source.slice(from + 1, from + 3), 16);
  const length = 3 * (first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
  const code = source.slice(from, from + length);
  if (code.length < length || !/^(?:%[0-9a-f]{2})+$/i.test(code)) return undefined;
  try {
    return [decodeURIComponent(code), length];
  } catch {
    return undefined;
  }
}

interface Run {
  readonly range: Range;
  readonly text: string;
}

function runsOf(source: string): readonly Run[] {
  if (source.length < SHORTEST_RUN) return [];
  const found = new Map<string, Run>();
  for (const expression of RUNS)
    for (const match of source.matchAll(expression)) {
      const lines = [...match[0].matchAll(LINE)].map((line) => {
        const to = match.index + line.index + line[0].length;
        return { from: to - (line[1] ?? '').length, to, code: line[1] ?? '' };
      });
      for (let i = 0; i < lines.length; ) {
        // Wrapped lines are of one length but for the last, which may as well be what follows them.
        let end = i + 1;
        while (end < lines.length && lines[end]?.code.length === lines[i]?.code.length) end++;
        const shorter = (lines[end]?.code.length ?? Infinity) < (lines[i]?.code.length ?? 0);
        const ends = shorter ? [end + 1, end] : [end];
        let next = end;
        for (const to of ends) {
          const some = lines.slice(i, to);
          const text = decodeBase64(some.map((line) => line.code).join(''));
          if (text === undefined) continue;
          const range: Range = [some[0]?.from ?? 0, some.at(-1)?.to ?? 0];
          found.set(range.join(), { range, text });
          next = to;
          break;
        }
        i = next;
      }
    }
  return [...found.values()];
}

function decodeBase64(code: string): string | undefined {
  if (code.length < SHORTEST_RUN) return undefined;
  const decoded = Buffer.from(code, 'base64').toString('utf8');
  return /\uFFFD|(?![\t\n\r])\p{Cc}/u.test(decoded) ? undefined : decoded;
}
