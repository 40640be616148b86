/**
 * The exact role that a scan needs: the sorted actions of all kinds' reads and of discovery, and nothing that writes.
 * Printed as JSON, Terraform and CloudFormation.
 */
import { stringify } from 'yaml';
import type { CatalogueKind } from '#graph/schema/catalogue.ts';
import { discoveryOperations } from './provider.ts';
import { iamAction } from './services.ts';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

export interface MinimalRole {
  /** Every IAM action, sorted, once. */
  readonly actions: readonly string[];
  /** The same as managed policies, none larger than AWS takes. */
  readonly policies: readonly { readonly name: string; readonly document: PolicyDocument }[];
  /** What the caller needs besides, to take the role on in other accounts. `sts:GetCallerIdentity` needs no permission. */
  readonly caller: PolicyDocument;
}

/**
 * Characters of a managed policy, white space not counted; and policies on one role. Source: IAM User Guide, "IAM and AWS
 * STS quotas".
 */
const mostCharacters = 6144;
const mostPolicies = 10;

const documentOf = (actions: readonly string[], part: number): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Sid: `PathlightRead${part}`, Effect: 'Allow', Action: actions, Resource: '*' }],
});

/** Fills policies in order, each as far as it goes. */
function split(actions: readonly string[], limit: number): readonly PolicyDocument[] {
  const documents: PolicyDocument[] = [];
  let held: string[] = [];
  for (const action of actions) {
    const longer = [...held, action];
    if (held.length > 0 && JSON.stringify(documentOf(longer, documents.length + 1)).length > limit) {
      documents.push(documentOf(held, documents.length + 1));
      held = [action];
    } else held = longer;
  }
  if (held.length > 0) documents.push(documentOf(held, documents.length + 1));
  return documents;
}

/**
 * The minimal role for a catalogue; kinds of other clouds are passed over. Throws `RangeError` if it does not fit into the
 * policies that one role may have.
 */
export function minimalRole(
  kinds: readonly Pick<CatalogueKind, 'cloud' | 'reads'>[],
  limit: number = mostCharacters,
): MinimalRole {
  const needed = kinds
    .filter((kind) => kind.cloud === 'aws')
    .flatMap((kind) => kind.reads.flatMap((read) => read.permissions));
  const actions = [...new Set([...needed, ...discoveryOperations].map(iamAction))].toSorted();
  const documents = split(actions, limit);
  if (documents.length > mostPolicies)
    throw new RangeError(
      `${actions.length} actions need ${documents.length} policies, a role may have ${mostPolicies}`,
    );
  return {
    actions,
    policies: documents.map((document, i) => ({ name: `PathlightRead${i + 1}`, document })),
    caller: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'PathlightAssume',
          Effect: 'Allow',
          Action: ['sts:AssumeRole'],
          Resource: 'arn:*:iam::*:role/Pathlight',
        },
      ],
    },
  };
}

/** Who may take the role on; the words in it are each format's own way to name a parameter. */
const trust = (principal: unknown, externalId: unknown) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
  ],
});

/** Who may take the role on, where that is known already: defaults of the templates' parameters. */
export interface Trusted {
  /** Of the account; default `aws`. The templates ask the cloud itself. */
  readonly partition?: string | undefined;
  readonly account?: string | undefined;
  readonly externalId?: string | undefined;
}

const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);

/**
 * Plain documents: the trust policy (with `TRUSTED_ACCOUNT` and `EXTERNAL_ID` to fill in where `by` does not say them), the
 * policies, the caller's part.
 */
export function roleAsJson(role: MinimalRole, by: Trusted = {}): string {
  const { policies, caller } = role;
  const trusted = trust(
    `arn:${by.partition ?? 'aws'}:iam::${by.account ?? 'TRUSTED_ACCOUNT'}:root`,
    by.externalId ?? 'EXTERNAL_ID',
  );
  return `${JSON.stringify({ version: 1, roleName: 'Pathlight', trust: trusted, policies, caller }, null, 2)}\n`;
}

/** A Terraform module: variables for the trusted account and the external id, the role and its policies. */
export function roleAsTerraform(role: MinimalRole, by: Trusted = {}): string {
  const trusted = trust(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
    'arn:${data.aws_partition.current.partition}:iam::${var.trusted_account}:root',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
    '${var.external_id}',
  );
  const encoded = (value: unknown) => `jsonencode(${indent(JSON.stringify(value, null, 2), '  ')})`;
  const policies = role.policies.map(
    ({ name, document }, i) => `resource "aws_iam_policy" "read_${i + 1}" {
  name   = "${name}"
  policy = ${encoded(document)}
}

resource "aws_iam_role_policy_attachment" "read_${i + 1}" {
  role       = aws_iam_role.pathlight.name
  policy_arn = aws_iam_policy.read_${i + 1}.arn
}
`,
  );
  const byDefault = (value: string | undefined) =>
    value === undefined ? '' : `  default     = ${JSON.stringify(value)}\n`;
  return `variable "trusted_account" {
  type        = string
${byDefault(by.account)}  description = "Id of the account that Pathlight runs in"
}

variable "external_id" {
  type        = string
${byDefault(by.externalId)}  description = "External id that Pathlight gives when it takes the role on"
}

data "aws_partition" "current" {}

resource "aws_iam_role" "pathlight" {
  name                 = "Pathlight"
  max_session_duration = 3600
  assume_role_policy   = ${encoded(trusted)}
}

${policies.join('\n')}
output "role_arn" {
  value = aws_iam_role.pathlight.arn
}
`;
}

/** A CloudFormation template in YAML; also fit for a StackSet. It needs `CAPABILITY_NAMED_IAM`. */
export function roleAsCloudFormation(role: MinimalRole, by: Trusted = {}): string {
  const byDefault = (value: string | undefined) => (value === undefined ? {} : { Default: value });
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The role that Pathlight reads this account with',
    Parameters: {
      TrustedAccount: {
        Type: 'String',
        AllowedPattern: '^\\d{12}$',
        ...byDefault(by.account),
        Description: 'Id of the account that Pathlight runs in',
      },
      ExternalId: {
        Type: 'String',
        MinLength: 2,
        ...byDefault(by.externalId),
        Description: 'External id that Pathlight gives when it takes the role on',
      },
    },
    Resources: {
      PathlightRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'Pathlight',
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: trust(
            // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own template
            { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${TrustedAccount}:root' },
            { Ref: 'ExternalId' },
          ),
        },
      },
      ...Object.fromEntries(
        role.policies.map(({ name, document }) => [
          name,
          {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              ManagedPolicyName: name,
              Roles: [{ Ref: 'PathlightRole' }],
              PolicyDocument: document,
            },
          },
        ]),
      ),
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['PathlightRole', 'Arn'] } } },
  };
  return stringify(template, { lineWidth: 0 });
}
