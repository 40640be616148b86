import { expect, test } from 'vitest';
import { fakeServer } from './fake-server.ts';
import { awsProvider } from './provider.ts';
import { withTimes } from './times.ts';

const login = { type: 'keys', accessKeyId: 'AKIA', secretAccessKey: 'x' } as const;
const scope = { cloud: 'aws', partition: 'aws', account: '', region: 'eu-west-1' } as const;
const body = (time: unknown) => ({
  agentSummaries: [{ agentId: 'A', agentName: 'a', agentStatus: 'PREPARED', updatedAt: time }],
});

test.each([
  ['2026-03-01T09:00:00.000Z', '2026-03-01T09:00:00.000Z'],
  ['2026-03-01 09:00:00', '2026-03-01T09:00:00.000Z'],
  ['2026-03-01T09:00:00.25', '2026-03-01T09:00:00.250Z'],
  [1772355600, '2026-03-01T09:00:00.000Z'],
  [1772355600.5, '2026-03-01T09:00:00.500Z'],
])("a server of the operator's own may write a time as %j", async (sent, read) => {
  await using server = await fakeServer(() => ({ body: body(sent) }));
  const provider = awsProvider({
    allowed: new Set(['bedrock-agent:ListAgents']),
    login,
    endpointUrl: server.url,
  });
  const reply = await provider.send({
    operation: 'bedrock-agent:ListAgents',
    input: {},
    scope,
    signal: AbortSignal.timeout(5000),
  });
  expect(reply.body).toMatchObject(body(read));
  await provider.close();
});

test.each([['soon'], [true], [Number.MAX_VALUE], [{}]])(
  'what is no time, like %j, stays unreadable',
  async (sent) => {
    await using server = await fakeServer(() => ({ body: body(sent) }));
    const provider = awsProvider({
      allowed: new Set(['bedrock-agent:ListAgents']),
      login,
      endpointUrl: server.url,
    });
    const error = await provider
      .send({
        operation: 'bedrock-agent:ListAgents',
        input: {},
        scope,
        signal: AbortSignal.timeout(5000),
      })
      .catch((thrown: unknown) => thrown);
    expect(provider.classify(error)).toMatchObject({ outcome: 'unreadable' });
    await provider.close();
  },
);

test('times are found in lists and maps; everything else stays to the byte', () => {
  const inner = [3, 'n', 'Inner', 0, ['at', 'count'], [5, 1]];
  const schema = () => [
    3,
    'n',
    'Outer',
    0,
    ['times', 'byName', 'inner'],
    [() => 64 + 5, [2, 'n', 'Map', 0, 0, () => inner], [() => inner, 0]],
  ];
  const mend = (text: string) => withTimes(schema, Buffer.from(text)).toString();
  expect(
    mend('{"times":[0,"2026-01-01 00:00:00"],"byName":{"x":{"at":1,"count":1}},"inner":{"at":2},"other":3}'),
  ).toBe(
    '{"times":["1970-01-01T00:00:00.000Z","2026-01-01T00:00:00Z"],"byName":{"x":{"at":"1970-01-01T00:00:01.000Z","count":1}},"inner":{"at":"1970-01-01T00:00:02.000Z"},"other":3}',
  );
  for (const same of [
    '{ "inner": {"count": 12345678901234567890} }',
    '[1]',
    'null',
    '{"times":7,"byName":[1]}',
    '<html>',
  ])
    expect(mend(same)).toBe(same);
});
