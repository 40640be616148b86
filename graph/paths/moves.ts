/** Every edge type with the moves along it, by the time a step is built. */
import type { EdgeName } from '#graph/schema/index.ts';
import type { Move, Moves } from './move.ts';
import { accessMoves } from './moves-access.ts';
import { aiMoves } from './moves-ai.ts';

export const moves: Readonly<Record<EdgeName, Moves>> = { ...accessMoves, ...aiMoves };

/** What comes on top of a move's own cost. */
export const dearer = { supposes: 3, conditional: 2, assumes: 1, assumesAtMost: 3, stale: 1 } as const;

/** Moves that come from no edge. */
export const member: Move = {
  along: 'forward',
  from: 'own',
  to: 'own',
  cost: 0,
  says: '{from} has {to} in it',
  silent: true,
};
export const administers: Move = {
  along: 'forward',
  from: 'own',
  to: 'own',
  cost: 1,
  technique: 'T1078.004',
  says: 'who controls {from} controls {to}',
};
export const possibly: Move = {
  along: 'forward',
  from: 'own',
  to: 'own',
  cost: 16,
  says: 'there may be a way from {from} to {to}: what would tell could not be read',
};
export const alike: Move = {
  along: 'forward',
  from: 'own',
  to: 'own',
  cost: 0,
  says: '{from} is {to}',
  silent: true,
};

const named: readonly (readonly [EdgeName | '', Move])[] = [
  ['', alike],
  ['', member],
  ['', administers],
  ['', possibly],
  ...Object.entries(moves).flatMap(([type, { moves: list }]) =>
    list.map((move) => [type as EdgeName, move] as const),
  ),
];

/** All moves by number: how steps refer to them. */
export const moveTable: readonly Move[] = named.map(([, move]) => move);
export const moveNumbers: ReadonlyMap<string, readonly number[]> = (() => {
  const by = new Map<string, number[]>();
  named.forEach(([type], i) => {
    if (type === '') return;
    const list = by.get(type);
    if (list === undefined) by.set(type, [i]);
    else list.push(i);
  });
  return by;
})();
export const alikeNumber = moveTable.indexOf(alike);
export const memberNumber = moveTable.indexOf(member);
export const administersNumber = moveTable.indexOf(administers);
export const possiblyNumber = moveTable.indexOf(possibly);
