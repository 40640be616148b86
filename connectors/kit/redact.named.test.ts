import { describe, expect, it } from 'vitest';
import { makeRedactor } from './redact.ts';

const redactor = makeRedactor('key of a test');
const text = (value: string): Promise<string> => redactor.scrub(value);
const hidden = /redacted:hmac:[0-9a-f]{16}/g;
const account = '111122223333';
// Put together here, so that no line of this file reads like a credential.
const odd = ['Tr0ub4dor', '3xyz', 'rest'];

describe('a value behind a name that says that it is secret', () => {
  it.each([
    ['password=@', odd.join('&')],
    ['password=@;Encrypt=true', odd.join(',')],
    ['Password=@;Trusted Connection=yes', odd.join(';')],
    ['https://x.example/?password=@&user=bob', odd.join('&')],
    ['pwd: @ and more', odd.join('(')],
    ['{"password": "@"}', odd.join(',')],
    ['{"password": "@", "user": "bob"}', odd.join('&')],
    ['{"password":"@"}', odd.join(' with a blank ')],
    ["password='@'", odd.join('"')],
    ['{"password":"@"}', odd.join('\\"')],
    [String.raw`{"env":"{\"password\":\"@\",\"a\":1}"}`, odd.join(';,')],
    ['{"api-key":"@","a":[1]}', odd.join('{')],
    ['passphrase=@', odd.join('-')],
    ['secret: @', odd.join('_')],
    ['token: @', odd.join('.')],
    ['MY_TOKEN="@"', odd.join('+')],
    ['db-secret => @', odd.join('!')],
    [String.raw`{"env":"A=1\npwd=@\nB=2"}`, odd.join('_')],
    [String.raw`{"env":"A=1\ntoken=@\nB=2"}`, odd.join('_')],
  ])('%s is hidden to its end, and nothing but it', async (around, value) => {
    const clean = await text(around.replace('@', value));
    expect(clean.replace(hidden, '@')).toBe(around);
    expect(await text(clean)).toBe(clean);
  });

  it('is hidden in a list of numbers without harm to the document', async () => {
    const clean = await text('{"password":12345678,"list":[{"pwd":87654321},{"a":1}]}');
    expect(clean.replace(hidden, '0')).toBe('{"password":0,"list":[{"pwd":0},{"a":1}]}');
  });
});

describe('a pair', () => {
  const value = odd.join(' ');
  it.each([
    [{ Key: 'db-password', Value: value }],
    [{ key: 'DB_PASSWORD', value }],
    [{ name: 'STRIPE_API_KEY', value }],
    [{ ParameterKey: 'MasterPassword', ParameterValue: value }],
    [{ Name: 'ci.secret', Value: odd.join('') }],
  ])('%j loses its value and keeps its name', async (pair) => {
    const clean: Record<string, string> = await redactor.scrub<Record<string, string>>(pair);
    const [name, secret] = Object.keys(pair);
    expect(clean[name ?? '']).toBe(Object.values(pair)[0]);
    expect(clean[secret ?? '']).toBe(redactor.fingerprint(Object.values(pair)[1] ?? ''));
    expect(await redactor.scrub(clean)).toBe(clean);
  });

  it('in a list, or a map of names, leaves the others alone', async () => {
    const clean = await redactor.scrub({
      Tags: [
        { Key: 'team', Value: 'search-2' },
        { Key: 'db-password', Value: value },
      ],
      Map: { team: 'search-2', dbPassword: value },
    });
    const mark = redactor.fingerprint(value);
    expect(clean).toEqual({
      Tags: [
        { Key: 'team', Value: 'search-2' },
        { Key: 'db-password', Value: mark },
      ],
      Map: { team: 'search-2', dbPassword: mark },
    });
  });
});

describe('what only looks like a named secret', () => {
  it.each([
    `arn:aws:secretsmanager:eu-west-1:${account}:secret:prod/Db2-AbCdE1`,
    `{"Resource":"arn:aws:secretsmanager:eu-west-1:${account}:secret:prod/Db2-AbCdE1"}`,
    'secret: prod/db2-AbCdE1',
    'token: 0b1f6471-1bf0-4dda-aec3-cb9272f09590',
    `secret: sha256:${'0123456789abcdef'.repeat(4)}`,
    `next_token=${odd.join('')}`,
    'max_tokens: 4096000000',
    'https://token.actions.githubusercontent.com:443/abcdefgh1',
    'Read the secret: nothing of it is kept, and the token: neither.',
    '{"aws:TokenIssueTime":"2026-01-01T00:00:00Z","token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}',
    '{"password":"{{resolve:ssm-secure:prod-db-1}}","secret":null,"token":true}',
    'password: ${DB_PASSWORD_1}',
  ])('%s stays', async (value) => {
    expect(await text(value)).toBe(value);
  });

  it.each([
    [{ Key: 'db-password', Value: 'arn:aws:ssm:eu-west-1:111122223333:parameter/db' }],
    [{ Key: 'password-rotation', Value: 'every 30 days' }],
    [{ Key: 'has-password', Value: 'enabled' }],
    [{ NextToken: odd.join(''), SecretArn: 'prod/db2-AbCdE1', PasswordLastUsed: '2026-01-01T00:00:00Z' }],
    [{ Key: 'models/v2/weights.bin', Value: 'rev-20260101' }],
  ])('%j stays', async (value) => {
    expect(await redactor.scrub<unknown>(value)).toBe(value);
  });
});
