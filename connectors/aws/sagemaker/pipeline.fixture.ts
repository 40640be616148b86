import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const pipeline = (PipelineName: string, more: object) => ({
  PipelineName,
  PipelineArn: `arn:aws:sagemaker:${region}:${account}:pipeline/${PipelineName}`,
  ...more,
});
const listed = (name: string) => ({
  operation: 'sagemaker:ListPipelines',
  into: 'PipelineSummaries',
  item: pipeline(name, { CreationTime: time, LastModifiedTime: time }),
});
const described = (name: string, more: object) => ({
  operation: 'sagemaker:DescribePipeline',
  input: { PipelineName: name },
  reply: pipeline(name, { PipelineStatus: 'Active', ...more }),
});
const steps = JSON.stringify({
  Version: '2020-12-01',
  Steps: [{ Name: 'train', Arguments: { Environment: { TOKEN: 'hush-hush-hush' } } }],
});

/** One that runs; one of the same definition that never ran, as a role that can do everything. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('good'), listed('bad')],
      answers: [
        described('good', {
          RoleArn: `arn:aws:iam::${account}:role/Pipeline`,
          LastRunTime: '2026-03-02T01:00:00.000Z',
          PipelineDefinition: steps,
        }),
        described('bad', { RoleArn: `arn:aws:iam::${account}:role/Admin`, PipelineDefinition: steps }),
      ],
    },
  ],
});
