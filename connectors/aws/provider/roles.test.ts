import { expect, test } from 'vitest';
import { account, assumeXml, errorXml, providerOn, scope } from './fake-server.ts';

test('another account is reached by its role, with the external id, and asked for once by many calls', async () => {
  const other = { ...scope, account: '444455556666' };
  await using t = await providerOn(
    ['sagemaker:ListEndpoints'],
    (seen) =>
      seen.operation === 'sts:AssumeRole'
        ? { body: assumeXml('ASIAOTHER', new Date(Date.now() + 3_600_000)) }
        : { body: { Endpoints: [] } },
    { assume: { role: 'audit/Pathlight', externalId: 'ext-1', sessionName: 'scan' } },
  );
  await Promise.all(
    ['eu-west-1', 'us-east-1', 'us-east-2'].map((region) =>
      t.send('sagemaker:ListEndpoints', {}, { ...other, region }),
    ),
  );
  await t.send('sagemaker:ListEndpoints');
  const assumed = t.server.seen.filter((s) => s.operation === 'sts:AssumeRole');
  expect(assumed).toHaveLength(1);
  const asked = new URLSearchParams(assumed[0]?.body);
  expect(asked.get('RoleArn')).toBe('arn:aws:iam::444455556666:role/audit/Pathlight');
  expect(asked.get('ExternalId')).toBe('ext-1');
  expect(asked.get('RoleSessionName')).toBe('scan');
  const keys = t.server.seen.filter((s) => s.operation === 'sagemaker:ListEndpoints').map((s) => s.accessKey);
  expect(keys.toSorted()).toEqual(['AKIABASE', 'ASIAOTHER', 'ASIAOTHER', 'ASIAOTHER']);
});

test('credentials of a role are renewed before they run out', async () => {
  let given = 0;
  await using t = await providerOn(
    ['sagemaker:ListEndpoints'],
    (seen) => {
      if (seen.operation !== 'sts:AssumeRole') return { body: { Endpoints: [] } };
      given += 1;
      const minutesLeft = given === 1 ? 4 : 60;
      return { body: assumeXml(`ASIA${given}`, new Date(Date.now() + minutesLeft * 60_000)) };
    },
    { assume: { role: 'Pathlight' } },
  );
  const other = { ...scope, account: '444455556666' };
  for (let i = 0; i < 3; i += 1) await t.send('sagemaker:ListEndpoints', {}, other);
  expect(t.server.seen.findLast((s) => s.operation === 'sagemaker:ListEndpoints')?.accessKey).toBe('ASIA2');
  expect(given).toBe(2);
});

test('a hub role comes first and every other role from it', async () => {
  await using t = await providerOn(
    ['sagemaker:ListEndpoints'],
    (seen) => {
      if (seen.operation !== 'sts:AssumeRole') return { body: { Endpoints: [] } };
      const hub = seen.body.includes('Hub');
      return { body: assumeXml(hub ? 'ASIAHUB' : 'ASIASPOKE', new Date(Date.now() + 3_600_000)) };
    },
    { via: { role: `arn:aws:iam::${account}:role/Hub` }, assume: { role: 'Spoke' } },
  );
  await t.send('sagemaker:ListEndpoints', {}, { ...scope, account: '444455556666' });
  expect(t.server.seen.map((s) => [s.operation, s.accessKey])).toEqual([
    ['sts:AssumeRole', 'AKIABASE'],
    ['sts:GetCallerIdentity', 'ASIAHUB'],
    ['sts:AssumeRole', 'ASIAHUB'],
    ['sagemaker:ListEndpoints', 'ASIASPOKE'],
  ]);
});

test('a role that may not be taken on is named, with what to do, and ends the account', async () => {
  await using t = await providerOn(
    ['sagemaker:ListEndpoints'],
    () => ({ status: 403, body: errorXml('AccessDenied', 'not authorized to perform: sts:AssumeRole') }),
    { assume: { role: 'Pathlight' } },
  );
  const other = { ...scope, account: '444455556666' };
  const failure = await t.failure('sagemaker:ListEndpoints', {}, other);
  expect(failure).toMatchObject({
    outcome: 'denied',
    code: 'AssumeRoleDenied',
    credentials: true,
    retry: false,
  });
  expect(failure.message).toContain('arn:aws:iam::444455556666:role/Pathlight');
  expect(failure.message).toContain('trust policy');
  await t.failure('sagemaker:ListEndpoints', {}, other);
  expect(t.server.seen.filter((s) => s.operation === 'sts:AssumeRole')).toHaveLength(1);
});

test('a role that could not be asked for because of throttling is worth asking again', async () => {
  await using t = await providerOn(
    ['sagemaker:ListEndpoints'],
    () => ({ status: 400, body: errorXml('Throttling', 'Rate exceeded') }),
    { assume: { role: 'Pathlight' } },
  );
  const failure = await t.failure('sagemaker:ListEndpoints', {}, { ...scope, account: '444455556666' });
  expect(failure).toMatchObject({ outcome: 'throttled', retry: true });
  expect(failure.credentials).toBeUndefined();
});

test('without a role another account is out of reach and nothing is sent to it', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints'], () => ({ body: { Endpoints: [] } }));
  const failure = await t.failure('sagemaker:ListEndpoints', {}, { ...scope, account: '444455556666' });
  expect(failure).toMatchObject({ outcome: 'denied', code: 'NoRole', credentials: true });
  expect(t.server.seen.map((s) => s.operation)).toEqual(['sts:GetCallerIdentity']);
});
