/** The sample company scanned once, and a copy of what that gave for every test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { sampleEstate } from '#connectors/standin/aws/sample/estate.ts';
import type { AwsStandin } from '#connectors/standin/aws/server.ts';
import type { Policy } from '#policies/engine/load.ts';
import type { Finding } from '#policies/engine/types.ts';
import type { ScanOutcome } from '#workers/scan.ts';
import { awsAt, openPlace, type Place, startCompany } from './scanning.ts';

export interface Company {
  readonly wire: AwsStandin;
  /** What the first scan gave. */
  readonly first: ScanOutcome;
  /** Begins, in every test, as the first scan left it. */
  readonly place: Place;
  rescan(): Promise<ScanOutcome>;
}

/** Registers the hooks. The stand-in is the sample company again after every test. */
export function scannedCompany(extra: readonly Policy[] = []): Company {
  let wire: AwsStandin | undefined;
  let first: ScanOutcome | undefined;
  let place: Place | undefined;
  const baseline = mkdtempSync(join(tmpdir(), 'pathlight-baseline-'));
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('only within a test');
    return value;
  };
  beforeAll(async () => {
    wire = await startCompany();
    const begun = await openPlace({ folder: baseline, extra });
    first = await begun.scan(awsAt(wire.url));
    await begun.close();
  });
  afterAll(async () => {
    rmSync(baseline, { recursive: true, force: true });
    await wire?.close();
  });
  beforeEach(async () => {
    place = await openPlace({ from: baseline, extra });
  });
  afterEach(async () => {
    wire?.setFaults([]);
    wire?.setEstate(sampleEstate);
    vi.unstubAllEnvs();
    await place?.close();
  });
  return {
    get wire() {
      return there(wire);
    },
    get first() {
      return there(first);
    },
    get place() {
      return there(place);
    },
    rescan: () => there(place).scan(awsAt(there(wire).url)),
  };
}

export const about = (outcome: ScanOutcome, policy: string, asset: string): Finding | undefined =>
  outcome.posture.findings.find((f) => f.policy === policy && f.asset.name === asset);
