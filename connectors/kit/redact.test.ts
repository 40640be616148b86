import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canaries } from './redact.canaries.ts';
import { makeRedactor } from './redact.ts';

const redactor = makeRedactor('key of a test');
const text = (value: string): Promise<string> => redactor.scrub(value);
const account = '111122223333';

describe('every format of credential', () => {
  const formats = canaries(7);
  it('is one of at least thirty', () => {
    expect(new Set(formats.map((one) => one.format)).size).toBeGreaterThanOrEqual(60);
    expect(new Set(formats.map((one) => one.format)).size).toBe(formats.length);
  });

  // Read as it stands, its secret would not end before the code of the quote that follows it.
  it.each(['AWS session token', 'AWS presigned address', 'Bearer header', 'GitHub token'])(
    '%s leaves a percent-encoded document the document it was',
    async (format) => {
      const { text: t = '', secret = '' } = formats.find((one) => one.format === format) ?? {};
      const document = { Id: t, Statement: [{ Sid: 'after', Action: 's3:GetObject' }] };
      const clean = decodeURIComponent(await text(encodeURIComponent(JSON.stringify(document))));
      expect(clean).not.toContain(secret);
      expect(JSON.parse(clean)).toEqual({ ...document, Id: expect.stringMatching(/redacted:hmac:/) });
    },
  );

  it.each(formats.map((one) => [one.format, one] as const))(
    '%s is found wherever it stands',
    async (_f, { text: t, secret }) => {
      const contexts = [
        t,
        `see ${t} for it`,
        `arn:aws:sagemaker:eu-west-1:${account}:endpoint/${t}`,
        `name-${t}`,
        `"${t}"`,
        `{"Env":{"X":"${t}"}}`,
        `first line\n${t}\nlast line`,
        `prefix:${t},suffix`,
        `export X=${t}`,
        `{"script":"first\\n${t}\\nlast"}`,
        `https://x.example/?of=100%&was=${encodeURIComponent(t)}`,
        `{"script":"${Buffer.from(`#!/bin/sh\nexport X='${t}'\n`).toString('base64')}","n":1}`,
        wrapped(Buffer.from(`#!/bin/sh\n# ${'-'.repeat(70)}\nexport X='${t}'\n`).toString('base64')),
        JSON.stringify({
          a: wrapped(Buffer.from(`#!/bin/sh\n# ${'-'.repeat(70)}\n${t}\n`).toString('base64')),
        }),
        encodeURIComponent(`{"Sid":"${t}"}`),
        Buffer.from(`#!/bin/sh\nexport X='${t}'\n`).toString('base64'),
      ];
      for (const context of contexts) {
        const clean = await text(context);
        expect(clean, context).not.toContain(secret);
        expect(decodeURIComponentOr(clean), context).not.toContain(secret);
        expect(Buffer.from(clean, 'base64').toString(), context).not.toContain(secret);
        for (const run of clean.match(/[A-Za-z0-9+/]{24,}={0,2}/g) ?? [])
          expect(Buffer.from(run, 'base64').toString(), context).not.toContain(secret.slice(0, 12));
        expect(decodeURIComponentOr(clean)).toMatch(/redacted:hmac:[0-9a-f]{16}/);
      }
      const reply = { Tags: [{ Key: t, Value: 'x' }], map: { [t]: 1 }, deep: [[{ a: t }]] };
      expect(JSON.stringify(await redactor.scrub(reply))).not.toContain(JSON.stringify(secret).slice(1, -1));
    },
  );

  it('is found again with other letters', async () => {
    for (let seed = 100; seed < 130; seed++)
      for (const { format, text: t, secret } of canaries(seed))
        expect(await text(`tag ${t}`), `${format}, seed ${seed}`).not.toContain(secret);
  });
});

/** As mail and `base64` wrap it. */
function wrapped(code: string): string {
  return code.match(/.{1,76}/g)?.join('\n') ?? '';
}

