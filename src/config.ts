/**
 * Configuration: flags before environment before file before defaults. This file is the only reader of the environment.
 *
 * File: `--config FILE`, else `PATHLIGHT_CONFIG`, else `pathlight.yaml` in the working folder where there is one. Relative paths in it
 * are those of the working folder, as on the command line.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type AcceptedGap,
  type ConfigFile,
  neo4jAddress,
  noFile,
  readConfigFile,
  type SecretRef,
  UsageError,
} from './config-file.ts';

export { type AcceptedGap, UsageError } from './config-file.ts';

export type StoreConfig =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'neo4j';
      readonly uri: string;
      readonly user?: string;
      readonly password?: string;
      readonly database?: string;
    };

/** What the flags of any command may say. */
export interface Flags {
  readonly config?: string;
  readonly store?: string;
  readonly profile?: string;
  readonly region?: readonly string[];
  readonly account?: readonly string[];
  readonly excludeAccount?: readonly string[];
  readonly roleName?: string;
  readonly externalId?: string;
  readonly endpointUrl?: string;
  readonly policies?: readonly string[];
}

export interface AwsConfig {
  readonly profile?: string;
  readonly regions?: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly role?: { readonly name: string; readonly externalId?: string; readonly sessionName: string };
  readonly endpointUrl?: string;
  /** Keys handed in by the demo; a person's credentials come from the AWS tools' own chain. */
  readonly keys?: { readonly type: 'keys'; readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Where services without regions are asked; it decides the partition. */
  readonly homeRegion?: string;
  /** Multiplies the default call rates (benchmarks on a stand-in). */
  readonly rate?: number;
  readonly proxyEnv: Readonly<Record<string, string | undefined>>;
  /** Certificate authorities in PEM (`AWS_CA_BUNDLE`). */
  readonly ca?: string;
  /** `AWS_ENDPOINT_URL_<SERVICE>`, as the AWS tools have it: service id in capitals with `_` → address. */
  readonly serviceEndpoints: Readonly<Record<string, string>>;
}

export interface Config {
  readonly store: StoreConfig;
  readonly aws: AwsConfig;
  readonly policyFolders: readonly string[];
  readonly disabledPolicies: ReadonlySet<string>;
  readonly acceptedGaps: readonly AcceptedGap[];
  /** Crown jewels and entries of the operator's own. */
  readonly paths: ConfigFile['paths'];
  readonly color: boolean;
  readonly interactive: boolean;
}

export type Env = Readonly<Record<string, string | undefined>>;

function secretOf(ref: SecretRef, env: Env, what: string): string {
  const { env: variable, file = '' } = ref;
  if (variable !== undefined) {
    const value = env[variable];
    if (value === undefined)
      throw new UsageError(`${what}: the environment variable ${variable} is not set.`);
    return value;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new UsageError(`${what}: the file ${file} cannot be read.`);
  }
}

function storeOf(flags: Flags, env: Env, file: ConfigFile): StoreConfig {
  const flagged = flags.store ?? env['PATHLIGHT_STORE'];
  const said = flagged ?? file.store?.neo4j ?? file.store?.folder ?? '.pathlight';
  if (!neo4jAddress.test(said)) {
    if (/^[a-z0-9+]+:\/\//i.test(said))
      throw new UsageError(`--store ${said}: give a folder or a Neo4j address like bolt://127.0.0.1:7687.`);
    return { kind: 'embedded', folder: resolve(said) };
  }
  const { store } = file;
  const user = env['PATHLIGHT_NEO4J_USER'] ?? store?.user;
  const password =
    env['PATHLIGHT_NEO4J_PASSWORD'] ??
    (store?.password === undefined ? undefined : secretOf(store.password, env, 'store.password'));
  const database = env['PATHLIGHT_NEO4J_DATABASE'] ?? store?.database;
  return {
    kind: 'neo4j',
    uri: said,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
  };
}

const list = (text: string | undefined): readonly string[] | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.split(',').map((s) => s.trim());

const proxyNames = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'];

function readBundle(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`AWS_CA_BUNDLE: the file ${path} cannot be read.`);
  }
}

