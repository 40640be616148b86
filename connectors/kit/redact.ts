/**
 * Secrets stop here. Fields declared secret are replaced whole; every other string that enters, keys of maps included, is
 * searched for credentials, whatever field it stands in. A secret becomes `redacted:hmac:<16 hex>`: a fingerprint under a
 * key of the installation, equal for equal secrets, so that ids made of redacted text stay equal from run to run.
 */
import { createHmac } from 'node:crypto';
import { isObject, mapLeaves } from './paths.ts';
import type { Json } from './provider.ts';
import { maskNamed, named } from './redact.named.ts';
import { patterns } from './redact.patterns.ts';
import { BREAK, lintRanges, type Range } from './redact.secretlint.ts';
import { type View, viewsOf } from './redact.views.ts';

/** Our mark in a text, be it percent-encoded. */
const MARK = /redacted(?::|%3A)hmac(?::|%3A)[0-9a-f]{16}/;
const MARKS = /redacted:hmac:[0-9a-f]{16}/g;
/** A text in which secrets are found once more after so many times is hidden whole. */
const ROUNDS = 8;
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

export function makeRedactor(hmacKey: string | Uint8Array): Redactor {
  const fingerprint = (secret: string): string =>
    `redacted:hmac:${createHmac('sha256', hmacKey).update(secret).digest('hex').slice(0, 16)}`;

  /** Texts with secrets → the same without. What one look at a text hid may have kept another from being seen. */
  async function replacements(
    texts: ReadonlySet<string>,
    found: ScrubOptions['found'],
  ): Promise<ReadonlyMap<string, string>> {
    const replaced = new Map<string, string>();
    const told = new Map<string, string>();
    const hide = (secret: string): string => {
      const mark = fingerprint(secret);
      const whole = secret.replace(MARKS, (inner) => told.get(inner) ?? inner);
      told.set(mark, whole);
      found?.(mark, whole);
      return mark;
    };
    let pending = [...texts].map((text) => ({ source: text, text }));
    for (let round = 0; pending.length > 0; round++) {
      const cut = await cutOnce(new Set(pending.map((one) => one.text)), hide);
      pending = pending.flatMap(({ source, text }) => {
        const rest = cut.get(text);
        if (rest === undefined) return [];
        replaced.set(source, round < ROUNDS ? rest : hide(text));
        return round < ROUNDS ? [{ source, text: rest }] : [];
      });
    }
    return replaced;
  }

  /** For each text in which a view shows secrets: the text without those of the first such view. */
  async function cutOnce(
    texts: ReadonlySet<string>,
    hide: (secret: string) => string,
  ): Promise<ReadonlyMap<string, string>> {
    const views = [...texts].flatMap((source) => viewsOf(source).map((view) => ({ source, view })));
    const document = views.map(({ view }) => view.text).join(BREAK);
    const cut = new Map<string, string>();
    if (document.length === 0) return cut;
    // The preset would take an address with our mark in it for one with a password.
    const linted = (await lintRanges(document)).filter(([from, to]) => !MARK.test(document.slice(from, to)));
    const ranges = merge([...ownRanges(document), ...linted]);
    if (ranges.length === 0) return cut;
    let start = 0;
    let next = 0;
    for (const { source, view } of views) {
      const end = start + view.text.length;
      const mine: Range[] = [];
      while (next < ranges.length && (ranges[next]?.[0] ?? end) < end) {
        const [a, b] = ranges[next] ?? [end, end];
        mine.push([Math.max(a, start) - start, Math.min(b, end) - start]);
        if (b > end) break;
        next++;
      }
      if (mine.length > 0 && !cut.has(source)) {
        const rest = cutOut(source, view, mine, hide);
        if (rest !== source) cut.set(source, rest);
      }
      start = end + BREAK.length;
    }
    return cut;
  }

  return {
    fingerprint,
    async scrub<T>(value: T, options: ScrubOptions = {}): Promise<T> {
      let clean = value as unknown as Json;
      for (const path of options.secretFields ?? [])
        clean = mapLeaves(clean, path.split('.'), (leaf) => (isMark(leaf) ? leaf : fingerprint(leaf)));
      const texts = new Set<string>();
      collect(clean, texts, 0);
      const masked = maskNamed(clean, fingerprint);
      if (masked !== clean) {
        clean = masked as Json;
        texts.clear();
        collect(clean, texts, 0);
      }
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

function ownRanges(document: string): readonly Range[] {
  const ranges: Range[] = [];
  for (const { anchors, find, accept } of [...patterns, ...named]) {
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

function cutOut(
  source: string,
  view: View,
  ranges: readonly Range[],
  hide: (secret: string) => string,
): string {
  const mine = ranges.filter(([from, to]) => !isMark(view.text.slice(from, to))).map(view.back);
  let out = '';
  let at = 0;
  for (const [from, to] of merge(mine)) {
    out += source.slice(at, from) + view.write(hide(source.slice(from, to)));
    at = to;
  }
  return out + source.slice(at);
}
