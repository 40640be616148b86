import { expect, test } from 'vitest';
import { hostOf, inboundAuth } from './_parts.ts';
import { privately, schemaKind, target, toolsOf, typeOf } from './_target.ts';

/** How a member that the client does not know comes in: without any that it knows. */
const newer = {};

test('what is newer than our lists is unknown, never "none"', () => {
  expect([inboundAuth(undefined), inboundAuth(newer)]).toEqual(['iam', null]);
  expect([privately(undefined), privately(newer)]).toEqual(['none', null]);
  expect(typeOf(target.parse(newer))).toBeNull();
  expect(schemaKind(target.parse({ mcp: { openApiSchema: newer } }))).toBeNull();
});

test.each([
  ['mcp: an inline schema', { mcp: { smithyModel: { inlinePayload: '{}' } } }, 'SMITHY_MODEL', 'inline'],
  ['mcp: a connector', { mcp: { connector: { source: { connectorId: 'web' } } } }, 'CONNECTOR', 'none'],
  [
    'http: a connector',
    { http: { connector: { source: { connectorId: 'web' } } } },
    'HTTP_CONNECTOR',
    'none',
  ],
  [
    'a connector to models',
    { inference: { connector: { source: { connectorId: 'x' } } } },
    'CONNECTOR',
    'none',
  ],
  [
    'a runtime with a schema',
    {
      http: {
        agentcoreRuntime: {
          arn: 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/a-aaaaaaaaaa',
          schema: { source: { s3: { uri: 's3://schemas/a.json' } } },
        },
      },
    },
    'AGENTCORE_RUNTIME',
    's3',
  ],
])('%s is told by its place in the answer', (_what, configuration, type, schema) => {
  const parsed = target.parse(configuration);
  expect([typeOf(parsed), schemaKind(parsed), toolsOf(parsed)]).toEqual([type, schema, null]);
});

test.each([
  [undefined, 'none'],
  ['', 'none'],
  ['https://Login.Example.com:8443/a?b', 'login.example.com'],
])('the host of %s is %s', (address, host) => expect(hostOf(address)).toBe(host));
