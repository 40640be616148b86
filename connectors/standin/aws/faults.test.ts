import { BedrockClient, ListGuardrailsCommand } from '@aws-sdk/client-bedrock';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  DeleteBucketCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  ListEndpointsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Estate, Fault } from '../estate.ts';
import { type AwsStandin, startAwsStandin } from './server.ts';
import { clientOptions, readOnly } from './testing.ts';

const account = '111122223333';
const estate: Estate = {
  pieces: [
    {
      account,
      region: '*',
      lists: [
        {
          operation: 'sagemaker:ListEndpoints',
          into: 'Endpoints',
          item: { EndpointName: 'a', EndpointStatus: 'InService' },
        },
        {
          operation: 'sagemaker:ListEndpoints',
          into: 'Endpoints',
          item: { EndpointName: 'b', EndpointStatus: 'InService' },
        },
        { operation: 's3:ListBuckets', into: 'Buckets', item: { Name: 'one' } },
        {
          operation: 'iam:GetAccountAuthorizationDetails',
          into: 'RoleDetailList',
          item: { RoleName: 'r1', Arn: 'arn:r1' },
        },
        { operation: 'lambda:ListFunctions', into: 'Functions', item: { FunctionName: 'f' } },
        {
          operation: 'ec2:DescribeRegions',
          into: 'Regions',
          item: { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' },
        },
        {
          operation: 'ec2:DescribeRegions',
          into: 'Regions',
          item: { RegionName: 'me-south-1', OptInStatus: 'not-opted-in' },
        },
      ],
      answers: [
        {
          operation: 'sagemaker:DescribeEndpoint',
          reply: { EndpointName: 'a', EndpointConfigName: 'c', DataCaptureConfig: { EnableCapture: true } },
        },
        { operation: 's3:GetBucketPolicyStatus', reply: { PolicyStatus: { IsPublic: true } } },
      ],
    },
  ],
};

let standin: AwsStandin;
beforeEach(async () => {
  standin = await startAwsStandin({ estate, readOnly, accounts: { AKIATEST: account } });
});
afterEach(() => standin.close());
const options = () => clientOptions(standin.url);

/** One call in each protocol. */
const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  'sagemaker:ListEndpoints': () => new SageMakerClient(options()).send(new ListEndpointsCommand({})),
  'bedrock:ListGuardrails': () => new BedrockClient(options()).send(new ListGuardrailsCommand({})),
  'lambda:ListFunctions': () => new LambdaClient(options()).send(new ListFunctionsCommand({})),
  's3:ListBuckets': () => new S3Client(options()).send(new ListBucketsCommand({})),
  'iam:GetAccountAuthorizationDetails': () =>
    new IAMClient(options()).send(new GetAccountAuthorizationDetailsCommand({})),
  'ec2:DescribeRegions': () => new EC2Client(options()).send(new DescribeRegionsCommand({})),
};
interface Seen {
  readonly name: string;
  readonly message: string;
  readonly $metadata: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers: Readonly<Record<string, string>> };
}
async function failure(operation: string): Promise<Seen> {
  try {
    await calls[operation]?.();
  } catch (error) {
    return error as Seen;
  }
  throw new Error(`${operation} did not fail`);
}

const table: readonly (readonly [string, string, number, string, number, string, number])[] = [
  [
    'sagemaker:ListEndpoints',
    'AccessDeniedException',
    400,
    'ThrottlingException',
    400,
    'ExpiredTokenException',
    400,
  ],
  [
    'bedrock:ListGuardrails',
    'AccessDeniedException',
    403,
    'ThrottlingException',
    429,
    'ExpiredTokenException',
    403,
  ],
  [
    'lambda:ListFunctions',
    'AccessDeniedException',
    403,
    'TooManyRequestsException',
    429,
    'ExpiredTokenException',
    403,
  ],
  ['s3:ListBuckets', 'AccessDenied', 403, 'SlowDown', 503, 'ExpiredToken', 400],
  ['iam:GetAccountAuthorizationDetails', 'AccessDenied', 403, 'Throttling', 400, 'ExpiredToken', 403],
  ['ec2:DescribeRegions', 'UnauthorizedOperation', 403, 'RequestLimitExceeded', 503, 'ExpiredToken', 403],
];

