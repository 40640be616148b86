/** moto, an AWS that others wrote, in a Python environment of its own (which also has boto3, another SDK). */
import path from 'node:path';
import { cached } from './cache.ts';
import { type Launch, Missing, run, type Service } from './service.ts';

const version = '5.2.5';

async function prepare(): Promise<Launch> {
  const said = await run('python3', ['--version']);
  const minor = Number(/Python 3\.(\d+)/.exec(said)?.[1] ?? 0);
  if (minor < 9) throw new Missing(`it needs Python 3.9, this is ${said.trim()}`);
  const python = (folder: string): string => path.join(folder, 'bin', 'python');
  const folder = await cached(
    `moto-${version}-python3.${minor}`,
    async (draft) => {
      await run('python3', ['-m', 'venv', draft]).catch((cause: unknown) => {
        throw new Missing('python3 cannot make a virtual environment (install python3-venv)', { cause });
      });
      await run(python(draft), ['-m', 'pip', 'install', '--quiet', `moto[server]==${version}`]);
    },
    // A Python that was replaced or removed since leaves an environment that no longer starts.
    (made) =>
      run(python(made), ['-c', 'import moto.server, boto3']).then(
        () => true,
        () => false,
      ),
  );
  return {
    command: (port) => [python(folder), '-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    answers: async (port) => {
      const reply = await fetch(`http://127.0.0.1:${port}/moto-api/data.json`);
      if (!reply.ok) throw new Error(`moto answered ${reply.status}`);
      await reply.body?.cancel();
    },
    env: (port) => ({
      PATHLIGHT_TEST_MOTO_URL: `http://127.0.0.1:${port}`,
      PATHLIGHT_TEST_PYTHON: python(folder),
    }),
  };
}

export const motoService: Service = {
  name: 'moto',
  prepare,
  clear: async (uri) => {
    const reply = await fetch(new URL('/moto-api/reset', uri), { method: 'POST' });
    if (!reply.ok) throw new Error(`moto answered ${reply.status} to a reset`);
    await reply.body?.cancel();
  },
};
