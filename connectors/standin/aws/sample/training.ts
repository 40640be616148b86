/** Story 5: anyone may write what a model is trained on, and the job that reads it is an administrator. */
import type { Piece } from '#connectors/standin/estate.ts';
import { role, roleArn } from '../build/iam.ts';
import { type Bucket, bucket } from '../build/s3.ts';
import { endpoint, endpointConfig, model, trainingJob } from '../build/sagemaker.ts';
import { admin, image, labVirginia, research } from './company.ts';

const writable: Bucket = { everyone: ['READ', 'WRITE'], ownership: 'ObjectWriter' };
const jobRole = roleArn(research, 'RiskTrainingRole');
const trainer = image(labVirginia, 'trainer');
const artifacts = 's3://quillmark-risk-artifacts';

export const training: readonly Piece[] = [
  // The story: from the open bucket to the job, its model and the endpoint that serves it.
  bucket(labVirginia, 'quillmark-training-intake', writable),
  trainingJob(labVirginia, 'risk-model-weekly', {
    image: trainer,
    role: jobRole,
    input: 's3://quillmark-training-intake/risk/',
    output: `${artifacts}/risk`,
  }),
  role(research, 'RiskTrainingRole', 'sagemaker.amazonaws.com', { attached: [admin] }),
  model(labVirginia, 'risk-model', {
    image: image(labVirginia, 'scorer'),
    artifact: `${artifacts}/risk/risk-model-weekly/output/model.tar.gz`,
    role: roleArn(research, 'RiskServingRole'),
  }),
  endpointConfig(labVirginia, 'risk-scoring-v1', 'risk-model'),
  endpoint(labVirginia, 'risk-scoring', 'risk-scoring-v1'),
  // The decoy: the same ACL, but public ACLs are ignored there, and the job has no network.
  bucket(labVirginia, 'quillmark-training-sealed', { ...writable, block: true, versioning: 'Enabled' }),
  trainingJob(
    labVirginia,
    'premium-model-weekly',
    {
      image: trainer,
      role: jobRole,
      input: 's3://quillmark-training-sealed/premium/',
      output: `${artifacts}/premium`,
    },
    { EnableNetworkIsolation: true, EnableInterContainerTrafficEncryption: true },
  ),
  model(
    labVirginia,
    'premium-model',
    {
      image: image(labVirginia, 'scorer'),
      artifact: `${artifacts}/premium/premium-model-weekly/output/model.tar.gz`,
      role: roleArn(research, 'RiskServingRole'),
    },
    { EnableNetworkIsolation: true },
  ),
  endpointConfig(labVirginia, 'premium-scoring-v1', 'premium-model', { KmsKeyId: 'alias/ml-data' }),
  endpoint(labVirginia, 'premium-scoring', 'premium-scoring-v1'),
  role(research, 'RiskServingRole', 'sagemaker.amazonaws.com', {
    inline: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::quillmark-risk-artifacts/*' }],
  }),
  bucket(labVirginia, 'quillmark-risk-artifacts', { block: true, key: true }),
];
