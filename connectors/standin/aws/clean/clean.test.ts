import { expect, it } from 'vitest';
import { checkEstate } from '../check.ts';
import { cleanEstate } from './estate.ts';

it('answers only what AWS could answer', async () => {
  expect(await checkEstate(cleanEstate)).toEqual([]);
});

it('has two accounts and works in one region', () => {
  expect(new Set(cleanEstate.pieces.map(({ account }) => account)).size).toBe(2);
  expect([...new Set(cleanEstate.pieces.map(({ region }) => region))].sort()).toEqual(['*', 'eu-west-1']);
});
