/** The version of the package that this file belongs to: in the checkout, built, and installed. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function packageVersion(from: string = import.meta.dirname): string {
  try {
    const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version?: unknown };
    if (typeof version === 'string') return version;
  } catch {
    // None here, or (in the build) one without a version: look further up.
  }
  const up = dirname(from);
  return up === from ? 'unknown' : packageVersion(up);
}
