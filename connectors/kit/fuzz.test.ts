/** Whatever a cloud sends: nothing throws, and nothing counts as looked from which something was dropped. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { num, text } from '#graph/schema/fields.ts';
import { defineKind } from './define.ts';
import type { Json, Reply } from './provider.ts';
import { coverageIn, gather, rowsOf, scripted } from './test-clouds/scripted.ts';

const kind = defineKind({
  kind: 'AwsFuzz',
  title: 'Fuzz',
  cloud: 'aws',
  service: 'x',
  concepts: ['Model'],
  scope: 'region',
  secretFields: ['a.b', '*.c'],
})
  .list({
    operation: 'x:List',
    items: 'L',
    item: z.object({ id: z.string(), n: z.unknown() }),
    id: (x) => x.id,
    name: (x) => (x.n as { deep: { name: string } }).deep.name,
    gives: { n: num('n') },
    // On purpose without any check: `n` is whatever came.
    props: (x) => ({ n: (x.n as { v: number }).v }),
    edgeTypes: ['FEEDS'],
    edges: (x) => (x.n as { to: string[] }).to.map((to) => ({ type: 'FEEDS' as const, to, as: 'DataStore' })),
  })
  .read('r', {
    operation: 'x:Get',
    input: (x) => ({ id: x.id }),
    pages: 'P',
    reply: z.object({ t: z.unknown() }),
    gives: { t: text('t') },
    // A kind may say `null` for what it does not know; here a null is odd, so that each unknown has its gap.
    props: (r) => ({ t: (r.t ?? undefined) as string }),
  });

const item = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      id: fc.string({ maxLength: 3 }),
      n: fc.record({ v: fc.integer(), to: fc.array(fc.string()), deep: fc.record({ name: fc.string() }) }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ id: fc.string({ minLength: 1 }), n: fc.jsonValue() }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const page = fc.oneof(
  { weight: 6, arbitrary: fc.record({ L: fc.array(item, { maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const reply = fc.oneof(
  { weight: 3, arbitrary: fc.record({ t: fc.string() }) },
  { weight: 1, arbitrary: fc.record({ t: fc.jsonValue(), P: fc.jsonValue() }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** What an honest reader would say of a page: how many of its items have an id, or undefined where it is no page. */
function countable(body: unknown): readonly string[] | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !Object.hasOwn(body, 'L'))
    return undefined;
  const list: unknown = (body as { L: unknown }).L;
  if (!Array.isArray(list)) return undefined;
  const ids: string[] = [];
  for (const one of list as readonly unknown[]) {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return undefined;
    const id: unknown = Object.hasOwn(one, 'id') ? (one as { id: unknown }).id : undefined;
    if (typeof id !== 'string' || id.trim() === '') return undefined;
    ids.push(id);
  }
  return ids;
}

it('holds for any pages and replies', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(page, { minLength: 1, maxLength: 4 }),
      fc.array(reply, { minLength: 1, maxLength: 3 }),
      async (pages, replies) => {
        const provider = scripted(({ operation, input }): Reply => {
          const at = Number(input['t'] ?? 0);
          const from = operation === 'x:List' ? pages : replies;
          const more = at + 1 < from.length ? { next: { t: at + 1 } } : {};
          return { body: from[at] as Json, ...more };
        });
        const run = await gather({ provider, kinds: [kind] });
        const rows = rowsOf(run);
        const [list, ...others] = coverageIn(run);
        const ids = pages.map(countable);
        const whole = ids.every((one) => one !== undefined);
        expect(list?.outcome).toBe(whole ? 'looked' : 'unreadable');
        const known = new Set(ids.flatMap((one) => one ?? []));
        if (whole) expect(new Set(rows.map((row) => row.id))).toEqual(known);
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
        for (const row of rows) {
          expect(row.unread).toEqual(
            Object.keys(row.props)
              .filter((name) => row.props[name] === null)
              .toSorted(),
          );
          const gaps = others.filter((one) => one.asset === row.id);
          if (row.props['t'] === null) expect(gaps.some((one) => one.read === 'r')).toBe(true);
          if (row.props['n'] === null) {
            expect(gaps.some((one) => one.read === 'list')).toBe(true);
            expect(row.incomplete).toContain('FEEDS');
          }
        }
        expect(() => JSON.stringify(run.out)).not.toThrow();
      },
    ),
    { numRuns: 300 },
  );
});

it('holds for any failure, even one that no table knows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.boolean(), async (thrown, classifies) => {
      const provider = scripted(
        () => {
          throw thrown;
        },
        classifies
          ? {}
          : {
              classify: () => {
                throw new Error('no such row');
              },
            },
      );
      const run = await gather({ provider, kinds: [kind] });
      expect(coverageIn(run)[0]?.outcome).toBe('unreadable');
      expect(run.out.at(-1)?.type).toBe('close');
    }),
    { numRuns: 60 },
  );
});
