import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { type Config, type Flags, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'pathlight-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, 'config.yaml');
  writeFileSync(path, text);
  return path;
}
const a = '111111111111';
const b = '222222222222';
const c = '333333333333';
const role = 'aws: {role: {name: of-file, externalId: of-file}}';
const neo4j = 'store: {neo4j: "bolt://of-file", user: of-file, password: {env: OTHER}, database: of-file}';

interface Key {
  readonly key: string;
  readonly of: (config: Config) => unknown;
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly file: string;
  /** What it comes to by flag, by environment, by file, and by default; a key without a flag or variable has none. */
  readonly gives: readonly [flag: unknown, env: unknown, file: unknown, none: unknown];
}
const none = Symbol('has none');
const onlyNeo4j = (pick: 'user' | 'password' | 'database') => (config: Config) =>
  config.store.kind === 'neo4j' ? config.store[pick] : undefined;

const keys: readonly Key[] = [
  {
    key: 'store.folder',
    of: ({ store }) => (store.kind === 'embedded' ? store.folder : store.uri),
    flags: { store: 'flag' },
    env: { PATHLIGHT_STORE: 'env' },
    file: 'store: {folder: file}',
    gives: [resolve('flag'), resolve('env'), resolve('file'), resolve('.pathlight')],
  },
  {
    key: 'store.neo4j',
    of: ({ store }) => (store.kind === 'neo4j' ? store.uri : undefined),
    flags: { store: 'bolt://of-flag' },
    env: { PATHLIGHT_STORE: 'neo4j+s://of-env' },
    file: 'store: {neo4j: "bolt://of-file"}',
    gives: ['bolt://of-flag', 'neo4j+s://of-env', 'bolt://of-file', undefined],
  },
  {
    key: 'store.user',
    of: onlyNeo4j('user'),
    env: { PATHLIGHT_NEO4J_USER: 'env' },
    file: neo4j,
    gives: [none, 'env', 'of-file', undefined],
  },
  {
    key: 'store.password',
    of: onlyNeo4j('password'),
    env: { PATHLIGHT_NEO4J_PASSWORD: 'env' },
    file: neo4j,
    gives: [none, 'env', 'other', undefined],
  },
  {
    key: 'store.database',
    of: onlyNeo4j('database'),
    env: { PATHLIGHT_NEO4J_DATABASE: 'env' },
    file: neo4j,
    gives: [none, 'env', 'of-file', undefined],
  },
  {
    key: 'aws.profile',
    of: ({ aws }) => aws.profile,
    flags: { profile: 'flag' },
    env: { AWS_PROFILE: 'env' },
    file: 'aws: {profile: file}',
    gives: ['flag', 'env', 'file', undefined],
  },
  {
    key: 'aws.regions',
    of: ({ aws }) => aws.regions,
    flags: { region: ['flag-1', 'flag-2'] },
    env: { PATHLIGHT_AWS_REGIONS: 'env-1, env-2' },
    file: 'aws: {regions: [file-1]}',
    gives: [['flag-1', 'flag-2'], ['env-1', 'env-2'], ['file-1'], undefined],
  },
  {
    key: 'aws.accounts.include',
    of: ({ aws }) => aws.include,
    flags: { account: [a] },
    env: { PATHLIGHT_AWS_ACCOUNTS: `${b},${a}` },
    file: `aws: {accounts: {include: ["${c}"]}}`,
    gives: [[a], [b, a], [c], []],
  },
  {
    key: 'aws.accounts.exclude',
    of: ({ aws }) => aws.exclude,
    flags: { excludeAccount: [a] },
    env: { PATHLIGHT_AWS_EXCLUDE_ACCOUNTS: b },
    file: `aws: {accounts: {exclude: ["${c}"]}}`,
    gives: [[a], [b], [c], []],
  },
  {
    key: 'aws.role.name',
    of: ({ aws }) => aws.role?.name,
    flags: { roleName: 'flag' },
    env: { PATHLIGHT_AWS_ROLE_NAME: 'env' },
    file: role,
    gives: ['flag', 'env', 'of-file', undefined],
  },
  {
    key: 'aws.role.externalId',
    of: ({ aws }) => aws.role?.externalId,
    flags: { externalId: 'flag', roleName: 'any' },
    env: { PATHLIGHT_AWS_EXTERNAL_ID: 'env', PATHLIGHT_AWS_ROLE_NAME: 'any' },
    file: role,
    gives: ['flag', 'env', 'of-file', undefined],
  },
  {
    key: 'aws.role.sessionName',
    of: ({ aws }) => aws.role?.sessionName,
    file: 'aws: {role: {name: x, sessionName: file}}',
    gives: [none, none, 'file', undefined],
  },
  {
    key: 'aws.endpointUrl',
    of: ({ aws }) => aws.endpointUrl,
    flags: { endpointUrl: 'http://flag' },
    env: { AWS_ENDPOINT_URL: 'http://env' },
    file: 'aws: {endpointUrl: "http://file"}',
    gives: ['http://flag', 'http://env', 'http://file', undefined],
  },
  {
    key: 'policies.folders',
    of: ({ policyFolders }) => policyFolders,
    flags: { policies: ['flag'] },
    env: { PATHLIGHT_POLICIES: 'env,more' },
    file: 'policies: {folders: [file]}',
    gives: [[resolve('flag')], [resolve('env'), resolve('more')], [resolve('file')], []],
  },
  {
    key: 'policies.disable',
    of: ({ disabledPolicies }) => [...disabledPolicies],
    file: 'policies: {disable: [AISPM-0001]}',
    gives: [none, none, ['AISPM-0001'], []],
  },
  {
    key: 'acceptedGaps',
    of: ({ acceptedGaps }) => acceptedGaps.map((gap) => gap.owner),
    file: 'acceptedGaps: [{scope: aws/1, reason: because, owner: ada, expires: "2030-01-01"}]',
    gives: [none, none, ['ada'], []],
  },
  {
    key: 'paths.jewels',
    of: ({ paths }) => paths.jewels.map((jewel) => jewel.id),
    file: 'paths: {jewels: [{id: ACME-0001, name: archive, tag: a=b}]}',
    gives: [none, none, ['ACME-0001'], []],
  },
  {
    key: 'paths.entries',
    of: ({ paths }) => paths.entries.map((entry) => entry.name),
    file: 'paths: {entries: [{name: guests, ids: [x]}]}',
    gives: [none, none, ['guests'], []],
  },
];

