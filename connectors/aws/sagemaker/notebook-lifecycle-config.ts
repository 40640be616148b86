/** SageMaker notebook lifecycle configuration: scripts that run as root when a notebook is made or started. */
import { z } from 'zod';
import { sageMakerGone } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { text, texts, time } from '#graph/schema/fields.ts';

// The content is a fingerprint by the time it is here: the script itself goes nowhere.
const hooks = z.array(z.object({ Content: z.string().optional() })).optional();
const printOf = (scripts: z.output<typeof hooks>): string => {
  const prints = (scripts ?? []).flatMap((hook) => (hook.Content === undefined ? [] : [hook.Content]));
  return prints.length === 0 ? 'none' : prints.join(' ');
};

export default defineKind({
  kind: 'AwsSageMakerNotebookLifecycleConfig',
  title: 'SageMaker notebook lifecycle configuration',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['LifecycleScript'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    WRITE: ['sagemaker:UpdateNotebookInstanceLifecycleConfig'],
    MANAGE: ['sagemaker:DeleteNotebookInstanceLifecycleConfig'],
  },
  secretFields: ['OnCreate.Content', 'OnStart.Content'],
})
  .list({
    operation: 'sagemaker:ListNotebookInstanceLifecycleConfigs',
    input: () => ({ MaxResults: 100 }),
    items: 'NotebookInstanceLifecycleConfigs',
    item: z.object({
      NotebookInstanceLifecycleConfigArn: z.string(),
      NotebookInstanceLifecycleConfigName: z.string(),
      CreationTime: z.string().optional(),
      LastModifiedTime: z.string().optional(),
    }),
    id: (c) => c.NotebookInstanceLifecycleConfigArn,
    uid: (c) => c.CreationTime ?? '',
    name: (c) => c.NotebookInstanceLifecycleConfigName,
    gives: { createdAt: time('CreationTime'), changedAt: time('LastModifiedTime') },
    props: (c) => ({ createdAt: c.CreationTime ?? null, changedAt: c.LastModifiedTime ?? null }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeNotebookInstanceLifecycleConfig',
    input: (c) => ({ NotebookInstanceLifecycleConfigName: c.NotebookInstanceLifecycleConfigName }),
    reply: z.object({ OnCreate: hooks, OnStart: hooks }),
    gone: sageMakerGone,
    gives: {
      hooks: texts('OnCreate, OnStart'),
      onCreateFingerprint: text('OnCreate.Content'),
      onStartFingerprint: text('OnStart.Content'),
    },
    props: (r) => ({
      hooks: [
        ...((r.OnCreate ?? []).length > 0 ? ['create'] : []),
        ...((r.OnStart ?? []).length > 0 ? ['start'] : []),
      ],
      onCreateFingerprint: printOf(r.OnCreate),
      onStartFingerprint: printOf(r.OnStart),
    }),
  });
