/** What is published: it builds, it runs from the package alone, and it says so where Node is too old. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pathlight-pack-'));
const bin = join(folder, 'package', 'bin', 'pathlight.js');

const run = (command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) =>
  spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });

beforeAll(() => {
  const built = run(process.execPath, [join(root, 'tools', 'build.ts')], root);
  expect(built.stderr + built.stdout).toBe('');
  const packed = run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], root, {
    NODE_OPTIONS: '',
  });
  expect(packed.status, packed.stderr).toBe(0);
  const [archive = ''] = readdirSync(folder);
  expect(run('tar', ['xzf', archive], folder).status).toBe(0);
  symlinkSync(join(root, 'node_modules'), join(folder, 'package', 'node_modules'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('runs the demo and a query from the package alone', () => {
  const store = join(folder, 'graph');
  const demo = run(process.execPath, [bin, 'demo', '--store', store], folder);
  expect(demo.stdout).toContain('open findings');
  expect(demo.status, demo.stderr).toBe(0);
  const query = run(
    process.execPath,
    [
      bin,
      'graph',
      'query',
      'MATCH (a:Agent) RETURN count(a) AS agents',
      '--format',
      'json',
      '--store',
      store,
    ],
    folder,
  );
  expect(JSON.parse(query.stdout)).toMatchObject({ version: 1, columns: ['agents'] });
  // Neither a stack nor Node's notice of an experimental module.
  expect(query.stderr).toBe('');
}, 120_000);

it('says in one line that Node is too old', () => {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import(${JSON.stringify(bin)});`;
  const old = run(process.execPath, ['--input-type=module', '-e', pretend], folder, { NODE_OPTIONS: '' });
  expect(old.stderr).toBe(
    'pathlight needs Node 24.11 or newer; this is Node 20.20.2. Install a newer Node and run it again.\n',
  );
  expect([old.status, old.stdout]).toEqual([1, '']);
});

it('ships no test, no fixture, no benchmark', () => {
  const files = readdirSync(join(folder, 'package'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => !path.startsWith('node_modules'),
  );
  expect(
    files.filter((path) => /\.(test|fixture|cases)\.|testing\.|\/bench\/|fake-server/.test(path)),
  ).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'bin/pathlight.js']));
});
