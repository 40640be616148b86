/**
 * secretlint's recommended preset, maintained by others, over many texts at once: a run costs a fixed 0.2 ms and next to
 * nothing per character, so what is asked in one turn of the event loop is put into one run.
 */
import type { lintSource } from '@secretlint/core';

/** From, to (exclusive). */
export type Range = readonly [number, number];

/** Stands between texts that are looked at together: no rule matches across it. U+FFFF is no character of any text. */
export const BREAK = '\n\uFFFF\n';

/** Names of things, not secrets: an access key id, an account id. */
const identifiers: ReadonlySet<string> = new Set(['AWSAccessKeyID', 'AWSAccountID']);
/** Comments that switch rules off must not, in text that others wrote. */
const SWITCHES = '@secretlint/secretlint-rule-filter-comments';

type Config = Parameters<typeof lintSource>[0]['options']['config'];
type Lint = (content: string) => Promise<readonly Range[]>;
let loaded: Promise<Lint> | undefined;

async function load(): Promise<Lint> {
  const [core, { rules }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ]);
  // It marks every rule of every run in the process's performance buffer, which grows without end and slows all down.
  secretLintProfiler.setEnabled(false);
  const config: Config = {
    rules: rules.filter((rule) => rule.meta.id !== SWITCHES).map((rule) => ({ id: rule.meta.id, rule })),
  };
  return async (content) => {
    const { messages } = await core.lintSource({
      source: { content, filePath: 'reply.txt', ext: '.txt', contentType: 'text' },
      options: { config, noPhysicFilePath: true },
    });
    return messages.filter((m) => !identifiers.has(m.messageId)).flatMap((m) => rangesOf(content, m));
  };
}

/** A rule's range may start at the field's name and be too short for the value: the value itself is what counts. */
function rangesOf(
  content: string,
  message: { readonly range: Range; readonly data?: unknown },
): readonly Range[] {
  const [from, to] = message.range;
  const values = Object.values(message.data ?? {}).filter(
    (v): v is string => typeof v === 'string' && v.length >= 8,
  );
  const exact = values
    .map((value): Range => {
      const at = content.indexOf(value, from);
      return [at, at + value.length];
    })
    .filter(([at]) => at >= from && at <= to + 200);
  return [...exact, [from, to]];
}

interface Waiting {
  readonly text: string;
  readonly resolve: (ranges: readonly Range[]) => void;
  readonly reject: (error: unknown) => void;
}
let waiting: Waiting[] = [];

async function flush(): Promise<void> {
  const batch = waiting;
  waiting = [];
  try {
    loaded ??= load();
    const lint = await loaded;
    const found = await lint(batch.map((one) => one.text).join(BREAK));
    let start = 0;
    for (const one of batch) {
      const end = start + one.text.length;
      const from = start;
      one.resolve(
        found
          .filter(([a, b]) => a < end && b > from)
          .map(([a, b]): Range => [Math.max(a, from) - from, Math.min(b, end) - from]),
      );
      start = end + BREAK.length;
    }
  } catch (error) {
    for (const one of batch) one.reject(error);
  }
}

/** Where the preset's rules see secrets in a text. */
export function lintRanges(text: string): Promise<readonly Range[]> {
  return new Promise((resolve, reject) => {
    waiting.push({ text, resolve, reject });
    if (waiting.length === 1) setImmediate(() => void flush());
  });
}
