/** Pieces of Lambda. */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, list, lowerId, made, type Place, piece, reply, type Statement, type Wire } from './common.ts';

export const functionArn = (place: Place, name: string): string => arn(place, 'lambda', `function:${name}`);

/** The two statements that AWS adds for a URL that everyone may call. Source: Lambda Developer Guide, "Control access to Lambda function URLs". */
export const publicUrl = (place: Place, name: string): readonly Statement[] => [
  {
    Sid: 'FunctionURLAllowPublicAccess',
    Principal: '*',
    Action: 'lambda:InvokeFunctionUrl',
    Resource: functionArn(place, name),
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  },
  {
    Sid: 'FunctionURLInvokeAllowPublicAccess',
    Principal: '*',
    Action: 'lambda:InvokeFunction',
    Resource: functionArn(place, name),
    Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  },
];

export interface FunctionHas {
  readonly role: string;
  /** Resource policy. */
  readonly policy?: string;
  /** A function URL with this way to authenticate. */
  readonly url?: 'NONE' | 'AWS_IAM';
  readonly origins?: readonly string[];
  readonly more?: Wire<FunctionConfiguration>;
}

export function lambdaFunction(place: Place, name: string, has: FunctionHas): Piece {
  const id = functionArn(place, name);
  const item = {
    FunctionName: name,
    FunctionArn: id,
    Runtime: 'python3.13',
    Role: has.role,
    Handler: 'app.handler',
    CodeSize: 20_480,
    Timeout: 30,
    MemorySize: 256,
    LastModified: made.replace('Z', '+0000'),
    CodeSha256: Buffer.from(lowerId(name, 32)).toString('base64'),
    Version: '$LATEST',
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    Architectures: ['arm64'],
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
    ...has.more,
  };
  const url = {
    FunctionUrl: `https://${lowerId(place.region + name, 32)}.lambda-url.${place.region}.on.aws/`,
    FunctionArn: id,
    CreationTime: made,
    LastModifiedTime: made,
    AuthType: has.url,
    Cors: { AllowOrigins: has.origins ?? [], AllowMethods: ['*'] },
    InvokeMode: 'BUFFERED',
  };
  // Either name may be asked for.
  const asked = [{ FunctionName: name }, { FunctionName: id }];
  return piece(
    place,
    [
      list('lambda:ListFunctions', 'Functions', item),
      ...(has.url === undefined
        ? []
        : asked.map((input) => list('lambda:ListFunctionUrlConfigs', 'FunctionUrlConfigs', url, input))),
    ],
    has.policy === undefined
      ? []
      : asked.map((input) => reply('lambda:GetPolicy', input, { Policy: has.policy })),
  );
}
