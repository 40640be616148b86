/** Laws over every kind of the catalogue, most of them on the whole wire path: kit, provider, HTTP, stand-in. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { kinds } from '#connectors/catalogue.generated.ts';
import { withCanaries } from '#connectors/kit/laws.canaries.ts';
import { lawsOf } from '#connectors/kit/laws.ts';
import { canaries } from '#connectors/kit/redact.canaries.ts';
import { type Collected, collect } from '#connectors/kit/run.ts';
import { checkEstate } from '#connectors/standin/aws/check.ts';
import { concepts } from '#graph/schema/index.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import { openState } from '#graph/state/open.ts';
import { awsHarness } from './catalogue/aws.ts';
import {
  conceptProblems,
  edgeProblems,
  namingProblems,
  permissionProblems,
  propertyProblems,
  stubLabels,
  untried,
} from './catalogue/static.ts';
import { beside, type Found, findSubjects } from './catalogue/subjects.ts';

// Throws, naming the kind, where one has no fixture.
const subjects = await findSubjects();
const each = subjects.map((subject) => [subject.label, subject] as const);

// The laws wait (for retries, for a time-out) far more than they work.
vi.setConfig({ maxConcurrency: 6 });

/** Everything that a scan of the fixture hands out. */
async function collected({ kind, parents, fixture }: Found, given = fixture): Promise<readonly Collected[]> {
  const all = [...parents, kind];
  const served = await awsHarness.serve(given, { kinds: all, faults: [], rights: true });
  const out: Collected[] = [];
  try {
    await collect({
      provider: served.provider,
      kinds: all,
      scopes: served.scopes,
      hmacKey: 'laws',
      retry: { attempts: 1 },
      sink: (one) => void out.push(one),
    });
    return out;
  } finally {
    await served.close();
  }
}
const rowsOf = (out: readonly Collected[]): readonly AssetRow[] =>
  out.flatMap((one) => (one.type === 'part' ? one.rows : []));

describe('the catalogue', () => {
  it('holds every kind that is on disk, by label', () => {
    expect(kinds.map((kind) => kind.head.kind)).toEqual(subjects.map((subject) => subject.label));
    expect(kinds.length).toBeGreaterThan(30);
  });

  it('has a law for every kind, each with its own title', () => {
    for (const subject of subjects) {
      const titles = lawsOf(subject, awsHarness).map((law) => law.title);
      expect(titles.length, subject.label).toBeGreaterThanOrEqual(18);
      expect(new Set(titles).size, subject.label).toBe(titles.length);
    }
  });
});

describe.each(each)('%s', (label, subject) => {
  const { kind, file, fixture } = subject;

  it('has a test beside it, which runs at least one', () => {
    const path = beside(file, 'test');
    expect(existsSync(path), path).toBe(true);
    expect(readFileSync(path, 'utf8')).toMatch(/\b(?:it|test)(?:\.each|\.concurrent)*\(/);
  });
  it('has names that agree', () => expect(namingProblems(subject, subjects)).toEqual([]));
  it('gives what its concepts promise', () => expect(conceptProblems(kind)).toEqual([]));
  it('has properties that hide nothing', () => expect(propertyProblems(kind)).toEqual([]));
  it('declares edges of the schema', () => expect(edgeProblems(kind)).toEqual([]));
  it('needs permissions', () => expect(permissionProblems(kind)).toEqual([]));

  it.concurrent('has a fixture that AWS could answer with', async ({ expect: is }) => {
    is(await checkEstate(fixture)).toEqual([]);
  });

  it.concurrent('has a fixture that leaves nothing untried', async ({ expect: is }) => {
    const mine = rowsOf(await collected(subject)).filter((row) => row.kind === label);
    is(untried(kind, mine)).toEqual([]);
    const labels = new Set([...concepts.keys(), ...subjects.map((one) => one.label)]);
    is([...stubLabels(mine)].filter((one) => !labels.has(one))).toEqual([]);
  });

  it.concurrent.each(lawsOf(subject, awsHarness).map((law) => [law.title, law] as const))(
    '%s',
    async (_title, law) => {
      await law.check();
    },
  );
});

describe('no credential', () => {
  it('reaches a byte of the spool, or a line of any log', async () => {
    const folder = await mkdtemp(join(os.tmpdir(), 'pathlight-laws-'));
    const scan = 'laws';
    const said: string[] = [];
    const spooled: string[] = [];
    const listen = (stream: NodeJS.WriteStream) =>
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        said.push(String(chunk));
        return true;
      });
    const spies = [listen(process.stdout), listen(process.stderr)];
    try {
      const state = await openState({ kind: 'sqlite', file: join(folder, 'state.db') });
      try {
        await state.startScan({ id: scan, startedAt: '2026-01-01T00:00:00.000Z', request: '{}' });
        for (const subject of subjects)
          for (const out of await collected(subject, withCanaries(subject.fixture, 'one'))) {
            const { kind } = out;
            // Fixtures share their places: what is in the spool of one is kept apart by an account of its own.
            const scope = { ...out.scope, account: `${subject.label} ${out.scope.account ?? ''}` };
            if (out.type === 'part') {
              await state.putPart({ scan, kind, scope, part: out.part, rows: out.rows });
              continue;
            }
            await state.closeSpool({ scan, kind, scope, parts: out.parts, coverage: out.coverage });
            for await (const { rows } of state.parts(scan, kind, scope)) spooled.push(JSON.stringify(rows));
          }
      } finally {
        await state.close();
      }
      const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
      const whole = spooled.join('');
      expect(whole).toContain('redacted:hmac:');
      for (const { format, secret } of canaries()) {
        const inJson = JSON.stringify(secret).slice(1, -1);
        expect(whole, format).not.toContain(inJson);
        expect(said.join(''), format).not.toContain(inJson);
        expect(
          bytes.some((file) => file.includes(inJson)),
          format,
        ).toBe(false);
      }
    } finally {
      for (const spy of spies) spy.mockRestore();
      await rm(folder, { recursive: true });
    }
  });
});
