import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loginSource, refreshed, roleArnIn } from './credentials.ts';
import { CredentialError } from './errors.ts';
import { errorXml, fakeServer } from './fake-server.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pathlight-credentials-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function config(text: string): Promise<void> {
  const file = path.join(folder, 'config');
  await writeFile(file, text);
  vi.stubEnv('AWS_CONFIG_FILE', file);
}
const failure = async (source: () => Promise<unknown>): Promise<CredentialError> => {
  const error = await source().then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(CredentialError);
  return error as CredentialError;
};

test('the environment gives keys', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAENV');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  expect(await loginSource({ type: 'environment' }, 'us-east-1', undefined)()).toMatchObject({
    accessKeyId: 'AKIAENV',
  });
  expect(await loginSource({ type: 'chain' }, 'us-east-1', undefined)()).toMatchObject({
    accessKeyId: 'AKIAENV',
  });
});

test.each([
  ['AWS_ACCESS_KEY_ID', 'access key id'],
  ['AWS_SECRET_ACCESS_KEY', 'secret access key'],
  ['AWS_SESSION_TOKEN', 'session token'],
])('a line break in %s is named, not sent, and not shown', async (variable, name) => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAENV');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.stubEnv(variable, 'half\nother');
  const { code, message } = await failure(loginSource({ type: 'environment' }, 'us-east-1', undefined));
  expect(code).toBe('NoCredentials');
  expect(message).toContain(`the ${name} holds a line break`);
  expect(message).not.toContain('half');
});

test('a profile is read by its name, and beats keys in the environment', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAENV');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  await config('[profile audit]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = y\n');
  const source = loginSource({ type: 'profile', profile: 'audit' }, 'us-east-1', undefined);
  expect(await source()).toMatchObject({ accessKeyId: 'AKIAPROFILE' });
});

test('a profile may name a program that prints credentials', async () => {
  const printed = JSON.stringify({ Version: 1, AccessKeyId: 'AKIAPROCESS', SecretAccessKey: 'z' });
  await writeFile(path.join(folder, 'printed.json'), printed);
  await config(`[profile vault]\ncredential_process = cat ${path.join(folder, 'printed.json')}\n`);
  const source = loginSource({ type: 'profile', profile: 'vault' }, 'us-east-1', undefined);
  expect(await source()).toMatchObject({ accessKeyId: 'AKIAPROCESS' });
});

test('a web identity becomes a role at the endpoint that is configured', async () => {
  const token = path.join(folder, 'token');
  await writeFile(token, 'a.b.c');
  const reply =
    '<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAWEB</AccessKeyId>' +
    '<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>' +
    '</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>';
  await using server = await fakeServer(() => ({ body: reply }));
  const roleArn = 'arn:aws:iam::111122223333:role/CI';
  const source = loginSource({ type: 'web-identity', roleArn, tokenFile: token }, 'us-east-1', server.url);
  expect(await source()).toMatchObject({ accessKeyId: 'ASIAWEB' });
  const asked = new URLSearchParams(server.seen[0]?.body);
  expect(asked.get('WebIdentityToken')).toBe('a.b.c');
  expect(asked.get('RoleArn')).toBe(roleArn);
});

test('a web identity that is refused says what to check', async () => {
  const token = path.join(folder, 'token');
  await writeFile(token, 'a.b.c');
  await using server = await fakeServer(() => ({
    status: 403,
    body: errorXml('AccessDenied', 'Not authorized'),
  }));
  const login = { type: 'web-identity', roleArn: 'arn:aws:iam::1:role/CI', tokenFile: token } as const;
  const { message } = await failure(loginSource(login, 'us-east-1', server.url));
  expect(message).toContain('trust policy');
});

test('no credentials at all is said in one line with what to do', async () => {
  const { code, message } = await failure(loginSource({ type: 'chain' }, 'us-east-1', undefined));
  expect(code).toBe('NoCredentials');
  expect(message).toMatch(/^no AWS credentials: .*aws sso login/);
  expect(message).not.toContain('\n');
});

test('a profile that is not there is named', async () => {
  await config('[profile audit]\nregion = eu-west-1\n');
  const { code, message } = await failure(
    loginSource({ type: 'profile', profile: 'adit' }, 'us-east-1', undefined),
  );
  expect(code).toBe('ProfileUnknown');
  expect(message).toContain('"adit"');
});

test('an environment without keys is said so', async () => {
  const { message } = await failure(loginSource({ type: 'environment' }, 'us-east-1', undefined));
  expect(message).toContain('set AWS_ACCESS_KEY_ID');
});

const given = (minutes: number, now: number) => ({
  accessKeyId: 'A',
  secretAccessKey: 'x',
  expiration: new Date(now + minutes * 60_000),
});

test('credentials are asked for once by many, and again five minutes before they run out', async () => {
  let now = 0;
  let asked = 0;
  const source = refreshed(
    () => {
      asked += 1;
      return Promise.resolve(given(60, now));
    },
    () => now,
  );
  await Promise.all([source(), source(), source()]);
  now = 54 * 60_000;
  await source();
  expect(asked).toBe(1);
  now = 56 * 60_000;
  await source();
  expect(asked).toBe(2);
});

test('a refusal is kept for a minute, an outage is not', async () => {
  let now = 0;
  let asked = 0;
  const failing = (error: Error) =>
    refreshed(
      () => {
        asked += 1;
        return Promise.reject(error);
      },
      () => now,
    );
  const refused = failing(new CredentialError('AssumeRoleDenied', 'no'));
  await expect(refused()).rejects.toThrow('no');
  await expect(refused()).rejects.toThrow('no');
  expect(asked).toBe(1);
  now = 61_000;
  await expect(refused()).rejects.toThrow('no');
  expect(asked).toBe(2);
  const down = failing(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }));
  await expect(down()).rejects.toThrow('down');
  await expect(down()).rejects.toThrow('down');
  expect(asked).toBe(4);
});

test.each([
  ['Pathlight', 'arn:aws:iam::1:role/Pathlight'],
  ['audit/Pathlight', 'arn:aws:iam::1:role/audit/Pathlight'],
  ['/audit/Pathlight', 'arn:aws:iam::1:role/audit/Pathlight'],
  ['arn:aws:iam::2:role/X', 'arn:aws:iam::2:role/X'],
])('the role "%s" is %s', (role, arn) => {
  expect(roleArnIn(role, 'aws', '1')).toBe(arn);
});
