/**
 * `npm run new:asset -- <cloud> <service> <noun> <Kind> <Concept>`: writes a collector, its fixture and its test, ready to be
 * filled in. Edits no file that exists.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concepts } from '#graph/schema/index.ts';

const root = process.env['PATHLIGHT_ROOT'] ?? join(import.meta.dirname, '..', '..');
const usage = 'npm run new:asset -- <cloud> <service> <noun> <Kind> <Concept>';
const example = 'npm run new:asset -- aws sagemaker compilation-job AwsSageMakerCompilationJob ProcessingJob';

function fail(message: string): never {
  console.error(`${message}\n${usage}\nfor example: ${example}`);
  process.exit(2);
}

const [cloud = '', service = '', noun = '', kind = '', concept = ''] = process.argv.slice(2);
if (!['aws', 'azure', 'gcp', 'saas'].includes(cloud))
  fail(`"${cloud}" is no cloud: aws, azure, gcp or saas.`);
if (!existsSync(join(root, 'connectors', cloud, 'provider')))
  fail(`connectors/${cloud} has no provider yet: a kind of ${cloud} could not be scanned.`);
if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(service))
  fail(`"${service}" is no service: lower case words joined by "-".`);
if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(noun))
  fail(`"${noun}" is no noun: lower case words joined by "-".`);
if (!/^[A-Z][A-Za-z0-9]+$/.test(kind)) fail(`"${kind}" is no kind: a graph label like AwsSageMakerEndpoint.`);
if (!kind.toLowerCase().startsWith(cloud) || !kind.toLowerCase().endsWith(noun.replaceAll('-', '')))
  fail(`"${kind}" does not begin with the cloud and end with the noun: files and labels go together.`);
if (!concepts.has(concept)) fail(`"${concept}" is no concept: one of ${[...concepts.keys()].join(', ')}.`);

const one = noun
  .split('-')
  .map((w) => w.replace(/^./, (c) => c.toUpperCase()))
  .join('');
const plural = one.replace(/y$/, 'ie').concat('s');
const given = Object.keys(concepts.get(concept)?.props ?? {});
const todo = given.length === 0 ? '' : `\n    // The concept asks for: ${given.join(', ')}.`;

const files: Readonly<Record<string, string>> = {
  [`${noun}.ts`]: `/** Say in one sentence what it is and why it matters. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { text } from '#graph/schema/fields.ts';

export default defineKind({
  kind: '${kind}',
  title: '${kind}',
  cloud: '${cloud}',
  service: '${service}',
  concepts: ['${concept}'],
  scope: 'region',
}).list({
  operation: '${service}:List${plural}',
  input: () => ({ MaxResults: 100 }),
  items: '${one}Summaries',
  item: z.object({
    ${one}Arn: z.string(),
    ${one}Name: z.string(),
    ${one}Status: z.string(),
  }),
  id: (e) => e.${one}Arn,
  name: (e) => e.${one}Name,${todo}
  gives: { status: text('${one}Status') },
  props: (e) => ({ status: e.${one}Status }),
});
`,
  [`${noun}.fixture.ts`]: `import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'us-east-1';
const item = (name: string, status: string) => ({
  operation: '${service}:List${plural}',
  into: '${one}Summaries',
  item: {
    ${one}Arn: \`arn:aws:${service}:\${region}:\${account}:${noun}/\${name}\`,
    ${one}Name: name,
    ${one}Status: status,
    CreationTime: '2026-01-01T00:00:00.000Z',
  },
});

export default fixture({
  account,
  region,
  pieces: [{ account, region, lists: [item('good', 'Completed'), item('bad', 'Failed')] }],
});
`,
  [`${noun}.test.ts`]: `import { expect, it } from 'vitest';
import { scanFixture } from '#connectors/${cloud}/testing.ts';
import estate from './${noun}.fixture.ts';
import kind from './${noun}.ts';

it('gives one asset per item, with its full id', async () => {
  const { rows } = await scanFixture(kind, estate);
  expect(rows.map((r) => [r.name, r.props['status']])).toEqual([
    ['good', 'Completed'],
    ['bad', 'Failed'],
  ]);
});
`,
};

const folder = join(root, 'connectors', cloud, service);
mkdirSync(folder, { recursive: true });
for (const name of Object.keys(files))
  if (existsSync(join(folder, name))) fail(`connectors/${cloud}/${service}/${name} exists.`);
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(folder, name), content);
  console.log(`wrote connectors/${cloud}/${service}/${name}`);
}
console.log('Fill them in, then: npm run generate && npm test -- test/catalogue');
