import { describe, expect, it } from 'vitest';
import { canaries } from './redact.canaries.ts';
import { makeRedactor } from './redact.ts';

const redactor = makeRedactor('key of a test');
const text = (value: string): Promise<string> => redactor.scrub(value);
const canary = (format: string): string => canaries(21).find((one) => one.format === format)?.text ?? '';
const github = canary('GitHub token');
const stripe = canary('Stripe key');
const mark = redactor.fingerprint(github);
const base64 = (plain: string): string => Buffer.from(plain).toString('base64');
const encoded = (plain: string): string =>
  [...Buffer.from(plain)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

describe('a percent-encoded secret', () => {
  it.each([
    ['beside a stray %', (s: string) => `at 100% of ${s}`],
    ['beside half a code', (s: string) => `%4 ${s} %`],
    ['beside bytes that are no text', (s: string) => `%ff%c3%28 ${s} %e2%82`],
    ['between letters of other tongues', (s: string) => `caf%C3%A9=${s}&%F0%9F%98%80`],
  ])('is found %s, and what stands around it stays', async (_where, around) => {
    const clean = await text(around(encoded(github)));
    const [before = '', after = ''] = around('\0').split('\0');
    expect(clean.startsWith(before) && clean.endsWith(after)).toBe(true);
    expect(clean.slice(before.length, clean.length - after.length)).toMatch(/^redacted:hmac:[0-9a-f]{16}$/);
  });

  it('is found in a code within a code', async () => {
    const twice = `a=${encodeURIComponent(`u=100%&to=${encoded(github)}`)}`;
    expect(decodeURIComponent(await text(twice))).toMatch(/^a=u=100%&to=redacted:hmac:\w{16}$/);
  });
});

describe('secrets that only different ways of reading show', () => {
  it.each([
    ['as it stands and in percent code', `${stripe} ${encoded(github)} z`],
    ['as it stands and in base64', `${stripe} ${base64(`x=${github}`)} z`],
    ['in percent code and in base64', `${encoded(stripe)} 5% ${base64(`x=${github}`)} z`],
    ['in base64 of percent code', `"${base64(`x=100%&y=${encoded(github)}`)}" ${stripe} z`],
    ['in base64 of base64', `"${base64(`x=${base64(`y='${github}'`)}`)}" ${stripe} z`],
  ])('%s are all cut out', async (_how, source) => {
    const clean = await text(source);
    expect(clean.match(/redacted:hmac:[0-9a-f]{16}/g)).toHaveLength(2);
    expect(clean.replace(/redacted:hmac:[0-9a-f]{16}/g, '').length).toBeLessThan(8);
    expect(await text(clean)).toBe(clean);
  });
});

describe('base64 that holds a secret', () => {
  it('goes whole from the JSON text that it stands in, which stays one', async () => {
    const clean = await text(JSON.stringify({ userData: base64(`export X=${github}\n`), size: 3 }));
    expect(JSON.parse(clean)).toEqual({ userData: expect.stringMatching(/^redacted:hmac:\w{16}$/), size: 3 });
  });

  it.each([['\n'], ['\r\n'], ['\\n'], ['\\r\\n'], ['\n    ']])(
    'goes whole where it is wrapped by %j, and the text around it stays',
    async (wrap) => {
      // The secret lies across two lines.
      const lines = base64(`${'#'.repeat(50)}${github}${'#'.repeat(60)}`).match(/.{1,76}/g) ?? [];
      expect(lines.length).toBeGreaterThan(2);
      const clean = await text(`"begin:${wrap}${lines.join(wrap)}${wrap}the end"`);
      expect(clean.replace(/redacted:hmac:\w{16}/, 'X')).toBe(`"begin:${wrap}X${wrap}the end"`);
    },
  );

  it('is left alone where it holds none', async () => {
    for (const plain of [
      'nothing but a script of some length\n',
      '\u0000\u0001\u0002 some bytes that are no text',
    ])
      expect(await text(`{"a":"${base64(plain)}"}`)).toBe(`{"a":"${base64(plain)}"}`);
  });
});

it('a mark stands for what was cut out, however many looks it took', async () => {
  const told = new Map<string, string>();
  const source = `n-${github}-${encoded(stripe)}-%`;
  const clean = await redactor.scrub(source, { found: (one, secret) => void told.set(one, secret) });
  expect(clean).toContain(mark);
  expect(clean.replace(/redacted:hmac:\w{16}/g, (one) => told.get(one) ?? '')).toBe(source);
});
