/**
 * The stories of the sample company, each told by itself: whole it is found, with evidence at every step; without any one of
 * its openings it is over, and the graph says why.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsStandin } from '#connectors/standin/aws/server.ts';
import type { PathStep } from '#graph/paths/explain.ts';
import { openPlace, type Place, startCompany } from './scanning.ts';
import { ofModels } from './stories/models.ts';
import { ofPeople } from './stories/people.ts';
import { findingOf, published, tell, wayOf } from './stories/telling.ts';
import { ofThings } from './stories/things.ts';

let wire: AwsStandin;
beforeAll(async () => {
  wire = await startCompany();
});
afterAll(() => wire.close());

/** An account's own administrators hold what is in it: that alone is no edge. */
const evidenced = ({ edges }: PathStep): boolean =>
  edges.length > 0 &&
  edges.every(
    ({ by, inputs, chain, statements }) =>
      by !== '' && (!by.startsWith('aws-') || inputs.length + chain.length + statements.length > 0),
  );

for (const story of [...ofPeople, ...ofThings, ...ofModels])
  describe(story.name, () => {
    let place: Place;
    beforeAll(async () => {
      place = await openPlace();
    });
    afterAll(() => place.close());

    it('is found whole, with evidence at every step', async () => {
      const told = await tell(wire, place, story.at, story.pieces);
      const path = findingOf(told, story.policy, story.victim)?.path;
      expect(path === undefined ? [] : wayOf(path)).toEqual(story.way);
      expect(path?.steps.filter((step) => !evidenced(step))).toEqual([]);
      expect(path).toMatchObject({ certainty: 'surely', assumes: [], conditions: [], stale: false });
    });

    it.each(story.openings.map((one) => [one.what, one] as const))('is over without %s', async (_, one) => {
      const told = await tell(wire, place, story.at, one.change(story.pieces), story.pieces);
      const { policy, victim } = story;
      expect(findingOf(told, policy, victim)?.path?.steps.map(({ says }) => says)).toBeUndefined();
      const open = told.posture.cannotTell.filter((c) => c.policy === policy && c.asset.name === victim);
      const hangsOn = open.flatMap(({ gaps }) => gaps.map(({ reason }) => reason ?? ''));
      if (one.perhaps === undefined) expect(hangsOn).toEqual([]);
      else expect(hangsOn.join()).toMatch(one.perhaps);
      const [why, says] = one.why;
      expect(why(await published(place))).toMatch(says);
    });
  });
