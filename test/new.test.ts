/**
 * `npm run new:asset` and `npm run new:policy`: what they write passes all laws once it is filled in, and no other file
 * changes by hand. Tried in a copy of the checkout.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folders = ['graph', 'connectors', 'policies', 'tools', 'test'];
const files = ['package.json', 'tsconfig.json', 'vitest.config.ts', 'biome.json', '.gitignore'];

let copy = '';
let before: ReadonlyMap<string, string>;

interface Ended {
  readonly code: number;
  readonly text: string;
}
/** Runs a program in the copy. `node` is this one. */
const runIn = (program: string, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(program, args, { cwd: copy, maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: out + err }),
    );
  });
const node = (script: string, ...args: readonly string[]): Promise<Ended> =>
  runIn(process.execPath, join(copy, script), ...args);
const bin = (name: string, ...args: readonly string[]): Promise<Ended> =>
  runIn(join(root, 'node_modules', '.bin', name), ...args);
const vitest = (file: string, titles: string): Promise<Ended> =>
  runIn(
    process.execPath,
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    file,
    '-t',
    titles,
    '--no-color',
  );

/** How many tests passed: a pattern that matches none ends well too. */
const passed = ({ text }: Ended): number => Number(/Tests\s+(\d+) passed/.exec(text)?.[1]);

