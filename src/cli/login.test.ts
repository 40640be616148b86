import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { account, testKeys, type World, world } from './testing.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
beforeEach(() => {
  for (const [name, value] of Object.entries(testKeys)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  w.standin.setFaults([]);
});
afterAll(() => w.close());

describe('a cloud that turns the person away is one line', () => {
  const line = (says: RegExp, code: number) => ({
    code,
    out: '',
    err: expect.stringMatching(new RegExp(`^pathlight: [^\\n]*${says.source}[^\\n]*\\n$`)),
  });

  it('no credentials', async () => {
    vi.unstubAllEnvs();
    for (const command of ['scan', 'check'])
      expect(await w.cli([command])).toEqual(line(/no AWS credentials: .*AWS_ACCESS_KEY_ID/, 1));
  });
  it('a profile that is not there', async () => {
    expect(await w.cli(['check', '--profile', 'nosuch'])).toEqual(line(/profile "nosuch"/, 1));
  });
  it('expired credentials', async () => {
    w.standin.setFaults([{ fault: { type: 'expired' } }]);
    for (const command of ['scan', 'check'])
      expect(await w.cli([command])).toEqual(line(/the AWS credentials have expired .*log in again/, 1));
  });
  it('a region that nobody has', async () => {
    expect(await w.cli(['scan', '--region', 'eu-wset-1'])).toEqual(
      line(/no AWS region "eu-wset-1": did you mean eu-west-1\?/, 2),
    );
  });
  it('a region that is not enabled', async () => {
    expect(await w.cli(['scan', '--region', 'me-south-1'])).toEqual(
      line(/me-south-1 is not enabled in account/, 2),
    );
  });
  it('an account that is included and excluded', async () => {
    expect(await w.cli(['check', '--account', account, '--exclude-account', account])).toEqual(
      line(/both included and excluded/, 2),
    );
  });
  it('an endpoint where nothing listens', async () => {
    expect(await w.cli(['check', '--endpoint-url', 'http://127.0.0.1:1'])).toEqual(
      line(/nothing at http:\/\/127\.0\.0\.1:1 speaks AWS \(ECONNREFUSED\): check --endpoint-url/, 1),
    );
  });
});
