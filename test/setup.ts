/**
 * Runs before every test file: no way off the machine, and nothing of the developer's own clouds, proxies or settings
 * in the environment, so that a test means the same everywhere.
 */
import os from 'node:os';
import { afterEach } from 'vitest';
import { takeRefusals } from './guard.ts';

const ambient = /^(AWS|AZURE|ARM|GOOGLE|GCLOUD|CLOUDSDK|GCE|PATHLIGHT)_|_PROXY$/i;
const kept = /^PATHLIGHT_(TEST_|CACHE$)/;
for (const name of Object.keys(process.env)) {
  if (ambient.test(name) && !kept.test(name)) delete process.env[name];
}
process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
process.env['AWS_CONFIG_FILE'] = os.devNull;
process.env['AWS_SHARED_CREDENTIALS_FILE'] = os.devNull;

const guard = `--import=${JSON.stringify(new URL('./guard.ts', import.meta.url).href)}`;
const options = process.env['NODE_OPTIONS'] ?? '';
if (!options.includes(guard)) process.env['NODE_OPTIONS'] = `${options} ${guard}`.trim();

// A refusal may have been taken for an outage and turned into coverage: the test must not pass for that.
afterEach(() => {
  const refused = takeRefusals();
  if (refused.length > 0) throw new Error(refused.join('\n'));
});
