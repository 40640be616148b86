import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:sagemaker:${region}:${account}`;
const listed = (path: string, more: object) => ({
  operation: 'sagemaker:ListModelPackages',
  into: 'ModelPackageSummaryList',
  input: { ModelPackageType: 'Both' },
  item: {
    ModelPackageArn: `${arn}:model-package/${path}`,
    ModelPackageStatus: 'Completed',
    CreationTime: time,
    ...more,
  },
});
const described = (path: string, more: object) => ({
  operation: 'sagemaker:DescribeModelPackage',
  input: { ModelPackageName: `${arn}:model-package/${path}` },
  reply: { ModelPackageArn: `${arn}:model-package/${path}`, CreationTime: time, ...more },
});

/** Approved with all its lineage and the check before it; pending, with two specifications and a secret; unversioned. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('fraud/1', {
          ModelPackageGroupName: 'Fraud',
          ModelPackageVersion: 1,
          ModelApprovalStatus: 'Approved',
        }),
        listed('fraud/2', {
          ModelPackageGroupName: 'Fraud',
          ModelPackageVersion: 2,
          ModelApprovalStatus: 'PendingManualApproval',
        }),
        listed('alone', { ModelPackageName: 'alone' }),
      ],
      answers: [
        described('fraud/1', {
          InferenceSpecification: {
            Containers: [
              {
                Image: `${account}.dkr.ecr.${region}.amazonaws.com/fraud:1`,
                ModelDataUrl: 's3://models/fraud/1/model.tar.gz',
              },
            ],
          },
          SecurityConfig: { KmsKeyId: 'alias/models' },
          SamplePayloadUrl: 's3://payloads/fraud.tar.gz',
          ValidationSpecification: {
            ValidationRole: `arn:aws:iam::${account}:role/Validate`,
            ValidationProfiles: [
              {
                ProfileName: 'smoke',
                TransformJobDefinition: {
                  TransformInput: {
                    DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://checks/in/' } },
                  },
                  TransformOutput: { S3OutputPath: 's3://checks/out/', KmsKeyId: 'alias/checks' },
                  TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
                  Environment: { CHECK_TOKEN: 'hush-hush-hush' },
                },
              },
            ],
          },
          ModelPackageStatusDetails: { ImageScanStatuses: [{ Name: 'scan', Status: 'Completed' }] },
          MetadataProperties: {
            CommitId: '0123456',
            Repository: 'https://github.com/acme/fraud.git',
            GeneratedBy: `${arn}:training-job/fraud-1`,
          },
        }),
        described('fraud/2', {
          InferenceSpecification: {
            Containers: [
              {
                ContainerHostname: 'main',
                Image: 'quay.io/acme/fraud:2',
                Environment: { DB_PASSWORD: 'hush-hush-hush' },
              },
            ],
          },
          AdditionalInferenceSpecifications: [
            {
              Name: 'gpu',
              Containers: [
                {
                  Image: 'quay.io/acme/fraud:2-gpu',
                  ModelDataSource: {
                    S3DataSource: {
                      S3Uri: 's3://models/fraud/2/',
                      S3DataType: 'S3Prefix',
                      CompressionType: 'None',
                    },
                  },
                },
              ],
            },
          ],
          SkipModelValidation: 'All',
          SourceUri: `${arn}:model-package/fraud/1`,
        }),
        described('alone', {
          SourceAlgorithmSpecification: {
            SourceAlgorithms: [{ AlgorithmName: 'My-Algorithm', ModelDataUrl: 's3://models/alone.tar.gz' }],
          },
        }),
      ],
    },
  ],
});