describe('flags come before environment before file before defaults', () => {
  const others = { OTHER: 'other' };
  it.each(keys)('$key', ({ of, flags, env, file: text, gives }) => {
    const config = file(text);
    const [byFlag, byEnv, byFile, byDefault] = gives;
    // Where a variable belongs to Neo4j the file says that it is one.
    if (flags === undefined) expect(byFlag).toBe(none);
    else expect(of(readConfig({ ...flags, config }, { ...others, ...env }))).toEqual(byFlag);
    if (env === undefined) expect(byEnv).toBe(none);
    else expect(of(readConfig({ config }, { ...others, ...env }))).toEqual(byEnv);
    expect(of(readConfig({ config }, others))).toEqual(byFile);
    expect(of(readConfig({}, {}))).toEqual(byDefault);
  });

  it('the table holds every key of the file', () => {
    const example = parseDocument(readFileSync('docs/configuration.example.yaml', 'utf8')).toJS() as object;
    const leaves = (value: unknown, path: string): readonly string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([k, v]) => leaves(v, path === '' ? k : `${path}.${k}`))
        : [path];
    const shown = leaves(example, '').filter((key) => key !== 'version');
    expect(keys.map((k) => k.key)).toEqual(expect.arrayContaining([...shown]));
  });
});

describe('what the environment says in other ways', () => {
  it('keys come before a profile of the file, a named profile before both', () => {
    const config = file('aws: {profile: file}');
    const keysSet = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' };
    expect(readConfig({ config }, keysSet).aws.profile).toBeUndefined();
    expect(readConfig({ config }, { ...keysSet, AWS_PROFILE: 'env' }).aws.profile).toBe('env');
  });
  it('a variable that is set to nothing is not set', () => {
    const empty = { PATHLIGHT_STORE: '', AWS_PROFILE: '', AWS_ENDPOINT_URL: '', NO_COLOR: '' };
    expect(readConfig({}, empty)).toEqual(readConfig({}, {}));
    expect(readConfig({}, empty, { out: true, err: true }).color).toBe(true);
  });
  it('PATHLIGHT_CONFIG names the file, and --config another one', () => {
    const env = { PATHLIGHT_CONFIG: file('store: {folder: one}') };
    expect(readConfig({}, env).store).toEqual({ kind: 'embedded', folder: resolve('one') });
    const other = join(folder, 'other.yaml');
    writeFileSync(other, 'store: {folder: two}');
    expect(readConfig({ config: other }, env).store).toEqual({ kind: 'embedded', folder: resolve('two') });
  });
  it('the addresses of single services, the region and the authorities are those of the AWS tools', () => {
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, 'PEM');
    const env = { AWS_ENDPOINT_URL_S3: 'http://s3', AWS_DEFAULT_REGION: 'eu-west-2', AWS_CA_BUNDLE: ca };
    expect(readConfig({}, env).aws).toMatchObject({
      serviceEndpoints: { S3: 'http://s3' },
      homeRegion: 'eu-west-2',
      ca: 'PEM',
    });
    expect(readConfig({}, { ...env, AWS_REGION: 'eu-west-3' }).aws.homeRegion).toBe('eu-west-3');
  });
  it('a password comes from a file without its line end', () => {
    const path = join(folder, 'password');
    writeFileSync(path, 'secret\n');
    const config = file(`store: {neo4j: "bolt://x", password: {file: "${path}"}}`);
    expect(readConfig({ config }, {}).store).toMatchObject({ password: 'secret' });
  });
});

