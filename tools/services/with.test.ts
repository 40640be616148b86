import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const withServices = fileURLToPath(import.meta.resolve('./with.ts'));
const node = process.execPath;

/** A redis-server of our own in the PATH: it listens and answers PING, and says where it is in `started`. */
const fakeRedis = (folder: string, body = '') => `#!${node}
const [first, ...args] = process.argv.slice(2);
if (first === '--version') { console.log('Redis server v=7.0.15 sha=0'); process.exit(0); }
const option = (name) => [first, ...args][[first, ...args].indexOf(name) + 1];
${body}
require('fs').writeFileSync(${JSON.stringify(path.join(folder, 'started'))}, process.pid + ' ' + option('--dir'));
require('net').createServer((socket) => socket.on('data', () => socket.end('+PONG\\r\\n'))).on('error', () => {})
  .listen(Number(option('--port')), '127.0.0.1');
`;

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pathlight-with-'));
  for (const tool of ['sh', 'rm']) fs.symlinkSync(`/bin/${tool}`, path.join(folder, tool));
  install(fakeRedis(folder));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const install = (script: string) =>
  fs.writeFileSync(path.join(folder, 'redis-server'), script, { mode: 0o755 });
const env = (more: NodeJS.ProcessEnv = {}) => ({ ...process.env, PATH: folder, CI: '', ...more });

async function run(args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const options = { env: env(more) };
  try {
    const { stdout, stderr } = await promisify(execFile)(node, [withServices, ...args], options);
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code, stdout, stderr } = Object.assign({ code: -1, stdout: '', stderr: '' }, error);
    return { code, stdout, stderr };
  }
}

const started = () => {
  const [pid = '', data = ''] = fs.readFileSync(path.join(folder, 'started'), 'utf8').split(' ');
  return { pid: Number(pid), data };
};
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A zombie that nobody has waited for yet is as good as gone.
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
async function expectNothingLeft(): Promise<void> {
  const { pid, data } = started();
  for (const until = Date.now() + 5_000; Date.now() < until && (alive(pid) || fs.existsSync(data)); ) {
    await sleep(20);
  }
  expect(alive(pid)).toBe(false);
  expect(fs.existsSync(path.dirname(data))).toBe(false);
}

