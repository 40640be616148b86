/** The command line as a process of its own: what it loads, pipes that close, signals. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Said, testKeys, type World, world } from './testing.ts';

const main = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'pathlight-process-'));
let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(async () => {
  await w.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Said & { readonly signal: string | null }>;
}

function start(argv: readonly string[], more: readonly string[] = []): Started {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...more, main, ...argv], {
    cwd: folder,
    env: { ...process.env, ...w.env, ...testKeys },
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    text.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text.err += chunk.toString();
  });
  const ended = new Promise<Said & { signal: string | null }>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ code: code ?? -1, signal, ...text }));
  });
  return { child, ended };
}

/** Packages, built-ins and files that a command loads. */
async function loads(
  argv: readonly string[],
): Promise<{ readonly said: Said; readonly modules: readonly string[] }> {
  const seen = join(folder, 'seen');
  const hook = join(folder, 'hook.mjs');
  writeFileSync(
    hook,
    `import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(seen)}, url + '\\n'); return next(url, context); } });`,
  );
  writeFileSync(seen, '');
  const said = await start(argv, ['--import', hook]).ended;
  return { said, modules: readFileSync(seen, 'utf8').split('\n') };
}
const heavy =
  /node_modules\/(zod|yaml|chevrotain|neo4j-driver[^/]*|@grafeo-db|@aws-sdk|@smithy|@secretlint)\/|node:sqlite/;
const sdk = /node_modules\/(@aws-sdk|@smithy|neo4j-driver[^/]*)\//;

describe('what is loaded', () => {
  it.each([[['--help']], [['scan', '--help']], [['--version']], [['nosuch']]])(
    '%s loads nothing heavy',
    async (argv) => {
      const { modules } = await loads(argv);
      expect(modules.some((m) => m.endsWith('src/cli/main.ts'))).toBe(true);
      expect(modules.some((m) => m.includes('node_modules/commander/'))).toBe(true);
      expect(modules.filter((m) => heavy.test(m))).toEqual([]);
    },
  );

  it.each([
    [['findings'], 2],
    [['coverage'], 2],
    [['assets'], 2],
    [['diff'], 2],
    [['policies'], 0],
    [['graph', 'query', 'MATCH (n:Asset) RETURN n'], 2],
  ])('%s loads no SDK of a cloud and no driver of another store', async (argv, code) => {
    const { said, modules } = await loads(argv);
    expect(said.code).toBe(code);
    expect(modules.some((m) => m.includes('node_modules/zod/'))).toBe(true);
    expect(modules.filter((m) => sdk.test(m))).toEqual([]);
  });
});

it('prints its version, which is that of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await start(['--version']).ended).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
});

it('a reader that closes early is no error', async () => {
  const { child, ended } = start(['policies', '--format', 'json']);
  child.stdout?.destroy();
  expect(await ended).toMatchObject({ code: 0, signal: null, err: '' });
});

it('a reader that closes early does not hide the exit code of a scan', async () => {
  const { child, ended } = start(['scan', '--fail-on', 'high', '--store', join(folder, 'closed')]);
  child.stdout?.destroy();
  expect(await ended).toMatchObject({ code: 4, signal: null });
});

it('stopped in the middle, a scan says so in one line, exits with 1 and leaves the last graph as it was', async () => {
  const first = await start(['scan', '--format', 'json']).ended;
  expect([first.code, /^pathlight: /m.test(first.err)]).toEqual([0, false]);
  w.standin.setFaults([{ operation: 'sagemaker:ListModels', fault: { type: 'hang' } }]);
  const { child, ended } = start(['scan']);
  const asked = () =>
    w.standin.calls.some((call) => call.operation === 'sagemaker:ListModels' && call.status === 0);
  while (!asked() && child.exitCode === null) await new Promise((done) => setTimeout(done, 20));
  child.kill('SIGINT');
  const said = await ended;
  expect(said).toMatchObject({ code: 1, signal: null, out: '' });
  expect(said.err).toMatch(
    /^AWS as [^\n]+\naccount [^\n]+\npathlight: The scan was stopped; what was known before is as it was\.\n$/,
  );
  w.standin.setFaults([]);
  const { scan } = JSON.parse(first.out) as { scan: string };
  const after = await start(['findings', '--format', 'json']).ended;
  expect(JSON.parse(after.out)).toMatchObject({ version: 1, scan });
  expect((await start(['scan', '--format', 'json']).ended).code).toBe(0);
});
