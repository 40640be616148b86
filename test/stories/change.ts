/** Changes of an estate, one at a time. One that finds nothing to change throws: no opening is closed by accident. */
import type { Answered, Listed, Piece } from '#connectors/standin/estate.ts';

export type Pieces = readonly Piece[];
export type Change = (pieces: Pieces) => Pieces;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** IAM's documents are URL-encoded. */
function inText(text: string, change: (text: string) => string): string {
  return text.startsWith('%7B') ? encodeURIComponent(change(decodeURIComponent(text))) : change(text);
}

function deep(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return inText(value, change);
  if (Array.isArray(value)) return value.map((one) => deep(one, change));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one, change)]));
}

const fields = (value: unknown): Fields => (isFields(value) ? value : {});

function changed(before: Pieces, after: Pieces, what: string): Pieces {
  if (JSON.stringify(before) === JSON.stringify(after)) throw new Error(`nothing to change: ${what}`);
  return after;
}

const mapped = (
  pieces: Pieces,
  listed: (one: Listed) => readonly Listed[],
  answered: (one: Answered) => readonly Answered[],
): Pieces =>
  pieces.map((piece) => ({
    ...piece,
    lists: (piece.lists ?? []).flatMap(listed),
    answers: (piece.answers ?? []).flatMap(answered),
  }));

/** In whatever the cloud shows of things whose item or answer speaks of `of`. */
export const said =
  (text: string, by: string, of = ''): Change =>
  (pieces) => {
    const put = (one: unknown) =>
      of === '' || decoded(one).includes(of) ? deep(one, (t) => t.replaceAll(text, by)) : one;
    const after = mapped(
      pieces,
      (one) => [{ ...one, item: put(one.item) }],
      (one) => [one.reply === undefined ? one : { ...one, reply: fields(put(one.reply)) }],
    );
    return changed(pieces, after, `${text} of ${of}`);
  };

const decoded = (value: unknown): string => JSON.stringify(deep(value, (text) => text));

/** A listing does not show those of its things that speak of `of`. */
export const unlisted =
  (operation: string, of: string): Change =>
  (pieces) => {
    const gone = (one: Listed) =>
      one.operation === operation && JSON.stringify([one.item, one.input]).includes(of);
    return changed(
      pieces,
      mapped(
        pieces,
        (one) => (gone(one) ? [] : [one]),
        (one) => [one],
      ),
      `${operation} of ${of}`,
    );
  };

/** A read answers nothing of its own about what its question speaks of: the cloud's default stands. */
export const unanswered =
  (operation: string, of: string): Change =>
  (pieces) => {
    const gone = (one: Answered) => one.operation === operation && JSON.stringify(one.input).includes(of);
    return changed(
      pieces,
      mapped(
        pieces,
        (one) => [one],
        (one) => (gone(one) ? [] : [one]),
      ),
      `${operation} about ${of}`,
    );
  };

/** Fields of what an operation lists, or of what it answers, about things that speak of `of`. */
export const but =
  (operation: string, of: string, more: Fields): Change =>
  (pieces) => {
    const after = mapped(
      pieces,
      (one) =>
        one.operation === operation && decoded(one.item).includes(of)
          ? [{ ...one, item: { ...fields(one.item), ...more } }]
          : [one],
      (one) =>
        one.operation === operation && JSON.stringify([one.input, one.reply]).includes(of)
          ? [{ ...one, reply: { ...one.reply, ...more } }]
          : [one],
    );
    return changed(pieces, after, `${operation} of ${of}`);
  };

export const also =
  (...more: Pieces): Change =>
  (pieces) => [...pieces, ...more];

export const all =
  (...changes: readonly Change[]): Change =>
  (pieces) =>
    changes.reduce((sum, change) => change(sum), pieces);
