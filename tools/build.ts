/** Builds `dist/` for publishing: tsc, the files that are data, and a package.json that maps `#room/x.ts` to the built `.js`. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });

const tsc = spawnSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
  { cwd: root, stdio: 'inherit' },
);
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

const data = /\.(ya?ml|json)$/;
for (const room of ['graph', 'connectors', 'policies'])
  for (const path of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }))
    if (data.test(path) && !path.includes('.fixture.')) {
      const to = join(dist, room, path);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(root, room, path), to);
    }

const rooms = ['graph', 'connectors', 'policies', 'workers', 'src'];
writeFileSync(
  join(dist, 'package.json'),
  `${JSON.stringify({ type: 'module', imports: Object.fromEntries(rooms.map((r) => [`#${r}/*.ts`, `./${r}/*.js`])) }, null, 2)}\n`,
);
