import { afterEach, beforeEach, expect, it } from 'vitest';
import { parsePolicy } from '#policies/engine/load.ts';
import { publish } from './publish.ts';
import { account, catalogue, openWorld, row, type World } from './testing.ts';

const own = parsePolicy(
  'own.yaml',
  `
id: ACME-0001
title: An endpoint that we never wanted
severity: high
about: ModelEndpoint
match: MATCH (e:ModelEndpoint) WHERE e.name = 'a' RETURN e
message: '{e.name} is there'
risk: none
fix: { words: remove it }
tests:
  - { because: x, finds: [a], graph: { a: { is: ModelEndpoint, name: a } } }
  - { because: x, clears: [b], graph: { b: { is: ModelEndpoint, name: b } } }
  - { because: x, cannot-tell: [c], graph: { c: { is: ModelEndpoint, name: null } } }
`,
  catalogue,
);

let world: World;
beforeEach(async () => {
  world = await openWorld({ policies: [own] });
});
afterEach(() => world.close());

it('forgetting a place leaves the findings of policies that are not at hand as they are', async () => {
  const { posture } = await world.scan([{ rows: [row('a')] }]);
  expect(posture.findings.map((f) => f.policy)).toEqual(['ACME-0001']);
  await world.spool('forget', []);
  const places = { closedRegions: new Set<string>(), accounts: new Map() };
  const forgotten = await publish(
    { ...world.deps, policies: [] },
    { scan: 'forget', places, forget: [`aws/${account}/us-east-1`] },
  );
  expect(forgotten.posture.findings.map((f) => [f.policy, f.state])).toEqual([['ACME-0001', 'open']]);
});

it('a scan without the policy ends its findings', async () => {
  await world.scan([{ rows: [row('a')] }]);
  await world.spool('later', [{ rows: [row('a')] }]);
  const places = { closedRegions: new Set<string>(), accounts: new Map() };
  const later = await publish({ ...world.deps, policies: [] }, { scan: 'later', places });
  expect(later.posture.findings).toEqual([]);
});