describe.each(table)('%s', (operation, denied, deniedAt, throttled, throttledAt, expired, expiredAt) => {
  it('is denied with the code of its service and the action in the message', async () => {
    standin.setFaults([
      { operation, fault: { type: 'deny', because: 'with an explicit deny in a service control policy' } },
    ]);
    const error = await failure(operation);
    expect([error.name, error.$metadata.httpStatusCode]).toEqual([denied, deniedAt]);
    const action = operation === 's3:ListBuckets' ? 's3:ListAllMyBuckets' : operation;
    expect(error.message).toBe(
      `User: arn:aws:iam::${account}:user/pathlight is not authorized to perform: ${action} on resource: * with an explicit deny in a service control policy`,
    );
  });

  it('is throttled as often as asked, with a hint', async () => {
    standin.setFaults([{ operation, times: 2, fault: { type: 'throttle', retryAfterSeconds: 3 } }]);
    const error = await failure(operation);
    expect([error.name, error.$metadata.httpStatusCode]).toEqual([throttled, throttledAt]);
    expect(error.$response?.headers['retry-after']).toBe('3');
    await failure(operation);
    await expect(calls[operation]?.()).resolves.toBeDefined();
    expect(standin.calls.map((c) => c.status)).toEqual([throttledAt, throttledAt, 200]);
  });

  it('says that the token is expired, that the server is ill, or any error', async () => {
    standin.setFaults([{ operation, fault: { type: 'expired' } }]);
    const error = await failure(operation);
    expect([error.name, error.$metadata.httpStatusCode]).toEqual([expired, expiredAt]);
    standin.setFaults([{ operation, fault: { type: 'status', status: 503 } }]);
    expect((await failure(operation)).$metadata.httpStatusCode).toBe(503);
    const told = { code: 'OptInRequired', message: 'a <b> & "c"', status: 403 };
    standin.setFaults([{ operation, fault: { type: 'error', error: told } }]);
    expect(await failure(operation)).toMatchObject({ name: told.code, message: told.message });
  });

  it('sends a body that is no document, or half of one', async () => {
    standin.setFaults([{ operation, fault: { type: 'garbage' } }]);
    await expect(calls[operation]?.()).rejects.toMatchObject({ $response: { statusCode: 200 } });
    standin.setFaults([{ operation, fault: { type: 'cut' } }]);
    await expect(calls[operation]?.()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(standin.calls.at(-1)).toMatchObject({ operation, account, status: 0 });
  });

  it('hangs until the caller gives up', async () => {
    standin.setFaults([{ operation, fault: { type: 'hang' } }]);
    const never = calls[operation]?.().catch((error: unknown) => error);
    const first = await Promise.race([never, new Promise((r) => setTimeout(r, 150, 'still waiting'))]);
    expect(first).toBe('still waiting');
    expect(standin.calls).toMatchObject([{ operation, status: 0 }]);
  });
});

describe('a bad item', () => {
  const bad = (operation: string): Fault => ({ operation, fault: { type: 'bad-item' } });

  it('lacks its fields, the others stand', async () => {
    standin.setFaults([
      bad('sagemaker:ListEndpoints'),
      bad('iam:GetAccountAuthorizationDetails'),
      bad('bedrock:ListGuardrails'),
    ]);
    expect(await calls['sagemaker:ListEndpoints']?.()).toMatchObject({
      Endpoints: [{}, { EndpointName: 'b' }],
    });
    const page = await new SageMakerClient(options()).send(new ListEndpointsCommand({}));
    expect(page.Endpoints?.[0]).toEqual({});
    expect(await calls['iam:GetAccountAuthorizationDetails']?.()).toMatchObject({ RoleDetailList: [{}] });
    // Even a listing without items has one then.
    expect(await calls['bedrock:ListGuardrails']?.()).toMatchObject({ guardrails: [{}] });
  });

  it('has values of the wrong type where the reply is no listing', async () => {
    standin.setFaults([
      bad('sagemaker:DescribeEndpoint'),
      bad('s3:GetBucketPolicyStatus'),
      bad('s3:GetBucketVersioning'),
    ]);
    const reply = await new SageMakerClient(options()).send(
      new DescribeEndpointCommand({ EndpointName: 'a' }),
    );
    expect(typeof reply.EndpointConfigName).not.toBe('string');
    const s3 = new S3Client(options());
    await expect(s3.send(new GetBucketPolicyStatusCommand({ Bucket: 'one' }))).rejects.toThrow();
    await expect(s3.send(new GetBucketVersioningCommand({ Bucket: 'one' }))).rejects.toThrow();
  });
});

describe('faults', () => {
  it('apply where their place and input fit, first match first', async () => {
    standin.setFaults([
      { operation: /^sagemaker:/, region: 'us-east-1', fault: { type: 'deny' } },
      { operation: /:Describe/, input: { EndpointName: 'a' }, fault: { type: 'status', status: 500 } },
      { account: '999999999999', fault: { type: 'deny' } },
    ]);
    await expect(calls['sagemaker:ListEndpoints']?.()).resolves.toBeDefined();
    const away = new SageMakerClient({ ...options(), region: 'us-east-1' });
    await expect(away.send(new ListEndpointsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const here = new SageMakerClient(options());
    await expect(here.send(new DescribeEndpointCommand({ EndpointName: 'a' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    });
    await expect(here.send(new DescribeEndpointCommand({ EndpointName: 'b' }))).resolves.toBeDefined();
  });
});

describe('a simulation of policies', () => {
  it('knows which actions are denied', async () => {
    standin.setFaults([
      { operation: 's3:ListBuckets', fault: { type: 'deny' } },
      { operation: /^kms:/, account: '999999999999', fault: { type: 'deny' } },
    ]);
    const names = ['s3:ListAllMyBuckets', 's3:GetBucketAcl', 'kms:ListKeys'];
    const { EvaluationResults: results } = await new IAMClient(options()).send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${account}:user/pathlight`,
        ActionNames: names,
      }),
    );
    expect(results?.map((r) => [r.EvalActionName, r.EvalDecision])).toEqual([
      ['s3:ListAllMyBuckets', 'implicitDeny'],
      ['s3:GetBucketAcl', 'allowed'],
      ['kms:ListKeys', 'allowed'],
    ]);
  });
});

describe('what changes something', () => {
  it('is denied and recorded, in every protocol', async () => {
    const denied = {
      name: 'AccessDeniedException',
      message: expect.stringContaining('sagemaker:DeleteEndpoint'),
    };
    await expect(
      new SageMakerClient(options()).send(new DeleteEndpointCommand({ EndpointName: 'a' })),
    ).rejects.toMatchObject(denied);
    const s3 = new S3Client(options());
    await expect(s3.send(new PutBucketPolicyCommand({ Bucket: 'one', Policy: '{}' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(s3.send(new DeleteBucketCommand({ Bucket: 'one' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect(standin.calls).toMatchObject([
      { operation: 'sagemaker:DeleteEndpoint', input: { EndpointName: 'a' }, status: 400 },
      { operation: 's3:PutBucketPolicy', input: { Bucket: 'one', Policy: '{}' }, status: 403 },
      { operation: 's3:DeleteBucket', input: { Bucket: 'one' }, status: 403 },
    ]);
    expect(await s3.send(new ListBucketsCommand({}))).toMatchObject({ Buckets: [{ Name: 'one' }] });
  });
});

describe('an estate', () => {
  it('with what AWS could never answer is told so, by place', async () => {
    const item = { EndpointName: 'a', Colour: 'red' };
    const lists = [{ operation: 'sagemaker:ListEndpoints', into: 'Endpoints', item }];
    standin.setEstate({ pieces: [{ account, region: 'eu-west-1', lists }] });
    await expect(calls['sagemaker:ListEndpoints']?.()).rejects.toMatchObject({
      name: 'EstateError',
      message: 'sagemaker:ListEndpoints.Endpoints[0]: EndpointSummary has no Colour',
    });
    const wrong = [{ operation: 'lambda:ListFunctions', into: 'Functions', item: { CodeSize: '12' } }];
    standin.setEstate({ pieces: [{ account, region: 'eu-west-1', lists: wrong }] });
    await expect(calls['lambda:ListFunctions']?.()).rejects.toMatchObject({
      message: 'lambda:ListFunctions.Functions[0].CodeSize: expected a number',
    });
  });

  it('can change between two calls, and its defaults answer where no piece does', async () => {
    standin.setEstate({
      pieces: [],
      defaults: [
        { operation: 'lambda:ListFunctions', error: { code: 'OptInRequired', message: 'no', status: 403 } },
      ],
    });
    expect(await calls['sagemaker:ListEndpoints']?.()).toMatchObject({ Endpoints: [] });
    expect(await failure('lambda:ListFunctions')).toMatchObject({ name: 'OptInRequired' });
  });

  it('keeps the keys of an account out of regions that it did not opt in to', async () => {
    const away = { ...options(), region: 'me-south-1' };
    await expect(new SageMakerClient(away).send(new ListEndpointsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(new EC2Client(away).send(new DescribeRegionsCommand({}))).rejects.toMatchObject({
      name: 'AuthFailure',
    });
  });
});
