import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { minimalRole } from '#connectors/aws/provider/permissions.ts';
import { wireKinds } from '#src/wire.ts';
import { cli } from './testing.ts';

const trusted = ['--account', '111122223333', '--external-id', 'an-id'];

/** What `permissions aws` prints, and nothing beside it. */
async function printed(argv: readonly string[]): Promise<string> {
  const { code, out, err } = await cli(['permissions', 'aws', ...argv]);
  expect([code, err]).toEqual([0, '']);
  return out;
}

interface Document {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}
interface Role {
  readonly version: number;
  readonly trust: unknown;
  readonly policies: readonly { readonly document: Document }[];
}

it('the role as JSON allows exactly what the kinds and discovery read', async () => {
  const role = JSON.parse(await printed([])) as Role;
  const actions = role.policies.flatMap((p) => p.document.Statement.flatMap((s) => s.Action));
  expect(role.version).toBe(1);
  expect(actions).toEqual(minimalRole((await wireKinds()).catalogue).actions);
  expect(actions).toContain('sagemaker:DescribeEndpoint');
  expect(actions.filter((a) => /:(Create|Put|Delete|Update|Invoke|Attach)|\*/.test(a))).toEqual([]);
});

it('the trusted account and the external id stand in every format', async () => {
  const json = JSON.parse(await printed(trusted)) as Role;
  expect(json.trust).toMatchObject({
    Statement: [
      {
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Condition: { StringEquals: { 'sts:ExternalId': 'an-id' } },
      },
    ],
  });
  const template = parse(await printed([...trusted, '--format', 'cloudformation'])) as object;
  expect(template).toMatchObject({
    Parameters: { TrustedAccount: { Default: '111122223333' }, ExternalId: { Default: 'an-id' } },
  });
  const terraform = await printed([...trusted, '--format', 'terraform']);
  expect(terraform).toMatch(
    /variable "trusted_account" \{\n {2}type {8}= string\n {2}default {5}= "111122223333"/,
  );
  expect(terraform).toMatch(/variable "external_id" \{\n {2}type {8}= string\n {2}default {5}= "an-id"/);
});

it('without them they are left to whoever makes the role', async () => {
  expect(await printed([])).toContain('arn:aws:iam::TRUSTED_ACCOUNT:root');
  expect(await printed(['--format', 'terraform'])).not.toContain('default ');
  const template = parse(await printed(['--format', 'cloudformation'])) as {
    Parameters: Record<string, Record<string, unknown>>;
  };
  for (const parameter of Object.values(template.Parameters)) expect(parameter).not.toHaveProperty('Default');
});
