/** What needs no server: addresses, and errors as people see them. The rest is in the shared cases. */
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { StoreFull, StoreUnreachable } from '#graph/store/errors.ts';
import { openStore } from '#graph/store/open.ts';
import { addressOf, storeError } from './client.ts';
import { openNeo4j } from './store.ts';

const coded = (code: string, message = 'said') => Object.assign(new Error(message), { code });

describe('a Neo4j that cannot be used', () => {
  it('an address where nothing listens is named, without the password', async () => {
    const error: unknown = await openStore({
      kind: 'neo4j',
      uri: 'bolt://127.0.0.1:1',
      user: 'neo4j',
      password: 'hunter22',
    }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StoreUnreachable);
    expect((error as Error).message).toMatch(/^Neo4j at bolt:\/\/127\.0\.0\.1:1 cannot be reached: check/);
    expect((error as Error).message).not.toContain('hunter22');
  });

  it('a server that speaks something else', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await expect(openNeo4j({ uri: `bolt://127.0.0.1:${port}` })).rejects.toThrow(StoreUnreachable);
    server.close();
  });

  it.each(['http://127.0.0.1:7474', 'not an address', '127.0.0.1:7687'])(
    'an address of another kind: %s',
    async (uri) => {
      await expect(openNeo4j({ uri })).rejects.toThrow(StoreUnreachable);
    },
  );

  it('credentials in an address are not shown', () => {
    expect(addressOf('bolt://me:secret@db.example:7687/x')).toBe('bolt://db.example:7687');
  });

  it.each([
    ['Neo.ClientError.Security.Unauthorized', /refuses the sign-in: check user and password/],
    ['Neo.ClientError.Database.DatabaseNotFound', /no such database: check its name/],
    ['Neo.ClientError.Security.Forbidden', /forbids this user/],
    ['ServiceUnavailable', /cannot be reached/],
  ])('%s says what to do', (code, says) => {
    const error = storeError(coded(code), 'bolt://db:7687');
    expect(error).toBeInstanceOf(StoreUnreachable);
    expect(error.message).toMatch(says);
    expect(error.message).toContain('bolt://db:7687');
  });

  it('a full disk of the server is a full store', () => {
    const error = storeError(
      coded('Neo.DatabaseError.Transaction.TransactionCommitFailed', 'No space left on device'),
      'bolt://db',
    );
    expect(error).toBeInstanceOf(StoreFull);
  });
});