/** Starts a command that never ends, beside the service; gives what both are when they run. */
async function endless(): Promise<{ readonly outer: ChildProcess; readonly inner: number }> {
  const script = 'console.log(process.pid); setInterval(() => {}, 1000)';
  const outer = spawn(node, [withServices, '--only', 'redis', '--', node, '-e', script], {
    env: env(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface(outer.stdout), 'line')) as [string];
  expect(alive(started().pid)).toBe(true);
  return { outer, inner: Number(line) };
}

describe('a command beside a service', () => {
  test('gets the address in its environment, and nothing stays behind', async () => {
    const script = `
      const { port, hostname } = new URL(process.env.PATHLIGHT_TEST_REDIS_URL);
      require('net').connect(port, hostname).on('data', (data) => { process.stdout.write(data); process.exit(); }).write('x');`;
    const { code, stdout } = await run(['--only', 'redis', '--', node, '-e', script]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '+PONG\r\n' });
    await expectNothingLeft();
  });

  test('decides the exit code', async () => {
    expect((await run(['--only', 'redis', '--', node, '-e', 'process.exit(7)'])).code).toBe(7);
    await expectNothingLeft();
    expect(
      (await run(['--only', 'redis', '--', node, '-e', "process.kill(process.pid, 'SIGTERM')"])).code,
    ).toBe(143);
    await expectNothingLeft();
  });

  test('that does not exist is an error, and nothing stays behind', async () => {
    const { code, stderr } = await run(['--only', 'redis', '--', 'no-such-command']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no-such-command/);
    await expectNothingLeft();
  });

  test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends with it on %s', async (signal) => {
    const { outer, inner } = await endless();
    outer.kill(signal);
    const [code] = (await once(outer, 'exit')) as [number];
    expect(code).toBe(128 + os.constants.signals[signal]);
    expect(alive(inner)).toBe(false);
    await expectNothingLeft();
  });

  test('is not begun if the signal comes while the service is being set up', async () => {
    const log = path.join(folder, 'asked');
    const slow = `require('node:fs').writeFileSync(${JSON.stringify(log)}, String(process.pid)); setTimeout(() => {}, 60_000);`;
    install(`#!${node}\n${slow}`);
    const outer = spawn(node, [withServices, '--only', 'redis', '--', node, '-e', 'console.log("begun")'], {
      env: env(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const output: Buffer[] = [];
    outer.stdout.on('data', (data: Buffer) => output.push(data));
    while (!fs.existsSync(log) || fs.readFileSync(log, 'utf8') === '') await sleep(20);
    outer.kill('SIGTERM');
    const [code] = (await once(outer, 'exit')) as [number];
    expect({ code, output }).toEqual({ code: 143, output: [] });
    expect(alive(Number(fs.readFileSync(log, 'utf8')))).toBe(false);
  });

  test('leaves no service behind even if everything else is killed', async () => {
    const { outer, inner } = await endless();
    outer.kill('SIGKILL');
    process.kill(inner, 'SIGKILL');
    await expectNothingLeft();
  });
});

describe('a service', () => {
  const nothing = [
    '--only',
    'redis',
    '--',
    node,
    '-e',
    'console.log(String(process.env.PATHLIGHT_TEST_REDIS_URL))',
  ];

  test('that cannot be had is left out with one line that says why', async () => {
    fs.rmSync(path.join(folder, 'redis-server'));
    const { code, stdout, stderr } = await run(nothing, { PATHLIGHT_TEST_REDIS_URL: 'redis://127.0.0.1:1' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'undefined\n' });
    expect(stderr).toMatch(/^services: redis is left out: redis-server is not installed.*\n$/);
  });

  test('that cannot be had is a failure in CI', async () => {
    fs.rmSync(path.join(folder, 'redis-server'));
    const { code, stdout, stderr } = await run(nothing, { CI: 'true' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^services: redis: redis-server is not installed/);
  });

  test('that is too old is left out', async () => {
    install(`#!${node}\nconsole.log('Redis server v=6.0.16')`);
    expect((await run(nothing)).stderr).toMatch(/redis is left out: it needs Redis 6\.2, this is .*6\.0\.16/);
  });

  test('that dies at once is an error with what it said, tried on three ports', async () => {
    const log = path.join(folder, 'ports');
    const dies = `require('fs').appendFileSync(${JSON.stringify(log)}, option('--port') + '\\n');
      console.error('out of luck'); process.exit(3);`;
    install(fakeRedis(folder, dies));
    const { code, stderr } = await run(nothing);
    expect(code).toBe(1);
    expect(stderr).toMatch(/redis: Error: it did not start: .*\n.*out of luck/);
    expect(fs.readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(3);
  });

  test('that loses its port to somebody else gets another one', async () => {
    const log = path.join(folder, 'ports');
    const diesOnce = `const fs = require('fs');
      fs.appendFileSync(${JSON.stringify(log)}, option('--port') + '\\n');
      if (fs.readFileSync(${JSON.stringify(log)}, 'utf8').trim().split('\\n').length === 1) process.exit(1);`;
    install(fakeRedis(folder, diesOnce));
    const { code, stdout } = await run(nothing);
    const ports = fs.readFileSync(log, 'utf8').trim().split('\n');
    expect(ports).toHaveLength(2);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `redis://127.0.0.1:${ports[1]}\n` });
    await expectNothingLeft();
  });
});

test.for([
  [[], /no command/],
  [['--'], /no command/],
  [['--only', 'mysql', '--', 'true'], /no service is called mysql/],
] as const)('used wrongly (%j) it says how', async ([args, message]) => {
  const { code, stderr } = await run(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/usage: with\.ts/);
});

test('a free port is one that can be listened on', async () => {
  const { freePort } = await import('./service.ts');
  const port = await freePort();
  const server = net.createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
});