describe('colour and progress', () => {
  const both = { out: true, err: true };
  it.each([
    ['a terminal', {}, both, true, true],
    ['NO_COLOR', { NO_COLOR: '1' }, both, false, true],
    ['a terminal that can do nothing', { TERM: 'dumb' }, both, false, false],
    ['a build server', { CI: 'true' }, both, true, false],
    ['a pipe', {}, { out: false, err: true }, false, true],
    ['no terminal at all', {}, { out: false, err: false }, false, false],
  ])('%s', (_what, env, terminal, color, interactive) => {
    expect(readConfig({}, env, terminal)).toMatchObject({ color, interactive });
  });
});

it('the example in the docs is a valid configuration', () => {
  const { store, aws, acceptedGaps } = readConfig({ config: 'docs/configuration.example.yaml' }, {});
  expect(store.kind).toBe('embedded');
  expect(aws.role?.externalId).toBe('example-external-id');
  expect(acceptedGaps).toHaveLength(1);
});

it('an endpoint given by flag wins over what the environment says of single services', () => {
  const env = { AWS_ENDPOINT_URL_S3: 'http://s3.example.invalid' };
  expect(readConfig({ endpointUrl: 'http://127.0.0.1:1' }, env).aws.serviceEndpoints).toEqual({});
  expect(readConfig({}, env).aws.serviceEndpoints).toEqual({ S3: 'http://s3.example.invalid' });
  expect(() => readConfig({}, { AWS_ENDPOINT_URL_S3: 'file:///x' })).toThrow(
    /AWS_ENDPOINT_URL_S3: "file:\/\/\/x" is no address/,
  );
});
