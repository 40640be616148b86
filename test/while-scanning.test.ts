/** What people ask, and other scans, while a scan runs. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AwsStandin } from '#connectors/standin/aws/server.ts';
import { StoreBusy } from '#graph/store/errors.ts';
import type { ScanOutcome } from '#workers/scan.ts';
import { awsAt, cli, openPlace, type Place, startCompany, timeless } from './scanning.ts';

let company: AwsStandin;
let place: Place;
let first: ScanOutcome;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
beforeEach(async () => {
  place = await openPlace();
  first = await rescan();
});
afterEach(() => place.close());

const rescan = (): Promise<ScanOutcome> => place.scan(awsAt(company.url));

describe('while a scan runs', () => {
  const ask = async () => {
    const found = await cli(place.folder, 'findings', '--format', 'json');
    const listed = await cli(place.folder, 'assets', '--concept', 'Agent', '--format', 'json');
    const rows = await cli(
      place.folder,
      'graph',
      'query',
      'MATCH (a:Agent) RETURN a.name ORDER BY a.name',
      '--format',
      'json',
    );
    expect([found.err, listed.err, rows.err]).toEqual(['', '', '']);
    expect([found.code, listed.code, rows.code]).toEqual([0, 0, 0]);
    expect(JSON.parse(listed.out)).toHaveProperty('assets');
    return JSON.parse(found.out) as { scan: string; findings: readonly unknown[] };
  };

  it('findings, assets and queries show the last whole scan', async () => {
    const running = rescan();
    let ended = false;
    void running.finally(() => {
      ended = true;
    });
    let asked = 0;
    while (!ended) {
      const { scan, findings } = await ask();
      if (!ended) expect(scan).toBe(first.scan);
      expect(findings).toHaveLength(first.posture.findings.filter((f) => f.state === 'open').length);
      asked += 1;
    }
    const second = await running;
    expect(asked).toBeGreaterThan(0);
    expect((await ask()).scan).toBe(second.scan);
  });

  it('they do so too while the next graph is written and not yet published', async () => {
    const draft = await place.store.draft('a publish that takes its time');
    await draft.stage({ nodes: [{ id: 'new', labels: ['Asset'], props: { name: 'new' } }] });
    await draft.seal();
    expect((await ask()).scan).toBe(first.scan);
    await draft.abort();
  });

  it('a second scan waits for the publish of the first, and both are whole', async () => {
    const second = await openPlace({ folder: place.folder });
    try {
      const both = await Promise.all([rescan(), second.scan(awsAt(company.url))]);
      expect(both.map((o) => o.publication.number).sort()).toEqual([2, 3]);
      for (const o of both) expect(timeless(o.posture)).toBe(timeless(first.posture));
    } finally {
      await second.close();
    }
  });

  it('a second scan that waited in vain is told so in one line, and changes nothing', async () => {
    const draft = await place.store.draft('another');
    const late = place.scan(awsAt(company.url), { patience: 0 });
    await expect(late).rejects.toThrow(StoreBusy);
    await expect(late).rejects.toThrow(/^[^\n]*another[^\n]*wait[^\n]*$/);
    await draft.abort();
    const [last] = await place.state.scans(1);
    expect(last).toMatchObject({ status: 'failed', error: expect.stringContaining('another') });
    expect((await place.store.published())?.number).toBe(1);
    expect((await rescan()).written.nodes).toBe(0);
  });
});
