/** Story 2: what customers ask is copied to a bucket that anyone can read. */
import type { Piece } from '#connectors/standin/estate.ts';
import { policy } from '../build/common.ts';
import { role, roleArn } from '../build/iam.ts';
import { bucket } from '../build/s3.ts';
import { endpoint, endpointConfig, model } from '../build/sagemaker.ts';
import { image, prodIreland, production } from './company.ts';

const anyoneReads = (name: string): string =>
  policy({ Sid: 'Dashboards', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${name}/*` });
const modelRole = roleArn(production, 'QuoteModelRole');

/** An endpoint with its configuration and model; `capture`: the bucket that gets a copy of the traffic. */
function serving(name: string, capture?: string): readonly Piece[] {
  const copy = { EnableCapture: true, DestinationS3Uri: `s3://${capture}/${name}` };
  const running = {
    ...copy,
    CaptureStatus: 'Started' as const,
    CurrentSamplingPercentage: 100,
    KmsKeyId: '',
  };
  const configured = {
    ...copy,
    InitialSamplingPercentage: 100,
    CaptureOptions: [{ CaptureMode: 'Input' as const }, { CaptureMode: 'Output' as const }],
  };
  return [
    endpoint(prodIreland, name, `${name}-v3`, capture === undefined ? {} : { DataCaptureConfig: running }),
    endpointConfig(
      prodIreland,
      `${name}-v3`,
      name,
      capture === undefined ? {} : { DataCaptureConfig: configured },
    ),
    model(prodIreland, name, {
      image: image(prodIreland, 'quote-server'),
      artifact: `s3://quillmark-models/${name}/model.tar.gz`,
      role: modelRole,
    }),
  ];
}

export const capture: readonly Piece[] = [
  // The story.
  ...serving('quote-assistant', 'quillmark-quote-capture'),
  bucket(prodIreland, 'quillmark-quote-capture', {
    policy: anyoneReads('quillmark-quote-capture'),
    policyIsPublic: true,
  }),
  // The decoy: the same policy, but Block Public Access makes it void.
  ...serving('renewal-assistant', 'quillmark-renewal-capture'),
  bucket(prodIreland, 'quillmark-renewal-capture', {
    policy: anyoneReads('quillmark-renewal-capture'),
    policyIsPublic: true,
    block: true,
    key: 'alias/ml-data',
  }),
  // And one that keeps nothing.
  ...serving('address-parser'),
  role(production, 'QuoteModelRole', 'sagemaker.amazonaws.com', {
    inline: [
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::quillmark-models/*' },
      { Action: 's3:PutObject', Resource: 'arn:aws:s3:::quillmark-*-capture/*' },
    ],
  }),
  bucket(prodIreland, 'quillmark-models', { block: true, versioning: 'Enabled', key: 'alias/ml-data' }),
];
