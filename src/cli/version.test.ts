import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageVersion } from './version.ts';

it('is that of the package, past the one without a version that the build puts between', () => {
  const root = mkdtempSync(join(tmpdir(), 'pathlight-version-'));
  try {
    const deep = join(root, 'dist/src/cli');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(root, 'package.json'), '{"version":"7.8.9"}');
    writeFileSync(join(root, 'dist/package.json'), '{"type":"module"}');
    expect(packageVersion(deep)).toBe('7.8.9');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
