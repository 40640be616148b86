import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shippedRules } from '#policies/engine/load.ts';
import { cli } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'pathlight-usage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const env = { PATHLIGHT_STORE: join(folder, 'nothing-here') };

/** One line that names the thing, and nothing on stdout. */
async function refused(argv: readonly string[], code: number, says: RegExp, more = {}): Promise<void> {
  const said = await cli(argv, { ...env, ...more });
  expect(said.err).toMatch(says);
  expect(said.err).toMatch(/^pathlight: [^\n]+\n$/);
  expect(said.err).not.toMatch(/\n\s+at |Error:/);
  expect({ code: said.code, out: said.out }).toEqual({ code, out: '' });
}

describe('a mistake in the arguments is one line and exit 2', () => {
  it.each([
    ['no command', [], /a command is missing: add --help/],
    ['no subcommand', ['graph'], /a command is missing/],
    ['an unknown command', ['scna'], /unknown command 'scna' \(Did you mean scan\?\)/],
    ['a command like no other', ['xyzzy'], /unknown command 'xyzzy': --help/],
    ['an unknown flag', ['findings', '--stor', 'x'], /unknown option '--stor' \(Did you mean --store\?\)/],
    ['a flag without its value', ['findings', '--store'], /option '--store <where>' argument missing/],
    ['one word too many', ['findings', 'x'], /too many arguments for 'findings'/],
    [
      'a format that is none',
      ['findings', '--format', 'xml'],
      /'xml' is invalid\. Allowed choices are table, json/,
    ],
    ['a severity that is none', ['findings', '--severity', 'bad'], /--severity bad: one of critical, high/],
    ['a state that is none', ['findings', '--state', 'shut'], /--state shut: one of open, muted, all/],
    ['a gate that is none', ['scan', '--fail-on', 'bad'], /'bad' is invalid/],
    ['a kind that is none', ['assets', '--kind', 'Nope'], /--kind Nope: no such kind/],
    ['a concept that is none', ['assets', '--concept', 'Nope'], /--concept Nope: one of/],
    [
      'an account id that is none',
      ['scan', '--account', '12'],
      /"12" is no AWS account id: it has 12 digits/,
    ],
    ['an excluded id that is none', ['plan', '--exclude-account', 'x'], /"x" is no AWS account id/],
    [
      'a region that is none',
      ['scan', '--region', 'eu-wset'],
      /no AWS region "eu-wset": did you mean eu-west-1\?/,
    ],
    ['a planned region that is none', ['plan', '--region', 'eu-wset-1'], /did you mean eu-west-1\?/],
    ['an external id without a role', ['scan', '--external-id', 'x'], /name the role with --role-name/],
    ['an endpoint that is none', ['scan', '--endpoint-url', 'here'], /endpoint URL "here" is no address/],
    [
      'a store that is none',
      ['findings', '--store', 'http://x'],
      /--store http:\/\/x: give a folder or a Neo4j address/,
    ],
    ['a scope that is none', ['forget', 'here'], /"here" is no scope/],
    [
      'a parameter that is none',
      ['graph', 'query', 'RETURN 1', '--param', 'x'],
      /--param x: write name=value/,
    ],
    ['rows that are none', ['graph', 'query', 'RETURN 1', '--rows', '0'], /whole number of at least 1/],
    ['an id that is no policy', ['policies', 'AISPM-0'], /There is no policy AISPM-0/],
    ['a trusted account that is none', ['permissions', 'aws', '--account', '1'], /12 digits/],
    ['an external id that AWS refuses', ['permissions', 'aws', '--external-id', 'a b'], /an external id has/],
    [
      'a query that writes',
      ['graph', 'query', 'CREATE (n:Asset)'],
      /query, line 1, column 1: CREATE changes something/,
    ],
    ['a query that is none', ['graph', 'query', 'MATCH (n'], /query, line 1, column \d+: /],
  ])('%s', (_what, argv, says) => refused(argv, 2, says));

  it('a region in the environment that is none', () =>
    refused(['scan'], 2, /AWS_REGION: no AWS region "here\.example": did you mean/, {
      AWS_REGION: 'here.example',
    }));

  it('hostile words come back as what they are, not as what they do', async () => {
    const { err } = await cli(['sc\u001b[2J\nan'], env);
    expect(err).toBe("pathlight: unknown command 'sc\\u{1b}[2J an': --help shows what there is\n");
  });
});

