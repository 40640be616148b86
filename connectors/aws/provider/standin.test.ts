/** The provider and the stand-in must agree on every operation that a kind declares: two readings of the same schemas. */
import { expect, test } from 'vitest';
import { kinds as all } from '#connectors/catalogue.generated.ts';
import type { At } from '#connectors/kit/define.ts';
import { startAwsStandin } from '#connectors/standin/aws/server.ts';
import { bind } from './operations.ts';
import { awsProvider } from './provider.ts';

const account = '111122223333';
const at: At = { cloud: 'aws', partition: 'aws', organization: 'o-1', account, region: 'eu-west-1' };

test('every operation that a kind declares is one of its service', async () => {
  const operations = all.flatMap((k) => [k.list, ...Object.values(k.reads)].map((asks) => asks.operation));
  expect(operations.length).toBeGreaterThan(20);
  for (const operation of new Set(operations)) expect((await bind(operation)).command).toBeTypeOf('function');
});

test('every listing of an empty account is read whole, or answered with a code of the cloud', async () => {
  const kinds = all.filter((kind) => kind.head.under === undefined);
  const operations = new Set(kinds.map((kind) => kind.list.operation));
  const standin = await startAwsStandin({
    estate: { pieces: [{ account, region: 'eu-west-1' }] },
    readOnly: operations,
    accounts: { AKIATEST: account },
  });
  const provider = awsProvider({
    allowed: operations,
    login: { type: 'keys', accessKeyId: 'AKIATEST', secretAccessKey: 'x' },
    endpointUrl: standin.url,
  });
  const wrong: string[] = [];
  for (const { list } of kinds) {
    const scope = { cloud: 'aws', partition: 'aws', account, region: 'eu-west-1' } as const;
    const call = {
      operation: list.operation,
      input: list.input?.(at) ?? {},
      scope,
      signal: AbortSignal.timeout(5000),
    };
    const [first = ''] = list.items.split('.');
    await provider.send(call).then(
      ({ body }) => {
        const shown = typeof body === 'object' && body !== null && first in body;
        if (first !== '' && !shown) wrong.push(`${list.operation}: no ${first} in ${JSON.stringify(body)}`);
      },
      (error: unknown) => {
        const { code, outcome, message } = provider.classify(error);
        const accepted = [...(list.absent ?? []), ...(list.notConfigured?.codes ?? [])];
        if (!accepted.some((c) => (typeof c === 'string' ? c : c.code) === code))
          wrong.push(`${list.operation}: ${outcome} ${code} ${message}`);
      },
    );
  }
  await provider.close();
  await standin.close();
  expect(wrong).toEqual([]);
});
