import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}`;
const listed = (id: string, jobName: string, status: string) => ({
  operation: 'bedrock:ListModelImportJobs',
  into: 'modelImportJobSummaries',
  item: { jobArn: `${arn}:model-import-job/${id}`, jobName, status, creationTime: time },
});

/** Completed in the owner's network; failed with nothing but a role. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('cccc', 'good', 'Completed'), listed('dddd', 'bad', 'Failed')],
      answers: [
        {
          operation: 'bedrock:GetModelImportJob',
          input: { jobIdentifier: `${arn}:model-import-job/cccc` },
          reply: {
            roleArn: `arn:aws:iam::${account}:role/Import`,
            importedModelArn: `${arn}:imported-model/aaaa`,
            importedModelKmsKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
            modelDataSource: { s3DataSource: { s3Uri: 's3://weights/llama/' } },
            vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
          },
        },
        {
          operation: 'bedrock:GetModelImportJob',
          input: { jobIdentifier: `${arn}:model-import-job/dddd` },
          reply: { roleArn: `arn:aws:iam::${account}:role/Import` },
        },
      ],
    },
  ],
});