describe('where nothing was scanned, every reader says so and makes nothing', () => {
  it.each([
    [['findings']],
    [['assets']],
    [['assets', 'x']],
    [['coverage']],
    [['diff']],
    [['forget', 'aws/111122223333']],
    [['graph', 'query', 'MATCH (n:Asset) RETURN n']],
  ])('%s', async (argv) => {
    const store = { PATHLIGHT_STORE: join(folder, 'nowhere') };
    await refused(argv, 2, /Nothing was scanned into .*nowhere yet\. Run `pathlight scan`/, store);
    expect(readdirSync(folder)).not.toContain('nowhere');
  });
});

describe('a store that cannot be used', () => {
  it.each([['scan'], ['findings']])('%s under a file', async (command) => {
    const under = join(file('plain', ''), 'store');
    await refused([command, '--store', under], 1, /plain\/store\/[^ ]+ cannot be (used|opened): ENOTDIR/);
  });
  it.each([['scan'], ['findings']])('%s with a Neo4j that is not there', (command) =>
    refused(
      [command, '--store', 'bolt://127.0.0.1:1'],
      1,
      /Neo4j at bolt:\/\/127\.0\.0\.1:1 cannot be reached/,
    ),
  );
});

describe('a mistake in the configuration is one line that names file, place and remedy', () => {
  it.each([
    ['no file', undefined, /nosuch\.yaml cannot be read \(ENOENT\): check the path/],
    ['no YAML', 'a: [', /is not valid YAML: .* line \d/],
    ['an unknown key', 'stroe: {}', /wrong: there is no key "stroe", only version, store, aws/],
    [
      'an unknown key further in',
      'aws: {regoins: [x]}',
      /wrong at aws: there is no key "regoins", only profile, regions/,
    ],
    ['a key in a list', 'acceptedGaps: [{scop: x}]', /at acceptedGaps\.0/],
    ['another version', 'version: 2', /wrong at version: this Pathlight knows version 1/],
    [
      'an account that YAML took for a number',
      'aws: {accounts: {include: [111122223333]}}',
      /put it in quotes/,
    ],
    ['two stores', 'store: {folder: a, neo4j: "bolt://b"}', /wrong at store: give either folder or neo4j/],
    [
      'a password that nobody set',
      'store: {neo4j: "bolt://b", password: {env: NOPE}}',
      /variable NOPE is not set/,
    ],
    [
      'a gap without a reason',
      'acceptedGaps: [{scope: aws/1, owner: x, expires: "2030-01-01", reason: ""}]',
      /reason: say why/,
    ],
    ['a disabled policy that is none', 'policies: {disable: [AISPM-0]}', /there is no policy AISPM-0/],
  ])('%s', async (_what, text, says) => {
    const path = text === undefined ? join(folder, 'nosuch.yaml') : file('config.yaml', text);
    await refused(['policies', '--config', path], 2, says, { PATHLIGHT_STORE: '' });
    await refused(['policies'], 2, says, { PATHLIGHT_CONFIG: path, PATHLIGHT_STORE: '' });
  });
});

describe('a mistake in a policy file is one line that names file and place', () => {
  const source = readFileSync(join(shippedRules, 'notebook/old-metadata-service.yaml'), 'utf8').replace(
    /^id: .*/m,
    'id: AISPM-9999',
  );
  it.each([
    [
      'a label with a typo',
      source.replace(/\((\w+):(\w+)/, '($1:Notbook'),
      /p\.yaml: match, line 1, column \d+: .*Notbook/,
    ],
    [
      'what is outside of the dialect',
      source.replace(/RETURN (\w+)/, 'RETURN collect($1)'),
      /p\.yaml: match, line \d+, column \d+: /,
    ],
    [
      'a key with a typo',
      source.replace('severity:', 'severty:'),
      /p\.yaml: severity: |p\.yaml: the file: .*severty/,
    ],
    ['no YAML', 'id: [', /p\.yaml: not valid YAML/],
  ])('%s', async (_what, text, says) => {
    expect(text).not.toBe(source);
    const own = mkdtempSync(join(folder, 'policies-'));
    writeFileSync(join(own, 'p.yaml'), text);
    await refused(['policies', '--policies', own], 2, says);
  });
  it('a folder that is not there', () =>
    refused(['policies', '--policies', join(folder, 'nope')], 2, /nope: the folder cannot be read/));
});
