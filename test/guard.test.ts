import { execFile } from 'node:child_process';
import dgram from 'node:dgram';
import dns, { promises as dnsPromises, lookup } from 'node:dns';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isLoopback, takeRefusals } from './guard.ts';

/** Documentation addresses (RFC 5737, RFC 3849): nothing answers there, so without the guard these would time out. */
const far = '203.0.113.1';
const far6 = '2001:db8::1';
const leaves = /tried to leave the machine: .* to (203\.0\.113\.1|2001:db8::1|example\.com|127\.0\.0\.1)/;

async function failure(emitter: NodeJS.EventEmitter): Promise<Error> {
  const [error] = (await once(emitter, 'error')) as [Error];
  return error;
}

async function listening(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('what leaves the machine is refused, and named', () => {
  test.for([
    ['net.connect(port, host)', () => failure(net.connect(443, far))],
    ['net.connect({ host })', () => failure(net.connect({ port: 443, host: far }))],
    ['net.connect over IPv6', () => failure(net.connect({ port: 443, host: far6 }))],
    ['net.connect by name', () => failure(net.connect({ port: 443, host: 'example.com' }))],
    ['socket.connect', () => failure(new net.Socket().connect(443, far))],
    ['tls.connect', () => failure(tls.connect({ port: 443, host: far }))],
    ['http.get', () => failure(http.get({ host: 'example.com', port: 80 }))],
    ['http2.connect', () => failure(http2.connect(`https://${far}`))],
  ] as const)('%s', async ([, attempt]) => {
    expect((await attempt()).message).toMatch(leaves);
    expect(takeRefusals()).toHaveLength(1);
  });

  test('fetch', async () => {
    await expect(fetch('http://example.com/')).rejects.toMatchObject({
      cause: { message: expect.stringMatching(leaves) },
    });
    expect(takeRefusals().length).toBeGreaterThan(0);
  });

  test('dns.lookup, with a callback and as a promise', async () => {
    await expect(promisify(lookup)('example.com')).rejects.toThrow(leaves);
    await expect(dnsPromises.lookup('example.com')).rejects.toThrow(leaves);
    expect(takeRefusals()).toHaveLength(2);
  });

  test('every query to a name server, even for a name that is local', async () => {
    await expect(promisify(dns.resolve4)('example.com')).rejects.toThrow(leaves);
    await expect(dnsPromises.resolveTxt('example.com')).rejects.toThrow(leaves);
    await expect(new dnsPromises.Resolver().resolve4('example.com')).rejects.toThrow(leaves);
    const resolver = new dns.Resolver();
    await expect(promisify(resolver.reverse.bind(resolver))('127.0.0.1')).rejects.toThrow(leaves);
    await expect(promisify(resolver.resolveMx.bind(resolver))('example.com')).rejects.toThrow(leaves);
    expect(takeRefusals()).toHaveLength(5);
  });

  test('datagrams, sent or connected', () => {
    const socket = dgram.createSocket('udp4');
    try {
      expect(() => socket.send('x', 53, far)).toThrow(leaves);
      expect(() => socket.send(Buffer.from('xy'), 0, 1, 53, 'example.com')).toThrow(leaves);
      expect(() => socket.connect(53, far)).toThrow(leaves);
      expect(takeRefusals()).toHaveLength(3);
    } finally {
      socket.close();
    }
  });

  test('a child process that is Node', async () => {
    const script = `require('net').connect(443, '${far}').on('error', (e) => console.log(e.message))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
    expect(stdout).toMatch(leaves);
  });
});

describe('what stays on the machine works', () => {
  test.for(['127.0.0.1', 'localhost'])('http to %s', async (host) => {
    const server = http.createServer((_, response) => response.end('here'));
    const port = await listening(server);
    try {
      const reply = await fetch(`http://${host}:${port}/`);
      expect(await reply.text()).toBe('here');
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  test('a Unix socket', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'guard-'));
    const server = net.createServer((socket) => socket.end('here'));
    try {
      server.listen(path.join(folder, 's'));
      await once(server, 'listening');
      const socket = net.connect(path.join(folder, 's'));
      const [data] = (await once(socket, 'data')) as [Buffer];
      expect(data.toString()).toBe('here');
      socket.destroy();
    } finally {
      server.close();
      await fs.rm(folder, { recursive: true });
    }
  });

  test('a lookup of localhost and a datagram to 127.0.0.1', async () => {
    const found = await dnsPromises.lookup('localhost');
    expect(isLoopback(found.address)).toBe(true);
    const [receiver, sender] = [dgram.createSocket('udp4'), dgram.createSocket('udp4')];
    receiver.bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    sender.send('here', receiver.address().port, '127.0.0.1');
    const [message] = (await once(receiver, 'message')) as [Buffer];
    expect(message.toString()).toBe('here');
    receiver.close();
    sender.close();
  });
});

test.for([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['[::1]', true],
  ['0:0:0:0:0:0:0:1', true],
  ['::ffff:127.0.0.1', true],
  ['LOCALHOST', true],
  ['::ffff:10.0.0.1', false],
  ['10.127.0.1', false],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
  ['127.0.0.1.example.com', false],
  ['localhost.example.com', false],
  ['', false],
] as const)('isLoopback(%s) is %s', ([host, expected]) => {
  expect(isLoopback(host)).toBe(expected);
});

test('the developer’s own clouds are out of reach', () => {
  const left = Object.keys(process.env).filter((name) => /^(AWS|AZURE|GOOGLE)_/.test(name));
  expect(left.sort()).toEqual([
    'AWS_CONFIG_FILE',
    'AWS_EC2_METADATA_DISABLED',
    'AWS_SHARED_CREDENTIALS_FILE',
  ]);
  expect(process.env['AWS_EC2_METADATA_DISABLED']).toBe('true');
});