function decodeURIComponentOr(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

describe('what is no secret', () => {
  const hex = (n: number): string => '0123456789abcdef'.repeat(8).slice(0, n);
  it.each([
    `arn:aws:iam::${account}:role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForAmazonSageMakerNotebooks`,
    `arn:aws:s3:::acme-training-data-eu-west-1/datasets/Train2024/CustomerSupportTicketsEnglish`,
    `arn:aws:iam::aws:policy/service-role/AmazonSageMakerServiceCatalogProductsUseRole`,
    `AROAEXAMPLEROLEID1234`,
    `AIDAEXAMPLEUSERID1234`,
    `AKIA${'ABCDEFGHIJKLMNOP'}`,
    `sha256:${hex(64)}`,
    `${account}.dkr.ecr.eu-west-1.amazonaws.com/img@sha256:${hex(64)}`,
    `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    hex(40),
    hex(32),
    '2026-11-20T13:33:58.123Z',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AllowEverybodyToReadPasswordPolicy',
          Effect: 'Allow',
          Principal: '*',
          Action: ['s3:GetObject', 'iam:GetAccountPasswordPolicy', 'secretsmanager:GetSecretValue'],
          Resource: [
            `arn:aws:s3:::acme/*`,
            `arn:aws:secretsmanager:eu-west-1:${account}:secret:prod/db-AbCdEf`,
          ],
          Condition: {
            StringEquals: {
              'aws:SourceVpce': 'vpce-0a1b2c3d4e5f6a7b8',
              'aws:PrincipalOrgID': 'o-abcdefghij',
            },
          },
        },
      ],
    }),
    'OpenAI and Anthropic keys are stored in Secrets Manager; the password is rotated every 30 days.',
    'password: ${DB_PASSWORD}',
    'password={{resolve:secretsmanager:prod/db:SecretString:password}}',
    'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/demo',
    '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourcegroups/rg/providers/microsoft.machinelearningservices/workspaces/ws',
    '//aiplatform.googleapis.com/projects/123456789012/locations/us-central1/endpoints/1234567890123456789',
    'anthropic.claude-3-5-sonnet-20241022-v2:0',
  ])('%s stays', async (value) => {
    expect(await text(value)).toBe(value);
  });

  it('comes back as the very same object when nothing was found', async () => {
    const reply = { a: ['some longer text'], n: 1, b: 2n, u: undefined };
    expect(await redactor.scrub(reply)).toBe(reply);
  });
});

it("takes an adversary's text in its stride", async () => {
  for (const piece of [
    'eyJa',
    '-eyJ',
    'eyJa.',
    '.eyJaaaaaaaaaaaa',
    'password=a,',
    'token:"\\\\',
    '%41%',
    'aaaaaaaaaaaaaaaaaaaaaaaa\\n',
  ]) {
    const started = performance.now();
    await text(piece.repeat(120_000 / piece.length));
    // Seconds where a pattern is quadratic in this.
    expect(performance.now() - started, piece).toBeLessThan(2000);
  }
});

describe('a fingerprint', () => {
  const [one] = canaries(3);
  const secret = one?.text ?? '';
  it('is equal in two runs and differs under another key', async () => {
    const a = await makeRedactor('k1').scrub(secret);
    expect(await makeRedactor('k1').scrub(secret)).toBe(a);
    expect(await makeRedactor('k2').scrub(secret)).not.toBe(a);
    expect(a).toMatch(/^redacted:hmac:[0-9a-f]{16}$/);
  });

  it('is left alone by a second pass, whatever stands around it', async () => {
    for (const { text: t } of canaries(11)) {
      const once = await text(`x=${t}; name-${t} {"y":"${t}"}`);
      expect(await text(once)).toBe(once);
    }
  });

  it('does not hide a real secret that stands beside it', async () => {
    const mark = redactor.fingerprint('x');
    for (const { text: t, secret: s } of canaries(12)) expect(await text(`${mark} ${t}`)).not.toContain(s);
  });

  it('is told of with what it stands for', async () => {
    const told = new Map<string, string>();
    const clean = await redactor.scrub(
      { Name: `n-${secret}` },
      { found: (mark, s) => void told.set(mark, s) },
    );
    expect(clean.Name.replace(/redacted:hmac:\w+/, (mark) => told.get(mark) ?? '')).toBe(`n-${secret}`);
  });
});

describe('fields declared secret', () => {
  it('lose every leaf, through lists and maps, and keep their keys', async () => {
    const reply = {
      Environment: { Variables: { A: 'plain', B: '', C: null } },
      List: [{ Env: [{ name: 'x', value: 'v1' }] }, { Env: [{ name: 'y', value: 'v2' }] }],
      Kept: 'plain',
    };
    const clean = await redactor.scrub<unknown>(reply, {
      secretFields: ['Environment.Variables.*', 'List.Env.value', 'Nowhere.x'],
    });
    const f = (s: string): string => redactor.fingerprint(s);
    expect(clean).toEqual({
      Environment: { Variables: { A: f('plain'), B: '', C: null } },
      List: [{ Env: [{ name: 'x', value: f('v1') }] }, { Env: [{ name: 'y', value: f('v2') }] }],
      Kept: 'plain',
    });
  });

  it('lose what lies deeper than the path, and stars stand for list elements and keys', async () => {
    const clean = await redactor.scrub<unknown>(
      { a: { b: { c: ['x', { d: 7 }] } }, l: [['q']] },
      { secretFields: ['a.*', 'l.*.*'] },
    );
    const f = (s: string): string => redactor.fingerprint(s);
    expect(clean).toEqual({ a: { b: { c: [f('x'), { d: f('7') }] } }, l: [[f('q')]] });
  });
});

it('comments of secretlint in a reply switch nothing off', async () => {
  const [canary] = canaries(5).filter((one) => one.format === 'GitHub token');
  expect(await text(`/* secretlint-disable */ ${canary?.text}`)).not.toContain(canary?.text ?? 'none');
});

it('keeps the shape of any JSON, hostile keys included', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (value) => {
      expect(await redactor.scrub(value)).toEqual(value);
    }),
    { numRuns: 60 },
  );
  const hostile: unknown = JSON.parse(`{"__proto__":{"x":"${canaries(2)[0]?.text}"},"constructor":"y"}`);
  const clean = await redactor.scrub(hostile);
  expect(Object.getPrototypeOf(clean)).toBe(Object.prototype);
  expect(JSON.stringify(clean)).toMatch(/^\{"__proto__":\{"x":"redacted:hmac:/);
});

it('refuses what is nested beyond reason', async () => {
  const deep: unknown = JSON.parse('['.repeat(5000) + ']'.repeat(5000));
  await expect(redactor.scrub(deep)).rejects.toThrow(RangeError);
});

it('takes a listing of 10,000 items in its stride', async () => {
  const page = Array.from({ length: 10_000 }, (_, i) => ({
    Arn: `arn:aws:sagemaker:eu-west-1:${account}:endpoint/endpoint-number-${i}`,
    Name: `endpoint-number-${i}`,
    Digest: `sha256:${'ab'.repeat(32)}`,
    At: '2026-01-01T00:00:00.000Z',
  }));
  const started = performance.now();
  expect(await redactor.scrub(page)).toBe(page);
  // Sanity only, far above what it takes: quadratic behaviour would need minutes.
  expect(performance.now() - started).toBeLessThan(20_000);
});