/** Path → hash of every file of the copy. */
function hashes(): ReadonlyMap<string, string> {
  const named = [...folders, ...(existsSync(join(copy, 'docs')) ? ['docs'] : [])].flatMap((folder) =>
    readdirSync(join(copy, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(
    named.map((path) => [
      path.slice(copy.length + 1),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  );
}
const changed = (): readonly string[] =>
  [...hashes()]
    .filter(([path, hash]) => before.get(path) !== hash)
    .map(([path]) => path)
    .toSorted();

/** What a person does in an editor: each text stands in the file exactly once. */
function fillIn(file: string, edits: readonly (readonly [from: string, to: string])[]): void {
  let text = readFileSync(join(copy, file), 'utf8');
  for (const [from, to] of edits) {
    expect(text.split(from).length, `${file}: ${from}`).toBe(2);
    text = text.replace(from, () => to);
  }
  writeFileSync(join(copy, file), text);
}

beforeAll(async () => {
  copy = await mkdtemp(join(os.tmpdir(), 'pathlight-new-'));
  for (const name of [...folders, ...files]) cpSync(join(root, name), join(copy, name), { recursive: true });
  mkdirSync(join(copy, 'docs'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // So that what is out of date in the checkout does not count.
  const generated = await node('tools/generate/main.ts');
  expect(generated.code, generated.text).toBe(0);
  before = hashes();
});
afterAll(() => rm(copy, { recursive: true, force: true }));

describe('npm run new:asset', () => {
  const file = 'connectors/aws/sagemaker/compilation-job';
  const arguments_ = ['aws', 'sagemaker', 'compilation-job', 'AwsSageMakerCompilationJob', 'ProcessingJob'];

  it('writes a kind, a fixture and a test, and touches nothing else', async () => {
    const made = await node('tools/new/asset.ts', ...arguments_);
    expect(made.code, made.text).toBe(0);
    expect(changed()).toEqual([`${file}.fixture.ts`, `${file}.test.ts`, `${file}.ts`]);
    const formatted = await bin('biome', 'check', '--error-on-warnings', ...changed());
    expect(formatted.code, formatted.text).toBe(0);
  });

  it('writes what the laws send back until it is filled in', async () => {
    const refused = await vitest(
      'test/catalogue.test.ts',
      'AwsSageMakerCompilationJob.*has names that agree',
    );
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain('is no title for a person');
  });

  it('passes the types, its own test and all laws after filling in', async () => {
    fillIn(`${file}.ts`, [
      [
        'Say in one sentence what it is and why it matters.',
        'SageMaker compilation job: runs an image as a role over data.',
      ],
      ["title: 'AwsSageMakerCompilationJob'", "title: 'SageMaker compilation job'"],
      [
        "import { text } from '#graph/schema/fields.ts';",
        "import { bool, text } from '#graph/schema/fields.ts';",
      ],
      [
        'import { defineKind }',
        "import { runsAs, sageMakerGone } from '#connectors/aws/parts/refs.ts';\nimport { defineKind }",
      ],
      [
        '  props: (e) => ({ status: e.CompilationJobStatus }),\n});',
        `  props: (e) => ({ status: e.CompilationJobStatus }),
}).read('describe', {
  operation: 'sagemaker:DescribeCompilationJob',
  input: (e) => ({ CompilationJobName: e.CompilationJobName }),
  reply: z.object({
    RoleArn: z.string().optional(),
    VpcConfig: z.object({ Subnets: z.array(z.string()) }).optional(),
  }),
  gone: sageMakerGone,
  gives: { inVpc: bool('VpcConfig') },
  props: (r) => ({ inVpc: r.VpcConfig !== undefined }),
  edgeTypes: ['RUNS_AS'],
  edges: (r) => runsAs(r.RoleArn),
});`,
      ],
    ]);
    fillIn(`${file}.fixture.ts`, [
      [
        "item('bad', 'Failed')] }],",
        `item('bad', 'Failed')], answers: [
    described('good', { VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] } }),
    described('bad', { RoleArn: \`arn:aws:iam::\${account}:role/Admin\` }),
  ] }],`,
      ],
      [
        'export default',
        `const described = (CompilationJobName: string, more: object) => ({
  operation: 'sagemaker:DescribeCompilationJob',
  input: { CompilationJobName },
  reply: { CompilationJobName, ...more },
});

export default`,
      ],
    ]);
    const generated = await node('tools/generate/main.ts');
    expect(generated.code, generated.text).toBe(0);
    expect(changed().filter((path) => !path.startsWith(file))).toEqual([
      'connectors/catalogue.generated.ts',
      'docs/assets.generated.md',
      'docs/permissions.generated.md',
    ]);
    const include = ['', '.fixture', '.test'].map((what) => `${file}${what}.ts`);
    writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify({ extends: './tsconfig.json', include }));
    const typed = await bin('tsc', '--noEmit', '-p', 'tsconfig.new.json');
    expect(typed.text.split('\n').filter((line) => line.startsWith(file))).toEqual([]);
    const own = await vitest(`${file}.test.ts`, '');
    expect(own.code, own.text).toBe(0);
    expect(passed(own)).toBe(1);
    const laws = await vitest('test/catalogue.test.ts', 'AwsSageMakerCompilationJob|the catalogue');
    expect(laws.code, laws.text).toBe(0);
    expect(passed(laws)).toBeGreaterThanOrEqual(30);
  }, 120_000);

  it.each([
    ['no cloud', ['ibm', 'sagemaker', 'job', 'AwsJob', 'ProcessingJob'], 'no cloud'],
    [
      'a cloud without a provider',
      ['saas', 'acme', 'job', 'SaasAcmeJob', 'ProcessingJob'],
      'no provider yet',
    ],
    ['a label that is not its file', ['aws', 'sagemaker', 'job', 'AwsThing', 'ProcessingJob'], 'go together'],
    ['no concept', ['aws', 'sagemaker', 'job', 'AwsSageMakerJob', 'Work'], 'no concept'],
    ['what there is already', arguments_, 'exists'],
  ] as const)('refuses %s', async (_what, given, says) => {
    const refused = await node('tools/new/asset.ts', ...given);
    expect(refused.code).toBe(2);
    expect(refused.text).toContain(says);
  });
});

describe('npm run new:policy', () => {
  it('writes one file with an id of its own, which passes all laws after filling in', async () => {
    const known = hashes();
    const made = await node('tools/new/policy.ts', 'model-endpoint', 'keeps-payloads');
    expect(made.code, made.text).toBe(0);
    const path = 'policies/rules/model-endpoint/keeps-payloads.yaml';
    expect([...hashes().keys()].filter((one) => !known.has(one))).toEqual([path]);
    const id = /^id: (AISPM-\d{4})$/m.exec(readFileSync(join(copy, path), 'utf8'))?.[1] ?? '';
    fillIn(path, [
      ['Say what is wrong, as a sentence about the ModelEndpoint', 'Endpoint keeps what it is asked'],
      ['{m.name} …', '{m.name} stores prompts or answers'],
      ['Say what can happen.', 'What people ask can be read by whoever reads the store.'],
      ['Say what to change.', 'Turn data capture off, or keep it where few can read.'],
      ['say what makes it a finding', 'payloads are stored'],
      ['say what makes it fine', 'nothing is stored'],
    ]);
    const laws = await vitest('test/policies.test.ts', `${id}|every file loads|maps only`);
    expect(laws.code, laws.text).toBe(0);
    expect(passed(laws)).toBeGreaterThanOrEqual(7);
    const again = await node('tools/new/policy.ts', 'model-endpoint', 'keeps-payloads');
    expect(again.code).toBe(2);
  }, 60_000);

  it('writes what loads for every concept', async () => {
    const concepts = ['agent', 'notebook', 'guardrail', 'dataset', 'object-store', 'everyone'];
    for (const concept of concepts) {
      const made = await node('tools/new/policy.ts', concept, 'tried');
      expect(made.code, made.text).toBe(0);
    }
    const laws = await vitest('test/policies.test.ts', 'every file loads|answers that its cases expect');
    expect(laws.code, laws.text).toBe(0);
    expect(passed(laws)).toBeGreaterThan(concepts.length + 15);
  }, 120_000);
});
