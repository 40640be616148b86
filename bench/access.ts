/**
 * Effective access in bulk: 2,000 principals of four accounts × 5,000 things of ten kinds × 28 actions. Half of the policies are
 * AWS's own documents, as moto ships them in its Python package; without moto all are made up, and the figure says so.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { evaluateAll } from '#graph/access/aws/bulk/index.ts';
import type { BulkInput, BulkPrincipal, BulkResource, VerbAction } from '#graph/access/aws/bulk/types.ts';
import { randomOf, seed } from './graph.ts';
import { print, seconds } from './table.ts';

const accounts = ['111122223333', '444455556666', '777788889999', '123456789012'];

const actions = (verb: string, under: string, ...names: readonly string[]): readonly VerbAction[] =>
  names.map((action) => (under === '' ? { verb, action } : { verb, action, under }));

interface Shape {
  readonly arn: (account: string, i: number) => string;
  readonly verbs: readonly VerbAction[];
}
const regional =
  (service: string, kind: string) =>
  (account: string, i: number): string =>
    `arn:aws:${service}:eu-west-1:${account}:${kind}${i}`;

/** 28 actions on ten kinds. */
const kinds: Readonly<Record<string, Shape>> = {
  Bucket: {
    arn: (_account, i) => `arn:aws:s3:::data-${i}`,
    verbs: [
      ...actions('READ', '/*', 's3:GetObject'),
      ...actions('READ', '', 's3:ListBucket'),
      ...actions('WRITE', '/*', 's3:PutObject', 's3:DeleteObject'),
      ...actions('MANAGE', '', 's3:PutBucketPolicy'),
    ],
  },
  Role: {
    arn: (account, i) => `arn:aws:iam::${account}:role/target-${i}`,
    verbs: [
      ...actions('ASSUME', '', 'sts:AssumeRole'),
      ...actions('PASS', '', 'iam:PassRole'),
      ...actions('MANAGE', '', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'),
    ],
  },
  Key: {
    arn: regional('kms', 'key/'),
    verbs: [
      ...actions('READ', '', 'kms:Decrypt'),
      ...actions('MANAGE', '', 'kms:PutKeyPolicy', 'kms:CreateGrant'),
    ],
  },
  Secret: {
    arn: regional('secretsmanager', 'secret:s-'),
    verbs: [
      ...actions('READ', '', 'secretsmanager:GetSecretValue'),
      ...actions('WRITE', '', 'secretsmanager:PutSecretValue'),
    ],
  },
  Function: {
    arn: regional('lambda', 'function:f-'),
    verbs: [
      ...actions('INVOKE', '', 'lambda:InvokeFunction'),
      ...actions('EXEC', '', 'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'),
    ],
  },
  Endpoint: {
    arn: regional('sagemaker', 'endpoint/e-'),
    verbs: [
      ...actions('INVOKE', '', 'sagemaker:InvokeEndpoint'),
      ...actions('MANAGE', '', 'sagemaker:UpdateEndpoint'),
    ],
  },
  Notebook: {
    arn: regional('sagemaker', 'notebook-instance/n-'),
    verbs: [
      ...actions('EXEC', '', 'sagemaker:CreatePresignedNotebookInstanceUrl'),
      ...actions('MANAGE', '', 'sagemaker:UpdateNotebookInstance'),
    ],
  },
  Agent: {
    arn: regional('bedrock', 'agent/A'),
    verbs: [...actions('MANAGE', '', 'bedrock:UpdateAgent', 'bedrock:DeleteAgent')],
  },
  KnowledgeBase: {
    arn: regional('bedrock', 'knowledge-base/K'),
    verbs: [
      ...actions('READ', '', 'bedrock:Retrieve'),
      ...actions('MANAGE', '', 'bedrock:UpdateKnowledgeBase'),
    ],
  },
  Repository: {
    arn: regional('ecr', 'repository/r-'),
    verbs: [
      ...actions('READ', '', 'ecr:BatchGetImage'),
      ...actions('WRITE', '', 'ecr:PutImage', 'ecr:SetRepositoryPolicy'),
    ],
  },
};

/** Python's word for where the documents are; `undefined` where there is no moto. */
function motoFile(): string | undefined {
  const ask = 'import moto.iam.aws_managed_policies as m; print(m.__file__)';
  try {
    return execFileSync('python3', ['-c', ask], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

/** Documents of AWS's own policies, as JSON text, in order of their names. */
function managedDocuments(): readonly string[] {
  const file = motoFile();
  if (file === undefined) return [];
  const [, json = '{}'] = /"""(.*)"""/s.exec(readFileSync(file, 'utf8')) ?? [];
  const all = JSON.parse(json.replaceAll('\\\\', '\\')) as Readonly<
    Record<string, { readonly Document: object }>
  >;
  return Object.values(all).map(({ Document }) => JSON.stringify({ Version: '2012-10-17', ...Document }));
}

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const doc = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

const shapes = Object.entries(kinds);
const services = [
  ...new Set(shapes.flatMap(([, { verbs }]) => verbs.map(({ action }) => action.split(':')[0]))),
];
const every = shapes.flatMap(([, { verbs }]) => verbs.map(({ action }) => action));
const conditions = [
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
];

function statement(random: Random, account: string): object {
  const [, shape] = pick(random, shapes);
  const arn = shape.arn(account, Math.floor(random() * 500));
  const Action =
    random() < 0.3
      ? `${pick(random, services)}:*`
      : [pick(random, every), pick(random, every), pick(random, shape.verbs).action];
  const Resource = random() < 0.2 ? '*' : random() < 0.5 ? `${arn.replace(/\d$/, '')}*` : [arn, `${arn}/*`];
  const more = random() < 0.2 ? { Condition: pick(random, conditions) } : {};
  return { Effect: random() < 0.1 ? 'Deny' : 'Allow', Action, Resource, ...more };
}

const madeUp = (random: Random, account: string): string =>
  doc(...Array.from({ length: 1 + Math.floor(random() * 3) }, () => statement(random, account)));

function ownPolicy(random: Random, kind: string, account: string, arn: string): string | undefined {
  const trusted = random() < 0.1 ? pick(random, accounts) : account;
  if (kind === 'Role')
    return doc({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: `arn:aws:iam::${trusted}:root` },
    });
  if (kind === 'Key')
    return doc({
      Effect: 'Allow',
      Action: 'kms:*',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Resource: '*',
    });
  if (kind !== 'Bucket' || random() > 0.2) return undefined;
  return doc({ Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS: trusted }, Resource: `${arn}/*` });
}

function generate(documents: readonly string[]): BulkInput {
  const random = randomOf(seed);
  const pool = Array.from({ length: Math.min(400, documents.length) }, () => pick(random, documents));
  const own = Array.from({ length: 760 }, (_, i) => madeUp(random, accounts[i % accounts.length] ?? ''));
  const policy = (): string => (random() < 0.5 && pool.length > 0 ? pick(random, pool) : pick(random, own));
  const principals = Array.from({ length: 2000 }, (_, i): BulkPrincipal => {
    const account = accounts[i % accounts.length] ?? '';
    return {
      id: `arn:aws:iam::${account}:${i % 5 === 0 ? 'user' : 'role'}/p-${i}`,
      identity: Array.from({ length: 1 + Math.floor(random() * 4) }, (_one, j) => ({
        name: `p${j}`,
        policy: policy(),
      })),
      ...(random() < 0.1 ? { boundary: policy() } : {}),
    };
  });
  const resources = Array.from({ length: 5000 }, (_, i): BulkResource => {
    const [kind, { arn }] = shapes[i % shapes.length] ?? pick(random, shapes);
    const account = accounts[Math.floor(random() * accounts.length)] ?? '';
    const id = arn(account, i);
    const text = ownPolicy(random, kind, account, id);
    return {
      id,
      arn: id,
      kind,
      account,
      container: `account ${account}`,
      ...(text === undefined ? {} : { policy: text }),
    };
  });
  const full = doc({ Effect: 'Allow', Action: '*', Resource: '*' });
  const limit = doc({ Effect: 'Deny', Action: ['bedrock:Delete*', 'kms:PutKeyPolicy'], Resource: '*' });
  const limits = Object.fromEntries(
    accounts.map((id, i) => [id, { scps: [[full], i % 2 === 0 ? [full] : [full, limit]] }]),
  );
  return {
    principals,
    resources,
    verbs: Object.fromEntries(shapes.map(([kind, { verbs }]) => [kind, verbs])),
    accounts: limits,
  };
}

interface Measured {
  readonly milliseconds: number;
  /** Milliseconds of processor, collecting of garbage on other threads included. */
  readonly processor: number;
  readonly megabytes: number;
  readonly input: number;
  readonly managed: boolean;
  readonly texts: number;
  readonly sets: number;
  readonly grants: number;
  readonly holders: number;
}

function measure(): Measured {
  const documents = managedDocuments();
  const input = generate(documents);
  const texts = new Set(input.principals.flatMap(({ identity }) => identity?.map((one) => one.policy) ?? []));
  const before = process.resourceUsage().maxRSS / 1024;
  const start = performance.now();
  const busy = process.cpuUsage();
  const { sets, holders } = evaluateAll(input);
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(busy);
  return {
    milliseconds,
    processor: (user + system) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024,
    input: before,
    managed: documents.length > 0,
    texts: texts.size,
    sets: sets.length,
    grants: sets.reduce((n, set) => n + set.grants.length, 0),
    holders: holders.size,
  };
}

/** In a process of its own, so that the peak of memory is that of this work. */
export function benchAccess(): void {
  const child = spawnSync(process.execPath, [import.meta.filename, 'measure'], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`the bench of access ended with ${child.status}: ${child.stderr}`);
  const found = JSON.parse(child.stdout) as Measured;
  const count = (n: number): string => n.toLocaleString('en');
  print('Effective access, 2,000 principals × 5,000 things × 28 actions', [
    {
      what: 'time and memory',
      figure: `${seconds(found.milliseconds)} (${seconds(found.processor)} of processor), ${Math.round(found.megabytes)} MB at the peak (${Math.round(found.input)} MB before it begins)`,
      reach: 'under 3 s and 400 MB',
      method:
        `evaluateAll in one process, seed ${seed}; ${count(found.texts)} distinct policies, ` +
        (found.managed ? "half of those attached are AWS's own" : 'all made up: there is no moto here'),
    },
    {
      what: 'what comes out',
      figure: `${count(found.sets)} sets with ${count(found.grants)} grants, held by ${count(found.holders)} principals`,
      reach: '',
      method: 'principals of equal effect share a set; what is alike in a whole account stays on it',
    },
  ]);
}

if (process.argv[1] === import.meta.filename && process.argv[2] === 'measure')
  process.stdout.write(JSON.stringify(measure()));
