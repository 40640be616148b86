import { describe, expect, test } from 'vitest';
import {
  allow,
  anyone,
  KEY,
  keyView,
  members,
  nobody,
  organisation,
  policy,
  root,
  type Statement,
} from './testing.key.ts';
import {
  ACCOUNT,
  accountArn,
  edge,
  home,
  node,
  ORG,
  OTHER,
  PARTNER,
  reached,
  short,
  unknownOf,
  viewOf,
} from './testing.ts';

type Props = Parameters<typeof node>[2];

describe('grants of a key', () => {
  const granted = (GranteePrincipal: string, Operations: readonly string[], more: Statement = {}) =>
    short(
      keyView('{}', { grants: JSON.stringify([{ GrantId: 'g', GranteePrincipal, Operations, ...more }]) }),
    );
  const guest = `arn:aws:iam::${PARTNER}:role/r`;

  test('give it to an outside account', () => {
    expect(granted(guest, ['Decrypt', 'Encrypt'])).toEqual([
      `external:${PARTNER} share/g/put yes`,
      `external:${PARTNER} share/g/see yes`,
    ]);
    expect(granted(guest, ['Decrypt'], { Constraints: { EncryptionContextEquals: { a: 'b' } } })).toEqual([
      `external:${PARTNER} share/g/see conditional`,
    ]);
  });
  test('give nothing to principals of ours, nor by looking at it', () => {
    expect(granted(`arn:aws:iam::${OTHER}:role/r`, ['Decrypt'])).toEqual(nobody);
    expect(granted(guest, ['DescribeKey', 'RetireGrant'])).toEqual(nobody);
  });
  test('leave a mark where nobody read them', () => {
    expect(unknownOf(keyView('{}', { grants: null }), KEY)).toContain('its grants were not read');
  });
});

describe('resource control policies', () => {
  const REPO = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/models`;
  const rcp = 'arn:aws:organizations::444455556666:policy/o-ours000001/resource_control_policy/p-1';
  const closing = policy({
    Effect: 'Deny',
    Principal: '*',
    Action: '*',
    Resource: '*',
    Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORG } },
  });
  const view = (document: string | null, levels = true) =>
    viewOf(
      [
        ...organisation.filter((one) => one.id !== root),
        node(root, ['AwsOrganizationsRoot'], { rcpEnabled: true, scpEnabled: false }),
        node(rcp, ['AwsOrganizationsRcp'], { document }),
        node(REPO, ['AwsEcrRepository'], {
          policy: policy(allow({ Action: 'ecr:BatchGetImage', Resource: undefined })),
        }),
      ],
      levels
        ? [...members, edge(root, 'HAS_POLICY', rcp), edge(accountArn(ACCOUNT), 'HAS_POLICY', rcp)]
        : members,
    );

  test('close what a policy opens', () => {
    expect(short(view(closing))).toEqual(nobody);
  });
  test.each<[string, ReturnType<typeof view>]>([
    ['a document', view(null)],
    ['the policies of a level', view(closing, false)],
  ])('that nobody read (%s) are assumed not to', (_title, found) => {
    expect(reached(found).map((one) => [one.from, one.state, one.assumes.length])).toEqual([
      ['internet:aws-accounts', 'yes', 1],
    ]);
  });
});

describe('other kinds', () => {
  const one = (id: string, label: string, action: string, props: Props = {}, more: Statement = {}) =>
    viewOf([
      home,
      node(id, [label], {
        policy: policy(allow({ Action: action, ...more })),
        region: 'eu-west-1',
        ...props,
      }),
    ]);
  const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;

  test.each<[string, ReturnType<typeof one>, readonly string[]]>([
    [
      'a secret with a key of ours',
      one(arn('secretsmanager', 'secret:s'), 'AwsSecretsManagerSecret', 'secretsmanager:*', {
        encryption: 'customer',
      }),
      anyone,
    ],
    [
      "a secret with AWS's own key serves no other account",
      one(arn('secretsmanager', 'secret:s'), 'AwsSecretsManagerSecret', 'secretsmanager:*', {
        encryption: 'provider',
      }),
      nobody,
    ],
    [
      'a function is called with an account',
      one(arn('lambda', 'function:f'), 'AwsLambdaFunction', 'lambda:InvokeFunction', {
        urlWithoutAuth: false,
      }),
      ['internet:aws-accounts policy/INVOKE yes'],
    ],
    [
      'a domain takes calls that nobody signed',
      one(arn('es', 'domain/d'), 'AwsOpenSearchDomain', 'es:ESHttpGet', {
        publicEndpoint: true,
        fineGrainedAccess: false,
      }),
      ['internet policy/READ yes'],
    ],
    [
      'a domain with users of its own asks for one',
      one(arn('es', 'domain/d'), 'AwsOpenSearchDomain', 'es:ESHttpGet', {
        publicEndpoint: true,
        fineGrainedAccess: true,
      }),
      ['internet policy/READ conditional', 'internet:aws-accounts policy/READ conditional'],
    ],
    [
      'a domain in a network',
      one(arn('es', 'domain/d'), 'AwsOpenSearchDomain', 'es:ESHttpGet', { publicEndpoint: false }),
      nobody,
    ],
    [
      'a model package group',
      one(
        arn('sagemaker', 'model-package-group/g'),
        'AwsSageMakerModelPackageGroup',
        'sagemaker:CreateModelPackage',
      ),
      ['internet:aws-accounts policy/WRITE yes'],
    ],
    [
      'a runtime that asks for signed calls',
      one(arn('bedrock-agentcore', 'runtime/r'), 'AwsAgentCoreRuntime', 'bedrock-agentcore:*', {
        inboundAuth: 'iam',
      }),
      ['internet:aws-accounts policy/INVOKE yes'],
    ],
    [
      'a runtime that asks for tokens',
      one(arn('bedrock-agentcore', 'runtime/r'), 'AwsAgentCoreRuntime', 'bedrock-agentcore:*', {
        inboundAuth: 'jwt',
      }),
      nobody,
    ],
  ])('%s', (_title, view, expected) => {
    expect(short(view)).toEqual(expected);
  });

  test('an API whose methods ask for signatures is open to accounts that its policy lets in', () => {
    const api = 'arn:aws:apigateway:eu-west-1::/restapis/a1';
    const of = (props: Props) =>
      short(
        one(
          api,
          'AwsApiGatewayRestApi',
          'execute-api:Invoke',
          {
            facesInternet: true,
            deployed: true,
            authorization: ['iam'],
            ...props,
          },
          { Resource: `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1/*` },
        ),
      );
    expect(of({})).toEqual(['internet:aws-accounts policy/INVOKE yes']);
    expect(of({ facesInternet: false })).toEqual(nobody);
    expect(of({ authorization: ['jwt'] })).toEqual(nobody);
  });
});
