import { describe, expect, it } from 'vitest';
import { concepts, edgeTypes } from '#graph/schema/index.ts';
import { blast } from './blast.ts';
import type { Move } from './move.ts';
import { dearer, moves, moveTable } from './moves.ts';
import { findPaths } from './paths.ts';
import { type Hold, holds } from './states.ts';
import { edge, end, node, tiny } from './tiny.cases.ts';

const all = Object.entries(moves).flatMap(([type, { moves: list }]) => list.map((move) => ({ type, move })));
const titled = all.map(({ type, move }) => ({
  type,
  move,
  title: `${type} ${move.along} ${move.from} to ${move.to}${move.when?.verb === undefined ? '' : ` by ${move.when.verb}`}${move.supposes === undefined ? '' : ' supposedly'}`,
}));

/** Kinds that moves speak of where no concept tells them apart. Cases of policies name them as well, and only what is a kind. */
const kinds = ['AwsIamServiceCredential'];

describe('every edge type', () => {
  it('has moves, or a reason for having none, and no other type has', () => {
    expect(Object.keys(moves).sort()).toEqual([...edgeTypes.keys()].sort());
    for (const [type, { moves: list, because }] of Object.entries(moves))
      expect(list.length > 0 || (because ?? '').length > 20, type).toBe(true);
  });

  it('moves in the direction that the schema declares, or says why not', () => {
    for (const [type, { moves: list, because }] of Object.entries(moves)) {
      const declared = edgeTypes.get(type)?.step;
      const ways = new Set(list.map(({ along }) => along));
      const agrees = declared === 'none' ? ways.size === 0 : ways.size === 1 && [...ways][0] === declared;
      expect(
        agrees || because !== undefined,
        `${type} is declared ${declared} and moves ${[...ways].join(' and ')}`,
      ).toBe(true);
    }
  });
});

describe('every move', () => {
  it('names labels that the schema has, a technique of MITRE if any, and both ends in its sentence', () => {
    for (const { when, technique, says, from, to, cost } of moveTable) {
      for (const label of [when?.from, when?.fromNot, when?.to, when?.toNot].flatMap((one) => one ?? []))
        expect(concepts.has(label) || kinds.includes(label), label).toBe(true);
      expect(technique ?? 'T1078').toMatch(/^(T\d{4}(\.\d{3})?|AML\.T\d{4}(\.\d{3})?)$/);
      expect(says).toContain('{from}');
      expect(says).toContain('{to}');
      expect([holds.includes(from), holds.includes(to), cost >= 0 && Number.isInteger(cost)]).toEqual([
        true,
        true,
        true,
      ]);
    }
  });
});

/** A graph of the one edge, with labels that the move asks for. */
const graphOf = (type: string, { when, along }: Move) => {
  const source = node('source', when?.from?.[0] ?? '');
  const target = node('target', when?.to?.[0] ?? '');
  const ends = along === 'forward' ? (['source', 'target'] as const) : (['target', 'source'] as const);
  const props = {
    ...(when?.verb !== undefined && { verb: when.verb }),
    ...(when?.gives !== undefined && { gives: when.gives }),
  };
  return tiny([edge(ends[0], type, ends[1], props)], [source, target]);
};
/** Holds that a hold gives on the same asset. */
const given = (hold: Hold): readonly Hold[] => (hold === 'own' ? holds : [hold]);

