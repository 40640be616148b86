/** The configuration file: its shape, and reading it. Credentials never stand in it: a password is named by a variable or a file. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { outcomes } from '#graph/schema/coverage.ts';
import { declaredEntry, declaredJewel } from '#policies/engine/declared.ts';

/** A mistake of the person who calls: exit code 2. The message names the thing and the remedy, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const neo4jAddress = /^(bolt|neo4j)(\+s|\+ssc)?:\/\//;

const accountId = z
  .string('an AWS account id has 12 digits; put it in quotes')
  .regex(/^\d{12}$/, 'an AWS account id has 12 digits; put it in quotes');

const acceptedGap = z.strictObject({
  /** Scope key or its beginning: `aws/111122223333/eu-west-1`. */
  scope: z.string().regex(/^(aws|azure|gcp|saas)\/[^/]/, 'a scope like aws/111122223333/eu-west-1'),
  kind: z.string().optional(),
  operation: z.string().optional(),
  /** A gap of another kind (throttled, unavailable, unreadable) is news and must be named to be accepted. */
  outcomes: z.array(z.enum(outcomes)).min(1).default(['denied', 'filtered', 'not-asked']),
  reason: z.string().min(5, 'say why in at least 5 characters'),
  owner: z.string().min(1, 'say who accepts it'),
  expires: z.iso.date('a day like "2026-12-31"'),
});
export type AcceptedGap = z.output<typeof acceptedGap>;

const secretRef = z
  .strictObject({ env: z.string().optional(), file: z.string().optional() })
  .refine((ref) => (ref.env === undefined) !== (ref.file === undefined), 'give either env or file');
export type SecretRef = z.output<typeof secretRef>;

const store = z
  .strictObject({
    folder: z.string().optional(),
    neo4j: z.string().regex(neo4jAddress, 'an address like bolt://127.0.0.1:7687').optional(),
    user: z.string().optional(),
    password: secretRef.optional(),
    database: z.string().optional(),
  })
  .refine((s) => (s.folder === undefined) !== (s.neo4j === undefined), 'give either folder or neo4j')
  .refine(
    (s) => s.neo4j !== undefined || (s.user ?? s.password ?? s.database) === undefined,
    'user, password and database belong to neo4j',
  );

const accounts = z.strictObject({
  include: z.array(accountId).default([]),
  exclude: z.array(accountId).default([]),
});

const role = z.strictObject({
  name: z.string(),
  externalId: z.string('an external id is text; put it in quotes').optional(),
  sessionName: z.string().default('pathlight'),
});

const configFile = z.strictObject({
  version: z.literal(1, 'this Pathlight knows version 1').default(1),
  store: store.optional(),
  aws: z
    .strictObject({
      profile: z.string().optional(),
      regions: z.array(z.string()).min(1, 'name at least one region, or leave it out for all').optional(),
      accounts: accounts.prefault({}),
      role: role.optional(),
      endpointUrl: z.url({ protocol: /^https?$/, error: 'an address like http://127.0.0.1:4566' }).optional(),
    })
    .prefault({}),
  policies: z
    .strictObject({ folders: z.array(z.string()).default([]), disable: z.array(z.string()).default([]) })
    .prefault({}),
  acceptedGaps: z.array(acceptedGap).default([]),
  paths: z
    .strictObject({
      jewels: z.array(declaredJewel).default([]),
      entries: z.array(declaredEntry).default([]),
    })
    .prefault({}),
});
export type ConfigFile = z.output<typeof configFile>;

/** What holds where there is no file. */
export const noFile = (): ConfigFile => configFile.parse({});

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

/** Names of the keys that an object at this place may have. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let at: Shape | undefined = z.toJSONSchema(configFile, { io: 'input' }) as Shape;
  for (const step of path) at = typeof step === 'number' ? at?.items : at?.properties?.[String(step)];
  return Object.keys(at?.properties ?? {});
}

function saying(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  if (issue.code !== 'unrecognized_keys') return `${place}: ${issue.message}`;
  const known = keysAt(issue.path).join(', ');
  return `${place}: there is no key "${issue.keys.join('", "')}", only ${known}`;
}

/** @throws UsageError naming the file, the place in it and what belongs there. */
export function readConfigFile(path: string): ConfigFile {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new UsageError(
      `The configuration ${path} cannot be read (${code}): check the path that --config or PATHLIGHT_CONFIG names.`,
    );
  }
  const document = parseDocument(source);
  const [problem] = document.errors;
  if (problem !== undefined)
    throw new UsageError(
      `The configuration ${path} is not valid YAML: ${problem.message.split('\n')[0]?.replace(/:$/, '')}`,
    );
  const parsed = configFile.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`The configuration ${path} is wrong${issue === undefined ? '' : saying(issue)}`);
}
