import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve as absolute, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolve } from './imports.ts';
import { judge as judgeLayer } from './layers.ts';
import { judge as judgePlace } from './one-place.ts';

const seen = (file: string, specifier: string) => ({ file, specifier, target: resolve(file, specifier) });

describe('the ladder', () => {
  it.each([
    ['graph/store/port.ts', '#graph/schema/fields.ts'],
    ['connectors/kit/run.ts', '#graph/schema/rows.ts'],
    ['workers/scan.ts', '#connectors/kit/run.ts'],
    ['src/wire.ts', '#workers/scan.ts'],
    ['connectors/aws/sagemaker/endpoint.ts', '#connectors/kit/define.ts'],
    ['connectors/aws/sagemaker/endpoint.test.ts', '#connectors/aws/testing.ts'],
    ['graph/store/store.test.ts', '#tools/services/env.ts'],
    ['graph/schema/ai.ts', 'zod'],
  ])('lets %s import %s', (file, specifier) => {
    expect(judgeLayer(seen(file, specifier))).toBeUndefined();
  });

  it.each([
    ['graph/store/port.ts', '#connectors/kit/run.ts', /may not import 'connectors'/],
    ['graph/store/port.ts', '#tools/services/env.ts', /may not import 'tools'/],
    ['connectors/kit/run.ts', '#policies/engine/load.ts', /may not import 'policies'/],
    ['connectors/kit/run.ts', '#graph/store/port.ts', /graph\/schema only/],
    ['policies/engine/load.ts', '#connectors/catalogue.generated.ts', /may not import 'connectors'/],
    ['workers/scan.ts', '#src/config.ts', /may not import 'src'/],
    ['workers/scan.ts', '../graph/store/port.ts', /write '#graph/],
    ['graph/store/neo4j/store.ts', '../../schema/fields.ts', /instead of climbing/],
    ['connectors/aws/sagemaker/endpoint.ts', '#connectors/azure/provider.ts', /may not import 'azure'/],
    ['connectors/aws/sagemaker/endpoint.ts', '#connectors/aws/s3/bucket.ts', /sibling 's3'/],
  ])('stops %s from importing %s', (file, specifier, message) => {
    expect(judgeLayer(seen(file, specifier))).toMatch(message);
  });
});

describe('the one place of each library', () => {
  it.each([
    ['connectors/aws/provider/client.ts', '@aws-sdk/client-s3'],
    ['connectors/standin/aws/server.ts', '@smithy/core/schema'],
    ['graph/state/sqlite/state.ts', 'node:sqlite'],
    ['src/cli/main.ts', 'commander'],
  ])('lets %s import %s', (file, specifier) => {
    expect(judgePlace(seen(file, specifier))).toBeUndefined();
  });
  it.each([
    ['connectors/aws/s3/bucket.ts', '@aws-sdk/client-s3'],
    ['connectors/kit/run.ts', '@aws-sdk/client-s3'],
    ['workers/publish.ts', 'neo4j-driver'],
    ['src/wire.ts', '@grafeo-db/js'],
    ['workers/scan.ts', 'bullmq'],
  ])('stops %s from importing %s', (file, specifier) => {
    expect(judgePlace(seen(file, specifier))).toMatch(/^Not here/);
  });
});

it('is wired into the linter: value, type, re-export and dynamic imports are all caught', () => {
  const root = mkdtempSync(join(tmpdir(), 'pathlight-lint-'));
  try {
    const write = (path: string, body: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), body);
    };
    write(
      '.oxlintrc.json',
      JSON.stringify({
        jsPlugins: [absolute('tools/lint/plugin.ts')],
        categories: { correctness: 'off' },
        rules: { 'pathlight/layers': 'error', 'pathlight/one-place': 'error' },
      }),
    );
    write(
      'graph/a.ts',
      [
        `import { x } from '#connectors/x.ts';`,
        `import type { y } from '#policies/y.ts';`,
        `export * from '#workers/z.ts';`,
        `export const late = () => import('#src/w.ts');`,
        `export type T = typeof x | y;`,
      ].join('\n'),
    );
    write('workers/b.ts', `import neo4j from 'neo4j-driver';\nexport default neo4j;\n`);
    const run = spawnSync(process.execPath, [absolute('node_modules/oxlint/bin/oxlint'), '.'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    const found = (rule: string) => run.stdout.split(`pathlight(${rule})`).length - 1;
    expect({ layers: found('layers'), place: found('one-place') }).toEqual({ layers: 4, place: 1 });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
