/** Redis as the system's package manager has it. */
import net from 'node:net';
import { type Launch, Missing, run, type Service } from './service.ts';

/** One command of one word over a raw socket, and the one line that answers it. */
function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setTimeout(2_000, () => socket.destroy(new Error(`Redis did not answer ${command}`)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('Redis closed the connection')));
    socket.once('data', (data) => {
      resolve(data.toString().trim());
      socket.destroy();
    });
  });
}

async function expectReply(port: number, command: string, expected: string): Promise<void> {
  const reply = await ask(port, command);
  if (reply !== expected) throw new Error(`Redis answered ${command} with ${reply}`);
}

/** Installs it where that needs nobody's password. RUNLEVEL keeps the package from starting a server of its own. */
async function install(): Promise<void> {
  if (process.getuid?.() !== 0) throw new Missing('redis-server is not installed');
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    await run('apt-get', ['update', '-qq'], env);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], env);
  } catch (cause) {
    throw new Missing('redis-server is not installed, and apt-get could not install it', { cause });
  }
}

async function prepare(): Promise<Launch> {
  const version = (): Promise<string> => run('redis-server', ['--version']);
  const said = await version().catch(async (cause: unknown) => {
    if (!(cause instanceof Missing)) throw cause;
    await install();
    return version();
  });
  const [, major = 0, minor = 0] = (/v=(\d+)\.(\d+)/.exec(said) ?? []).map(Number);
  if (major < 6 || (major === 6 && minor < 2))
    throw new Missing(`it needs Redis 6.2, this is ${said.trim()}`);
  return {
    command: (port, data) => [
      'redis-server',
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'yes',
      '--appendfsync',
      'everysec',
      '--maxmemory-policy',
      'noeviction',
      '--dir',
      data,
    ],
    answers: (port) => expectReply(port, 'PING', '+PONG'),
    env: (port) => ({ PATHLIGHT_TEST_REDIS_URL: `redis://127.0.0.1:${port}` }),
  };
}

export const redisService: Service = {
  name: 'redis',
  prepare,
  clear: (uri) => expectReply(Number(new URL(uri).port), 'FLUSHALL', '+OK'),
};
