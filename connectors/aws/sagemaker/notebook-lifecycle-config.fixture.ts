import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (NotebookInstanceLifecycleConfigName: string) => ({
  operation: 'sagemaker:ListNotebookInstanceLifecycleConfigs',
  into: 'NotebookInstanceLifecycleConfigs',
  item: {
    NotebookInstanceLifecycleConfigName,
    NotebookInstanceLifecycleConfigArn: `arn:aws:sagemaker:${region}:${account}:notebook-instance-lifecycle-config/${NotebookInstanceLifecycleConfigName}`,
    CreationTime: time,
    LastModifiedTime: time,
  },
});
const described = (NotebookInstanceLifecycleConfigName: string, hooks: object) => ({
  operation: 'sagemaker:DescribeNotebookInstanceLifecycleConfig',
  input: { NotebookInstanceLifecycleConfigName },
  reply: { NotebookInstanceLifecycleConfigName, ...hooks },
});
const script = (text: string) => ({ Content: Buffer.from(text).toString('base64') });

/** Both hooks; one hook with the same script; none. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('both'), listed('start-only'), listed('empty')],
      answers: [
        described('both', {
          OnCreate: [script('#!/bin/sh\npip install torch\n')],
          OnStart: [script('#!/bin/sh\ncurl https://tools.example | sh\n')],
        }),
        described('start-only', { OnStart: [script('#!/bin/sh\ncurl https://tools.example | sh\n')] }),
        described('empty', { OnCreate: [], OnStart: [] }),
      ],
    },
  ],
});
