/** Laws over every policy: it loads, its cases hold, and no condition of it is there for nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '#connectors/catalogue.generated.ts';
import { describeKind } from '#connectors/kit/define.ts';
import { concepts } from '#graph/schema/index.ts';
import { assetProps } from '#graph/schema/node.ts';
import { openStore } from '#graph/store/open.ts';
import type { Draft, GraphReader, GraphStore } from '#graph/store/port.ts';
import { attackersOfCases, expectedOf, pathMutants, reds, seedsOf } from '#policies/engine/cases.ts';
import { frameworkControls } from '#policies/engine/frameworks.ts';
import { loadPolicies, shippedRules } from '#policies/engine/load.ts';
import { placeholders } from '#policies/engine/message.ts';
import { type Attackers, specOf } from '#policies/engine/paths/reach.ts';

const catalogue = kinds.map(describeKind);
const { policies, problems } = loadPolicies([shippedRules], catalogue);

let folder: string;
let store: GraphStore;
let draft: Draft;
let graph: GraphReader;
let attackers: Attackers;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pathlight-policies-'));
  store = await openStore({ kind: 'embedded', folder });
  draft = await store.draft('policy tests');
  for (const policy of policies) await draft.stage(seedsOf(policy, catalogue));
  graph = await draft.seal();
  attackers = await attackersOfCases(policies, graph, catalogue);
});
afterAll(async () => {
  await draft.abort();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('every file loads, and there are at least fifteen', () => {
  expect(problems.map((p) => p.message)).toEqual([]);
  expect(policies.length).toBeGreaterThanOrEqual(15);
});

describe.each(policies.map((p) => [p.meta.id, p] as const))('%s', (_id, policy) => {
  it('has cases of all three kinds', () => {
    expect(new Set(policy.meta.tests.map((t) => expectedOf(t)[0]))).toEqual(
      new Set(['finds', 'clears', 'cannot-tell']),
    );
  });

  it('gives the answers that its cases expect', async () => {
    expect(await reds(policy, graph, policy.checked, attackers)).toEqual([]);
  });

  it('has, in every finding case, each edge type that its query asks for', () => {
    const asked = new Set(policy.checked.edges.filter((e) => !e.absence).map((e) => e.types));
    const seeded = new Set(
      policy.meta.tests.flatMap((t) => Object.values(t.graph).flatMap((n) => Object.keys(n))),
    );
    for (const types of asked)
      expect(
        types.some((t) => seeded.has(t)),
        types.join('|'),
      ).toBe(true);
  });

  it('turns red when any part of its condition is changed', async () => {
    const survivors: string[] = [];
    const mutants = policy.checked.mutants();
    expect(mutants.length).toBeGreaterThan(0);
    for (const mutant of mutants)
      if ((await reds(policy, graph, mutant, attackers)).length === 0 && !(mutant.what in policy.meta.exempt))
        survivors.push(mutant.what);
    const spec = specOf(policy.meta);
    const paths = spec === undefined ? [] : pathMutants(spec);
    for (const { what, path } of paths)
      if (
        (await reds(policy, graph, policy.checked, attackers, path)).length === 0 &&
        !(what in policy.meta.exempt)
      )
        survivors.push(what);
    expect(survivors).toEqual([]);
    const all = new Set([...mutants, ...paths].map((m) => m.what));
    expect(
      Object.keys(policy.meta.exempt).filter((what) => !all.has(what)),
      'exemptions of no mutant',
    ).toEqual([]);
  });

  it('names in its message only what it returns', () => {
    const returned = new Map(policy.checked.variables.map((v) => [v.name, v.labels]));
    for (const { variable, property } of placeholders(policy.meta.message)) {
      const labels = returned.get(variable);
      expect(labels, `{${variable}.${property}}`).toBeDefined();
      const known = [
        ...Object.keys(assetProps),
        ...(labels ?? []).flatMap((l) => Object.keys(concepts.get(l)?.props ?? {})),
        ...catalogue
          .filter((k) => labels?.some((l) => l === k.kind || k.concepts.includes(l)))
          .flatMap((k) => k.reads.flatMap((r) => Object.keys(r.gives))),
      ];
      expect(known).toContain(property);
    }
  });
});

it('maps only to control ids that the frameworks have', () => {
  const known = frameworkControls();
  const dangling = policies.flatMap((p) =>
    Object.entries(p.meta.maps).flatMap(([framework, ids]) =>
      ids
        .filter((id) => known.get(framework)?.has(id) !== true)
        .map((id) => `${p.meta.id}: ${framework} ${id}`),
    ),
  );
  expect(dangling).toEqual([]);
});
