/** The named reads of one asset. */
import { type Draft, lose, take } from './build.ts';
import type { Answer } from './calls.ts';
import type { AnyRead } from './define.ts';
import { matches, messageOf, type Said, unreadable } from './failure.ts';
import { filtered, type Listing, MOST_PAGES, mayOmit } from './list.ts';
import { canonical, pick, putAt } from './paths.ts';
import type { Json } from './provider.ts';

type Input = Readonly<Record<string, unknown>>;
type Replied =
  | { readonly what: 'reply'; readonly reply: unknown; readonly cut?: Said | undefined }
  | { readonly what: 'failure'; readonly said: Said }
  | { readonly what: 'gone' };

/** Runs all reads of an asset side by side and adds what they gave, in the order in which they are declared. */
export async function readAll(
  listing: Listing,
  made: Draft,
): Promise<{ readonly gone: boolean; readonly replied: readonly string[] }> {
  const { kind, at } = listing;
  const reads = Object.entries(kind.reads);
  const replies = await Promise.all(reads.map(([, spec]) => read(spec, made.item, listing)));
  if (replies.some((one) => one.what === 'gone')) return { gone: true, replied: [] };
  const replied: string[] = [];
  for (const [index, [name, spec]] of reads.entries()) {
    const one = replies[index];
    if (one === undefined || one.what === 'gone') continue;
    if (one.what === 'failure') {
      lose(made, name, spec, one.said);
      continue;
    }
    const taken = take(
      made,
      name,
      spec,
      () => spec.props(one.reply, made.item, at),
      () => spec.edges?.(one.reply, made.item, at) ?? [],
      () => spec.aliases?.(one.reply, made.item, at) ?? [],
    );
    if (taken && one.cut !== undefined) lose(made, name, spec, one.cut);
    else if (taken) replied.push(name);
  }
  return { gone: false, replied };
}

async function read(spec: AnyRead, item: unknown, listing: Listing): Promise<Replied> {
  try {
    if (spec.when !== undefined && !spec.when.asks(item)) return parsed(spec, spec.when.otherwise);
    const answer = await join(spec, spec.input(item, listing.at), listing);
    if (answer.ok) return parsed(spec, answer.body, filtered(spec, listing));
    const said = answer.failure;
    if (matches(spec.gone, said)) return { what: 'gone' };
    if (matches(spec.notConfigured?.codes, said)) return parsed(spec, spec.notConfigured?.reply);
    if (matches(spec.absent, said)) return { what: 'failure', said: { ...said, outcome: 'absent' } };
    return { what: 'failure', said };
  } catch (error) {
    // Cancelling is the one thing that stops a run instead of becoming coverage.
    if (listing.calls.signal.aborted) throw error;
    return { what: 'failure', said: unreadable(messageOf(error)) };
  }
}

function parsed(spec: AnyRead, reply: unknown, cut?: Said): Replied {
  const result = spec.reply.safeParse(reply);
  if (result.success) return { what: 'reply', reply: result.data, cut };
  const [issue] = result.error.issues;
  return {
    what: 'failure',
    said: unreadable(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`),
  };
}

/** One reply, or all pages of it with the list at `spec.pages` joined. A page that is missing fails the read. */
async function join(
  spec: AnyRead,
  input: Input,
  { scope, calls, provider, onSend }: Listing,
): Promise<Answer> {
  const { operation, pages } = spec;
  const first = await calls.ask({ operation, input, scope }, onSend);
  if (!first.ok) return first;
  let answer = first;
  const items: Json[] = [];
  const asked = new Set([canonical(input)]);
  for (;;) {
    const [missing] = answer.missing;
    if (missing !== undefined)
      return failure('unavailable', 'Unreachable', `no answer for ${missing.place}: ${missing.reason}`);
    if (pages !== undefined) {
      const picked = pick(answer.body, pages);
      if (picked.broken > 0 && !(picked.omitted && mayOmit(spec, provider)))
        return { ok: false, failure: unreadable(`no list at "${pages}" in a page`) };
      for (const item of picked.items) items.push(item);
    }
    if (answer.next === undefined) break;
    // A reply that goes on where the kind reads one page would be cut silently.
    if (pages === undefined)
      return { ok: false, failure: unreadable('the reply has more pages than were expected') };
    const key = canonical(answer.next);
    if (asked.has(key)) return { ok: false, failure: unreadable('its pages go in a circle') };
    if (asked.size >= MOST_PAGES)
      return { ok: false, failure: unreadable(`its pages do not end: ${MOST_PAGES} were read`) };
    asked.add(key);
    const more = await calls.ask({ operation, input: answer.next, scope, raw: true }, onSend);
    if (!more.ok) return more;
    answer = more;
  }
  return pages === undefined ? first : { ok: true, body: putAt(first.body, pages, items), missing: [] };
}

const failure = (outcome: Said['outcome'], code: string, message: string): Answer => ({
  ok: false,
  failure: { outcome, code, message },
});
