import { expect, it } from 'vitest';
import type { AttackPath } from '#graph/paths/paths.ts';
import { rootCauses } from './cause.ts';

/** A path through the assets in their order; the last is the jewel. */
const through = (...ids: readonly string[]): AttackPath => {
  const steps = ids.slice(1).map((to, i) => ({
    from: ids[i] ?? '',
    to,
    fromName: '',
    toName: '',
    fromHold: 'own' as const,
    hold: 'own' as const,
    says: '',
    technique: '',
    cost: 1,
    edges: [],
    part: [],
    conditions: [],
    assumes: [],
    supposes: [],
    stale: false,
    gaps: [],
  }));
  const jewel = ids.at(-1) ?? '';
  return {
    entry: { id: 'entry', name: 'entry' },
    jewel: { id: jewel, name: jewel },
    certainty: 'surely',
    gaps: [],
    score: { value: 1, entry: 1, jewel: 1, ease: 1 },
    likelihood: 'likely',
    cost: steps.length,
    steps,
    more: 0,
    truncated: false,
    conditions: [],
    assumes: [],
    supposes: [],
    stale: false,
  };
};
const causesOf = (...paths: readonly AttackPath[]) => [
  ...rootCauses(paths, (id) => id === 'internet').entries(),
];

it('the asset on the most paths is the root cause of all its victims', () => {
  expect(
    causesOf(
      through('internet', 'f', 'hub', 'a'),
      through('internet', 'hub', 'b'),
      through('internet', 'f', 'c'),
      through('internet', 'hub', 'd'),
    ).sort(),
  ).toEqual([
    ['a', 'hub'],
    ['b', 'hub'],
    ['c', 'f'],
    ['d', 'hub'],
  ]);
});

it('what lost its victims to another no longer counts them', () => {
  const paths = [
    // `big` is on three; `wide` on three too, but two of them are taken before.
    through('internet', 'big', 'wide', 'a'),
    through('internet', 'big', 'wide', 'b'),
    through('internet', 'big', 'c'),
    through('internet', 'own', 'wide', 'd'),
    through('internet', 'own', 'e'),
  ];
  expect(Object.fromEntries(causesOf(...paths))).toEqual({
    a: 'big',
    b: 'big',
    c: 'big',
    d: 'own',
    e: 'own',
  });
});

it('of assets on as many paths it is the one nearer to the entry, then the first by id', () => {
  expect(causesOf(through('internet', 'z', 'y', 'a'), through('internet', 'z', 'y', 'b'))).toEqual([
    ['a', 'z'],
    ['b', 'z'],
  ]);
  expect(causesOf(through('z', 'y', 'a'), through('y', 'z', 'b'))).toEqual([
    ['a', 'y'],
    ['b', 'y'],
  ]);
});

it('a path of outsiders alone has the victim itself for a cause', () => {
  expect(causesOf(through('internet', 'internet'))).toEqual([['internet', 'internet']]);
});

it('many victims, each with a door of its own, are grouped as few are', () => {
  const paths = Array.from({ length: 20_000 }, (_, i) => through('internet', `door ${i}`, `victim ${i}`));
  const causes = rootCauses(paths, (id) => id === 'internet');
  expect([causes.size, causes.get('victim 0'), causes.get('victim 19999')]).toEqual([
    20_000,
    'door 0',
    'door 19999',
  ]);
});