function checked(ids: readonly string[]): readonly string[] {
  const wrong = ids.find((id) => !/^\d{12}$/.test(id));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no AWS account id: it has 12 digits.`);
  return ids;
}

function roleOf(flags: Flags, env: Env, { aws }: ConfigFile): Pick<AwsConfig, 'role'> {
  const name = flags.roleName ?? env['PATHLIGHT_AWS_ROLE_NAME'] ?? aws.role?.name;
  const externalId = flags.externalId ?? env['PATHLIGHT_AWS_EXTERNAL_ID'] ?? aws.role?.externalId;
  if (name === undefined) {
    if (flags.externalId !== undefined)
      throw new UsageError('--external-id belongs to a role: name the role with --role-name.');
    return {};
  }
  const sessionName = aws.role?.sessionName ?? 'pathlight';
  return { role: { name, sessionName, ...(externalId === undefined ? {} : { externalId }) } };
}

function endpointOf(flags: Flags, env: Env, { aws }: ConfigFile): Pick<AwsConfig, 'endpointUrl'> {
  const endpointUrl = flags.endpointUrl ?? env['AWS_ENDPOINT_URL'] ?? aws.endpointUrl;
  if (endpointUrl === undefined) return {};
  if (!/^https?:$/.test(URL.parse(endpointUrl)?.protocol ?? ''))
    throw new UsageError(
      `The endpoint URL "${endpointUrl}" is no address: give one like http://127.0.0.1:4566.`,
    );
  return { endpointUrl: checkedAddress('The endpoint URL', endpointUrl) };
}

function awsOf(flags: Flags, env: Env, file: ConfigFile): AwsConfig {
  const { aws } = file;
  // Keys in the environment come before a profile in the file; a profile in the environment before both, as in the AWS SDK.
  const fileProfile = env['AWS_ACCESS_KEY_ID'] === undefined ? aws.profile : undefined;
  const profile = flags.profile ?? env['AWS_PROFILE'] ?? fileProfile;
  const regions = flags.region ?? list(env['PATHLIGHT_AWS_REGIONS']) ?? aws.regions;
  const home = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  const bundle = env['AWS_CA_BUNDLE'];
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(regions === undefined ? {} : { regions }),
    include: checked(flags.account ?? list(env['PATHLIGHT_AWS_ACCOUNTS']) ?? aws.accounts.include),
    exclude: checked(
      flags.excludeAccount ?? list(env['PATHLIGHT_AWS_EXCLUDE_ACCOUNTS']) ?? aws.accounts.exclude,
    ),
    ...roleOf(flags, env, file),
    ...endpointOf(flags, env, file),
    ...(home === undefined ? {} : { homeRegion: home }),
    ...(bundle === undefined ? {} : { ca: readBundle(bundle) }),
    proxyEnv: Object.fromEntries(proxyNames.map((name) => [name, env[name]])),
    // A flag wins over the environment, also over what the environment says of single services.
    serviceEndpoints: flags.endpointUrl === undefined ? serviceEndpoints(env) : {},
  };
}

/** An address of a service: no user and no password in it, for it is printed. */
function checkedAddress(name: string, value: string): string {
  if (!/^https?:\/\/[^/]+/.test(value))
    throw new UsageError(`${name}: "${value}" is no address: give one like http://127.0.0.1:4566.`);
  if (/^https?:\/\/[^/]*@/.test(value))
    throw new UsageError(`${name}: an address must hold no user and no password.`);
  return value;
}

function serviceEndpoints(env: Env): Readonly<Record<string, string>> {
  const prefix = 'AWS_ENDPOINT_URL_';
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      if (!name.startsWith(prefix) || value === undefined || value === '') return [];
      return [[name.slice(prefix.length), checkedAddress(name, value)]];
    }),
  );
}

/** The whole configuration. A variable that is set to nothing counts as not set. @throws UsageError */
export function readConfig(
  flags: Flags,
  environment: Env = process.env,
  terminal: { readonly out: boolean; readonly err: boolean } = { out: false, err: false },
): Config {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const named = flags.config ?? env['PATHLIGHT_CONFIG'];
  const path = named ?? (existsSync('pathlight.yaml') ? 'pathlight.yaml' : undefined);
  const file = path === undefined ? noFile() : readConfigFile(path);
  const store = storeOf(flags, env, file);
  const smart = env['TERM'] !== 'dumb';
  return {
    store,
    aws: awsOf(flags, env, file),
    policyFolders: (flags.policies ?? list(env['PATHLIGHT_POLICIES']) ?? file.policies.folders).map((f) =>
      resolve(f),
    ),
    disabledPolicies: new Set(file.policies.disable),
    acceptedGaps: file.acceptedGaps,
    paths: file.paths,
    color: terminal.out && smart && env['NO_COLOR'] === undefined,
    interactive: terminal.err && smart && env['CI'] === undefined,
  };
}
