/** A fixture with credentials in its texts, for the canary law. */
import type { Answered, Default, Fixture, Listed } from '#connectors/standin/estate.ts';
import { isObject } from './paths.ts';
import { canaries } from './redact.canaries.ts';

/** Times and numbers in a text are typed on the wire: with anything added they could not be served. */
const TYPED = /^(?:\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?|[\d.]*)$/;
/** A single word may be a value of a closed set that a kind's schema insists on. */
const WORD = /^\w*$/;

/**
 * `all`: every text is followed by a credential of each format. `one`: every text that is more than a word is followed
 * directly by one credential, each format in turn; a JSON document keeps its shape and gets it as its `Id`.
 */
export function withCanaries(fixture: Fixture, how: 'all' | 'one'): Fixture {
  const all = canaries();
  const together = all.map((one) => `${one.text} x=${one.text}`).join(' ');
  const changed = new Map<string, string>();
  let turn = 0;

  const change = (text: string): string => {
    if (TYPED.test(text) || (how === 'one' && WORD.test(text))) return text;
    const known = changed.get(text);
    if (known !== undefined) return known;
    const canary = all[turn++ % all.length]?.text ?? '';
    const made = how === 'all' ? `${text} ${together}` : intoDocument(text, canary);
    changed.set(text, made);
    return made;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v)]));
    return value;
  };
  /** What a request must hold follows what the listings show; a kind's own constants stay as they are. */
  const follow = (value: unknown): unknown => {
    if (typeof value === 'string') return changed.get(value) ?? value;
    if (Array.isArray(value)) return value.map(follow);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, follow(v)]));
    return value;
  };
  type Wire = Readonly<Record<string, unknown>>;
  const input = (one: Listed | Answered) =>
    one.input === undefined ? {} : { input: follow(one.input) as Wire };
  const reply = (one: Answered | Default) =>
    one.reply === undefined ? {} : { reply: walk(one.reply) as Wire };

  // Listings first: the names in them decide what the inputs must hold.
  const listed = fixture.pieces.map((piece) =>
    (piece.lists ?? []).map((one) => ({ ...one, item: walk(one.item) })),
  );
  return {
    ...fixture,
    pieces: fixture.pieces.map((piece, index) => ({
      ...piece,
      lists: (listed[index] ?? []).map((one) => ({ ...one, ...input(one) })),
      answers: (piece.answers ?? []).map((one) => ({ ...one, ...reply(one), ...input(one) })),
    })),
    ...(fixture.defaults === undefined
      ? {}
      : { defaults: fixture.defaults.map((one) => ({ ...one, ...reply(one) })) }),
  };
}

function intoDocument(text: string, canary: string): string {
  const encoded = /^%7B/i.test(text);
  try {
    const document: unknown = JSON.parse(encoded ? decodeURIComponent(text) : text);
    if (isObject(document)) {
      const made = JSON.stringify({ ...document, Id: canary });
      return encoded ? encodeURIComponent(made) : made;
    }
  } catch {
    // No document: a text like any other.
  }
  return `${text}-${canary}`;
}
