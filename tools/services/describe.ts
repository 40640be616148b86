/** Tests against a real service: one test file at a time, each starting from an empty one. */
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { leftOut, lockVariable, needs } from './env.ts';
import { motoService } from './moto.ts';
import { neo4jService } from './neo4j.ts';
import { redisService } from './redis.ts';
import type { Service, ServiceName } from './service.ts';

const services: Readonly<Record<ServiceName, Service>> = {
  neo4j: neo4jService,
  redis: redisService,
  moto: motoService,
};
const waitMilliseconds = 20 * 60_000;

/**
 * Holds a lock that all processes of this machine see and that goes with the process that holds it: SQLite's own.
 * Gives the way to let it go.
 */
async function lock(service: ServiceName, uri: string): Promise<() => void> {
  // A service that was started by hand has no file of its own.
  const byHand = path.join(os.tmpdir(), `pathlight-test-${new URL(uri).port}.lock`);
  const file = new DatabaseSync(process.env[lockVariable(service)] ?? byHand, { timeout: 0 });
  for (;;) {
    try {
      file.exec('BEGIN EXCLUSIVE');
      return () => file.close();
    } catch (error) {
      if (!(error instanceof Error) || !/locked/.test(error.message)) throw error;
      await sleep(50);
    }
  }
}

/**
 * `describe` for tests that need a real service. The service is theirs alone while they run, and empty when they begin;
 * `tests` gets its address. Without the service they are a counted skip that says why; with CI=true, a failure.
 */
export function describeWith(service: ServiceName, title: string, tests: (uri: string) => void): void {
  let uri: string | undefined;
  try {
    uri = needs(service);
  } catch (error) {
    describe(title, () => {
      test(`${service} runs`, () => {
        throw error;
      });
    });
    return;
  }
  if (uri === undefined) {
    describe.skip(`${title} (left out: ${service} ${leftOut(service)})`, () => tests('http://127.0.0.1:9'));
    return;
  }
  const address = uri;
  describe(title, () => {
    let unlock = (): void => {};
    beforeAll(async () => {
      unlock = await lock(service, address);
      await services[service].clear(address);
    }, waitMilliseconds);
    afterAll(() => unlock());
    tests(address);
  });
}
