import { describe, expect, test } from 'vitest';
import { ACCOUNT, home, node, reached, short, unknownOf, viewOf } from './testing.ts';

type Props = Parameters<typeof node>[2];
const API = 'arn:aws:apigateway:eu-west-1::/restapis/a1';
const calls = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1/*`;

const one = (id: string, label: string, base: Props) => {
  const view = (props: Props) => viewOf([home, node(id, [label, 'FrontDoor'], { ...base, ...props })]);
  return {
    of: (props: Props = {}) => short(view(props)),
    unknown: (props: Props) => unknownOf(view(props), id),
    reached: (props: Props = {}) => reached(view(props)),
  };
};
const nobody: readonly string[] = [];
const open = ['internet address yes'];
const policy = (effect: string, condition?: Readonly<Record<string, unknown>>) => ({
  Effect: effect,
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: calls,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const document = (...Statement: readonly unknown[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('a REST API', () => {
  const api = one(API, 'AwsApiGatewayRestApi', {
    facesInternet: true,
    deployed: true,
    authorization: ['iam', 'none'],
    openRoutes: ['POST /chat -> x'],
    policy: '{}',
  });
  test('is open by a method that asks for nothing, and the chain names it', () => {
    expect(api.of()).toEqual(open);
    expect(api.reached()[0]?.chain.join()).toContain('openRoutes has POST /chat -> x');
  });
  test.each<[string, Props]>([
    ['it is private', { facesInternet: false }],
    ['it is in no stage', { deployed: false }],
    ['every method asks', { authorization: ['iam', 'cognito', 'api-key'] }],
    ['nothing is behind it', { authorization: [] }],
    ['its policy denies', { policy: document(policy('Allow'), policy('Deny')) }],
    [
      'its policy allows nobody',
      { policy: document(policy('Deny', { Bool: { 'aws:SecureTransport': 'false' } })) },
    ],
    [
      'its policy asks for an endpoint',
      { policy: document(policy('Allow', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } })) },
    ],
  ])('is closed where %s', (_title, props) => {
    expect(api.of(props)).toEqual(nobody);
    expect(api.unknown(props)).toBe('none');
  });
  test('is open from a range alone where its policy says so', () => {
    const ranged = document(policy('Allow', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }));
    expect(api.of({ policy: ranged, authorization: ['none'] })).toEqual(['internet address conditional']);
  });
  test('its policy restricts: unread, it is assumed not to', () => {
    const [found] = api.reached({ policy: null });
    expect([found?.state, found?.assumes]).toEqual(['yes', [`policy of ${API}`]]);
  });
  test.each<[string, Props]>([
    ['its methods', { authorization: null }],
    ['whether it has an address', { facesInternet: null }],
    ['whether it is in a stage', { deployed: null }],
  ])('leaves a mark where nobody read %s', (_title, props) => {
    expect(api.of(props)).toEqual(nobody);
    expect(api.unknown(props)).not.toBe('none');
  });
});

describe('other doors', () => {
  test('a distribution is open unless it is off or asks for a signed URL', () => {
    const cdn = one(`arn:aws:cloudfront::${ACCOUNT}:distribution/E1`, 'AwsCloudFrontDistribution', {
      facesInternet: true,
      enabled: true,
      authorization: ['none'],
    });
    expect(cdn.of()).toEqual(open);
    expect(cdn.of({ enabled: false, facesInternet: false })).toEqual(nobody);
    expect(cdn.of({ authorization: ['signed'] })).toEqual(nobody);
    expect(cdn.of({ authorization: ['function'] })).toEqual(['internet address conditional']);
  });
  test('an HTTP API', () => {
    const api = one('arn:aws:apigateway:eu-west-1::/apis/b1', 'AwsApiGatewayV2Api', {
      facesInternet: true,
      deployed: true,
      authorization: ['none'],
    });
    expect(api.of()).toEqual(open);
    expect(api.of({ authorization: ['jwt'] })).toEqual(nobody);
  });
  test('a gateway of agents', () => {
    const gateway = one(`arn:aws:bedrock-agentcore:eu-west-1:${ACCOUNT}:gateway/g`, 'AwsAgentCoreGateway', {
      facesInternet: true,
      authorization: ['none'],
      policy: '{}',
    });
    expect(gateway.of()).toEqual(open);
    expect(gateway.of({ authorization: ['iam'] })).toEqual(nobody);
    expect(gateway.of({ authorization: ['jwt'] })).toEqual(nobody);
    expect(gateway.of({ authorization: ['authenticate-only'] })).toEqual(['internet address conditional']);
  });
});

describe('a URL of a function', () => {
  const allow = (action: string, key: string, value: string) => ({
    Sid: action.split(':')[1],
    Effect: 'Allow',
    Principal: '*',
    Action: action,
    Resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`,
    Condition: { [key === 'lambda:InvokedViaFunctionUrl' ? 'Bool' : 'StringEquals']: { [key]: value } },
  });
  const url = allow('lambda:InvokeFunctionUrl', 'lambda:FunctionUrlAuthType', 'NONE');
  const invoke = allow('lambda:InvokeFunction', 'lambda:InvokedViaFunctionUrl', 'true');
  const fn = one(`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`, 'AwsLambdaFunction', {
    urls: ['https://u.lambda-url.eu-west-1.on.aws/'],
    urlWithoutAuth: true,
    aliasUrlWithoutAuth: false,
    invocableByAnyone: true,
    policy: document(url, invoke),
  });
  test('is open where the policy has both statements', () => {
    expect(fn.of()).toEqual(['internet address/url yes']);
  });
  test.each<[string, Props]>([
    ['it asks for a signature', { urlWithoutAuth: false }],
    ['there is none', { urlWithoutAuth: false, urls: [] }],
    ['no policy', { policy: '{}', invocableByAnyone: false }],
    ['the property says so', { invocableByAnyone: false }],
    [
      'the statement is for signed callers',
      { policy: document(allow('lambda:InvokeFunctionUrl', 'lambda:FunctionUrlAuthType', 'AWS_IAM')) },
    ],
  ])('is closed: %s', (_title, props) => {
    expect(fn.of(props)).toEqual(nobody);
  });
  test('is not sure with one statement alone, or where an alias may be what is open', () => {
    const unsure = ['internet address/url conditional'];
    expect(fn.of({ policy: document(url), invocableByAnyone: null })).toEqual(unsure);
    expect(fn.of({ aliasUrlWithoutAuth: true, invocableByAnyone: null })).toEqual(unsure);
    expect(fn.of({ invocableByAnyone: null })).toEqual(unsure);
  });
  test('leaves a mark where nobody read URLs or policy', () => {
    expect(fn.unknown({ urlWithoutAuth: null })).toContain('its URLs were not read');
    expect(fn.unknown({ policy: null, invocableByAnyone: null })).toContain('its policy was not read');
  });
});
