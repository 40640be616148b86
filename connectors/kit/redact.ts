/**
 * Secrets stop here. Fields declared secret are replaced whole; every other string that enters, keys of maps included, is
 * searched for credentials, whatever field it stands in. A secret becomes `redacted:hmac:<16 hex>`: a fingerprint under a
 * key of the installation, equal for equal secrets, so that ids made of redacted text stay equal from run to run.
 */
import { createHmac } from 'node:crypto';
import { isObject, mapLeaves } from './paths.ts';
import type { Json } from './provider.ts';
import { patterns } from './redact.patterns.ts';
import { BREAK, lintRanges, type Range } from './redact.secretlint.ts';

/** Our mark in a text. */
const MARK = /redacted:hmac:[0-9a-f]{16}/;
/** Shorter text holds no credential of any format. */
const SHORTEST = 12;
const DEEPEST = 500;

export interface ScrubOptions {
  /** Dotted paths whose whole value is secret. */
  readonly secretFields?: readonly string[] | undefined;
  /** Told of each secret found in a string, so that a name that holds one can still be asked for. */
  readonly found?: ((fingerprint: string, secret: string) => void) | undefined;
}

export interface Redactor {
  /** The mark for a secret. */
  fingerprint(secret: string): string;
  /** A copy without secrets; the very same value if there are none. Throws `RangeError` for what is nested too deep. */
  scrub<T>(value: T, options?: ScrubOptions): Promise<T>;
}

/** A text that is looked at, and how the text it was taken from is rebuilt once the secrets are out. */
interface View {
  readonly source: string;
  readonly text: string;
  readonly rebuild: (redacted: string) => string;
}

export function makeRedactor(hmacKey: string | Uint8Array): Redactor {
  const fingerprint = (secret: string): string =>
    `redacted:hmac:${createHmac('sha256', hmacKey).update(secret).digest('hex').slice(0, 16)}`;

  /** Texts with secrets → the same without. */
  async function replacements(
    texts: ReadonlySet<string>,
    found: ScrubOptions['found'],
  ): Promise<ReadonlyMap<string, string>> {
    const views = [...texts].flatMap((source) => viewsOf(source, fingerprint));
    const document = views.map((view) => view.text).join(BREAK);
    if (document.length === 0) return new Map();
    // The preset would take an address with our mark in it for one with a password.
    const linted = (await lintRanges(document)).filter(([from, to]) => !MARK.test(document.slice(from, to)));
    const ranges = merge([...ownRanges(document), ...linted]);
    const replaced = new Map<string, string>();
    if (ranges.length === 0) return replaced;
    let start = 0;
    let next = 0;
    for (const view of views) {
      const end = start + view.text.length;
      const mine: Range[] = [];
      while (next < ranges.length && (ranges[next]?.[0] ?? end) < end) {
        const [a, b] = ranges[next] ?? [end, end];
        mine.push([Math.max(a, start) - start, Math.min(b, end) - start]);
        if (b > end) break;
        next++;
      }
      const cut = cutOut(view.text, mine, (secret) => {
        const mark = fingerprint(secret);
        found?.(mark, secret);
        return mark;
      });
      // The first of the views of a source that hides something counts.
      if (cut !== view.text && !replaced.has(view.source)) replaced.set(view.source, view.rebuild(cut));
      start = end + BREAK.length;
    }
    return replaced;
  }

  return {
    fingerprint,
    async scrub<T>(value: T, options: ScrubOptions = {}): Promise<T> {
      let clean = value as unknown as Json;
      for (const path of options.secretFields ?? [])
        clean = mapLeaves(clean, path.split('.'), (leaf) => (isMark(leaf) ? leaf : fingerprint(leaf)));
      const texts = new Set<string>();
      collect(clean, texts, 0);
      const replaced = await replacements(texts, options.found);
      return (replaced.size === 0 ? clean : rebuild(clean, replaced)) as unknown as T;
    },
  };
}

const isMark = (text: string): boolean => /^redacted:hmac:[0-9a-f]{16}$/.test(text);

function collect(value: unknown, into: Set<string>, depth: number): void {
  if (depth > DEEPEST) throw new RangeError('nested too deep');
  if (typeof value === 'string') {
    if (value.length >= SHORTEST) into.add(value);
  } else if (Array.isArray(value)) {
    for (const one of value) collect(one, into, depth + 1);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key.length >= SHORTEST) into.add(key);
      collect(inner, into, depth + 1);
    }
  }
}

function rebuild(value: unknown, replaced: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return replaced.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => rebuild(one, replaced));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [replaced.get(key) ?? key, rebuild(inner, replaced)]),
    );
  return value;
}

/** What no text holds that is percent-encoded throughout. */
const NOT_ENCODED = /[^\w.~!*'()%-]|%(?![0-9a-f]{2})/i;

/** The text itself; where it is percent-encoded or base64 of text, what it says as well. */
function viewsOf(source: string, fingerprint: (secret: string) => string): readonly View[] {
  const plain: View = { source, text: source, rebuild: (redacted) => redacted };
  const text = /%[0-9a-f]{2}/i.test(source) ? decodePercent(source) : undefined;
  const decodedView: readonly View[] =
    text === undefined || text === source ? [] : [{ source, text, rebuild: encodeURIComponent }];
  // A text that is one code throughout (a policy document of IAM) stays one: read as it stands, the end of a secret could
  // not be told from the code of what follows it.
  const views: View[] = NOT_ENCODED.test(source) ? [plain, ...decodedView] : [...decodedView, plain];
  const decoded = decodeBase64(source);
  // Half a code is none: what holds a secret in base64 is replaced whole.
  if (decoded !== undefined) views.push({ source, text: decoded, rebuild: () => fingerprint(source) });
  return views;
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function decodeBase64(text: string): string | undefined {
  if (text.length < 24 || !/^[A-Za-z0-9+/_-]+={0,2}\s*$/.test(text)) return undefined;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return /\uFFFD|(?![\t\n\r])\p{Cc}/u.test(decoded) ? undefined : decoded;
}

function ownRanges(document: string): readonly Range[] {
  const ranges: Range[] = [];
  for (const { anchors, find, accept } of patterns) {
    if (anchors.length > 0 && !anchors.some((anchor) => document.includes(anchor))) continue;
    for (const match of document.matchAll(find)) {
      const secret = match.groups?.['s'] ?? match[0];
      // The secret is the last thing in each of these expressions, or nearly: its last occurrence in the match is it.
      const from = match.index + match[0].lastIndexOf(secret);
      if (accept?.(secret) ?? true) ranges.push([from, from + secret.length]);
    }
  }
  return ranges;
}

function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last !== undefined && from < last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else if (to > from) merged.push([from, to]);
  }
  return merged;
}

function cutOut(text: string, ranges: readonly Range[], mark: (secret: string) => string): string {
  if (ranges.length === 0) return text;
  let out = '';
  let at = 0;
  for (const [from, to] of ranges) {
    const secret = text.slice(from, to);
    out += text.slice(at, from) + (isMark(secret) ? secret : mark(secret));
    at = to;
  }
  return out + text.slice(at);
}