describe('along one edge', () => {
  it.each(titled)('$title', async ({ type, move }) => {
    const graph = await graphOf(type, move);
    const question = { entries: [end('source', move.from)], jewels: [end('target', move.to)] };
    const [path] = findPaths(graph, question).paths;
    const cost = move.cost + (move.supposes === undefined ? 0 : dearer.supposes);
    expect(path?.cost ?? Infinity).toBeLessThanOrEqual(cost);
    if (move.silent === true) {
      expect(path?.steps).toEqual([]);
      return;
    }
    const [way] = findPaths(graph, question)
      .ways('source', 'target')
      .filter((one) => one.cost === cost);
    expect(way?.steps.map(({ from, to, hold, says }) => ({ from, to, hold, says }))).toContainEqual({
      from: 'source',
      to: 'target',
      hold: move.to,
      says: move.says.replace('{from}', 'SOURCE').replace('{to}', 'TARGET'),
    });
    expect(way?.supposes).toEqual(move.supposes === undefined ? [] : [move.supposes]);
    expect(way?.steps[0]?.edges.map((one) => one.type)).toEqual([type]);
  });

  it.each(titled)('$title: from no hold that does not give it, and to no other', async ({ type, move }) => {
    const graph = await graphOf(type, move);
    const open = moves[type as keyof typeof moves].moves.filter(
      (one) =>
        one.along === move.along &&
        one.when?.verb === move.when?.verb &&
        (one.when?.gives ?? 'none') === (move.when?.gives ?? 'none') &&
        (one.when?.from === undefined || one.when.from.includes(move.when?.from?.[0] ?? '')) &&
        one.when?.fromNot?.includes(move.when?.from?.[0] ?? '') !== true,
    );
    for (const hold of holds) {
      const wanted = new Set(
        open.filter((one) => given(hold).includes(one.from)).flatMap((one) => given(one.to)),
      );
      const [reached] = blast(graph, [{ id: 'source', hold }]);
      expect(reached?.holds ?? []).toEqual(holds.filter((one) => wanted.has(one)));
    }
  });
});

describe('what the table leaves out on purpose', () => {
  it.each([
    ['a role that may be passed', edge('source', 'CAN_PASS', 'target'), ''],
    ['a grant to pass a role', edge('source', 'GRANTS', 'target', { verb: 'PASS' }), ''],
    ['a grant without a verb', edge('source', 'GRANTS', 'target'), ''],
    ['managing a role', edge('source', 'CAN_MANAGE', 'target'), 'Principal Role'],
    ['managing a policy', edge('source', 'GRANTS', 'target', { verb: 'MANAGE' }), 'AccessPolicy'],
    ['managing an endpoint', edge('source', 'CAN_MANAGE', 'target'), 'ModelEndpoint'],
    ['managing a bucket', edge('source', 'GRANTS', 'target', { verb: 'MANAGE' }), 'ObjectStore'],
    ['a trust policy by itself', edge('target', 'TRUSTS', 'source'), ''],
    ['a group', edge('source', 'MEMBER_OF', 'target'), ''],
    ['a guardrail', edge('source', 'GUARDED_BY', 'target'), ''],
  ])('%s leads nowhere', async (_, one, labels) => {
    const graph = await tiny([one], [node('target', labels)]);
    expect(blast(graph, [{ id: 'source', hold: 'own' }])).toEqual([]);
  });

  it('asking a role-bearing endpoint does not give its role, asking a function supposedly does', async () => {
    const reach = async (labels: string) =>
      blast(await tiny([edge('source', 'RUNS_AS', 'target')], [node('source', labels)]), [
        { id: 'source', hold: 'ask' },
      ]).map(({ id, cost }) => [id, cost]);
    expect(await reach('ModelEndpoint')).toEqual([]);
    expect(await reach('Function')).toEqual([['target', 4]]);
  });

  it('whoever has a credential has its user, at one service only where it is for one', async () => {
    const opens = async (labels: string) => {
      const graph = await tiny([edge('user', 'HAS_CREDENTIAL', 'key')], [node('key', labels)]);
      return findPaths(graph, { entries: [end('key', 'own')], jewels: [end('user', 'own')] }).paths.map(
        ({ cost, supposes }) => [cost, supposes.length],
      );
    };
    expect(await opens('Credential AwsIamAccessKey')).toEqual([[0, 0]]);
    expect(await opens('Credential AwsIamServiceCredential')).toEqual([[3, 1]]);
  });

  it('a start script is run when its machine starts again, which nobody promises', async () => {
    const graph = await tiny([edge('notebook', 'STARTS_WITH', 'script')]);
    const [path] = findPaths(graph, {
      entries: [end('script', 'put')],
      jewels: [end('notebook', 'own')],
    }).paths;
    expect(path?.supposes).toEqual(['it is started again']);
    expect(path?.likelihood).toBe('plausible');
  });

  it('a way in that does not say what it gives lets requests in and nothing more', async () => {
    const graph = await tiny([edge('source', 'REACHES', 'target')]);
    expect(blast(graph, [{ id: 'source', hold: 'own' }]).map((one) => one.holds)).toEqual([['ask']]);
  });
});
