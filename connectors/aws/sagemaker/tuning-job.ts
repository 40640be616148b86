/**
 * SageMaker hyperparameter tuning job: starts training jobs, of one definition or several, and keeps the best. Its
 * training jobs are listed by themselves; here is what they are made from.
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  encryptedWith,
  inGroups,
  inSubnets,
  keyHolder,
  runsAs,
  runsImage,
  sageMakerGone,
  storesTo,
} from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, NEVER, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import { channel, channelEdges, loadsAlgorithm } from './_training.ts';

const volume = z.object({ VolumeKmsKeyId: z.string().optional() }).optional();
const definition = z.object({
  DefinitionName: z.string().optional(),
  AlgorithmSpecification: z
    .object({ TrainingImage: z.string().optional(), AlgorithmName: z.string().optional() })
    .optional(),
  RoleArn: z.string().optional(),
  InputDataConfig: z.array(channel).optional(),
  OutputDataConfig: z
    .object({ S3OutputPath: z.string().optional(), KmsKeyId: z.string().optional() })
    .optional(),
  ResourceConfig: volume,
  HyperParameterTuningResourceConfig: volume,
  CheckpointConfig: z.object({ S3Uri: z.string() }).optional(),
  VpcConfig: z.object({ SecurityGroupIds: z.array(z.string()), Subnets: z.array(z.string()) }).optional(),
  EnableNetworkIsolation: z.boolean().optional(),
  EnableInterContainerTrafficEncryption: z.boolean().optional(),
  // The values are fingerprints by the time they are here.
  StaticHyperParameters: z.record(z.string(), z.string()).optional(),
  Environment: z.record(z.string(), z.string()).optional(),
});
type Definition = z.output<typeof definition>;

const reply = z.object({
  TrainingJobDefinition: definition.optional(),
  TrainingJobDefinitions: z.array(definition).optional(),
  BestTrainingJob: z.object({ TrainingJobArn: z.string() }).optional(),
  OverallBestTrainingJob: z.object({ TrainingJobArn: z.string() }).optional(),
  WarmStartConfig: z
    .object({
      ParentHyperParameterTuningJobs: z.array(
        z.object({ HyperParameterTuningJobName: z.string().optional() }),
      ),
    })
    .optional(),
});
type Reply = z.output<typeof reply>;

const definitionsOf = (r: Reply): readonly Definition[] => [
  ...(r.TrainingJobDefinition === undefined ? [] : [r.TrainingJobDefinition]),
  ...(r.TrainingJobDefinitions ?? []),
];
/** Of the definitions together; the reply has at least one, and without any nothing can be said. */
const ofAll = <T>(r: Reply, say: (all: readonly Definition[]) => T): T | null => {
  const all = definitionsOf(r);
  return all.length === 0 ? null : say(all);
};
const volumeKey = (d: Definition): string | undefined =>
  d.HyperParameterTuningResourceConfig?.VolumeKmsKeyId ?? d.ResourceConfig?.VolumeKmsKeyId;
/** Who holds the keys: the customer, where every definition says so. */
const holder = (keys: readonly (string | undefined)[]): 'provider' | 'customer' =>
  keys.every((key) => keyHolder(key) === 'customer') ? 'customer' : 'provider';
const names = (of: readonly (Readonly<Record<string, string>> | undefined)[]): readonly string[] => [
  ...new Set(of.flatMap((one) => Object.keys(one ?? {}))),
];
/** The best run: of this job and those that it goes on from, where it does. */
const bestOf = (r: Reply): string | undefined =>
  (r.OverallBestTrainingJob ?? r.BestTrainingJob)?.TrainingJobArn;

const edgeTypes = [
  'FEEDS',
  'LOADS',
  'STORES_TO',
  'RUNS_AS',
  'RUNS_IMAGE',
  'ENCRYPTED_WITH',
  'IN_SUBNET',
  'HAS_SECURITY_GROUP',
] as const;

/** What the training jobs of one definition have; keys begin with its name where there are several. */
function definitionEdges(at: AwsPlace, d: Definition): Edge<(typeof edgeTypes)[number]>[] {
  const whose = d.DefinitionName ?? '';
  const key = (what: string): string => (whose === '' ? what : `${whose}:${what}`);
  return [
    ...(d.InputDataConfig ?? []).flatMap((c) => channelEdges(at, c, key(c.ChannelName))),
    ...storesTo(at, d.OutputDataConfig?.S3OutputPath, key('output')),
    ...storesTo(at, d.CheckpointConfig?.S3Uri, key('checkpoint')),
    ...runsAs(d.RoleArn, whose),
    ...runsImage(at, d.AlgorithmSpecification?.TrainingImage, key('training')),
    ...loadsAlgorithm(at, d.AlgorithmSpecification?.AlgorithmName, key('algorithm')),
    ...encryptedWith(at, d.OutputDataConfig?.KmsKeyId, key('output')),
    ...encryptedWith(at, volumeKey(d), key('volume')),
    ...inSubnets(at, d.VpcConfig?.Subnets),
    ...inGroups(at, d.VpcConfig?.SecurityGroupIds, whose),
  ];
}

export default defineKind({
  kind: 'AwsSageMakerTuningJob',
  title: 'SageMaker hyperparameter tuning job',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['TrainingJob'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    MANAGE: ['sagemaker:StopHyperParameterTuningJob', 'sagemaker:DeleteHyperParameterTuningJob'],
  },
  secretFields: [
    'TrainingJobDefinition.StaticHyperParameters',
    'TrainingJobDefinition.Environment',
    'TrainingJobDefinitions.StaticHyperParameters',
    'TrainingJobDefinitions.Environment',
    'BestTrainingJob.TunedHyperParameters',
    'OverallBestTrainingJob.TunedHyperParameters',
  ],
})
  .list({
    operation: 'sagemaker:ListHyperParameterTuningJobs',
    input: () => ({ MaxResults: 100 }),
    items: 'HyperParameterTuningJobSummaries',
    item: z.object({
      HyperParameterTuningJobArn: z.string(),
      HyperParameterTuningJobName: z.string(),
      HyperParameterTuningJobStatus: z.string(),
      Strategy: z.string(),
      CreationTime: z.string(),
      HyperParameterTuningEndTime: z.string().optional(),
    }),
    id: (j) => j.HyperParameterTuningJobArn,
    uid: (j) => j.CreationTime,
    name: (j) => j.HyperParameterTuningJobName,
    gives: {
      status: oneOf('HyperParameterTuningJobStatus', [
        'InProgress',
        'Completed',
        'Failed',
        'Stopping',
        'Stopped',
        'Deleting',
        'DeleteFailed',
      ]),
      strategy: oneOf('Strategy', ['Bayesian', 'Random', 'Hyperband', 'Grid']),
      createdAt: time('CreationTime'),
      endedAt: time('HyperParameterTuningEndTime'),
    },
    props: (j) => ({
      status: j.HyperParameterTuningJobStatus,
      strategy: j.Strategy,
      createdAt: j.CreationTime,
      endedAt: j.HyperParameterTuningEndTime ?? NEVER,
    }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeHyperParameterTuningJob',
    input: (j) => ({ HyperParameterTuningJobName: j.HyperParameterTuningJobName }),
    reply,
    gone: sageMakerGone,
    gives: {
      /** Each of these holds where it holds for every definition. */
      networkIsolated: bool('TrainingJobDefinition.EnableNetworkIsolation'),
      encryptsTraffic: bool('TrainingJobDefinition.EnableInterContainerTrafficEncryption'),
      inVpc: bool('TrainingJobDefinition.VpcConfig'),
      volumeEncryption: oneOf('TrainingJobDefinition.ResourceConfig.VolumeKmsKeyId', [
        'none',
        'provider',
        'customer',
      ]),
      outputEncryption: oneOf('TrainingJobDefinition.OutputDataConfig.KmsKeyId', [
        'none',
        'provider',
        'customer',
      ]),
      definitions: texts('TrainingJobDefinitions.DefinitionName'),
      images: texts('TrainingJobDefinition.AlgorithmSpecification.TrainingImage'),
      algorithms: texts('TrainingJobDefinition.AlgorithmSpecification.AlgorithmName'),
      environment: texts('TrainingJobDefinition.Environment'),
      hyperParameters: texts('TrainingJobDefinition.StaticHyperParameters'),
      bestTrainingJob: text('OverallBestTrainingJob.TrainingJobArn, BestTrainingJob.TrainingJobArn'),
      /** Names of the tuning jobs whose results it goes on from. */
      continues: texts('WarmStartConfig.ParentHyperParameterTuningJobs.HyperParameterTuningJobName'),
    },
    props: (r) => {
      const all = definitionsOf(r);
      const algorithms = all.map((d) => d.AlgorithmSpecification);
      return {
        networkIsolated: ofAll(r, (ds) => ds.every((d) => d.EnableNetworkIsolation === true)),
        encryptsTraffic: ofAll(r, (ds) => ds.every((d) => d.EnableInterContainerTrafficEncryption === true)),
        inVpc: ofAll(r, (ds) => ds.every((d) => d.VpcConfig !== undefined)),
        volumeEncryption: ofAll(r, (ds) => holder(ds.map(volumeKey))),
        outputEncryption: ofAll(r, (ds) => holder(ds.map((d) => d.OutputDataConfig?.KmsKeyId))),
        definitions: all.flatMap((d) => (d.DefinitionName === undefined ? [] : [d.DefinitionName])),
        images: algorithms.map((a) => a?.TrainingImage).filter((image) => image !== undefined),
        algorithms: algorithms.map((a) => a?.AlgorithmName).filter((name) => name !== undefined),
        environment: names(all.map((d) => d.Environment)),
        hyperParameters: names(all.map((d) => d.StaticHyperParameters)),
        bestTrainingJob: bestOf(r) ?? 'none',
        continues: (r.WarmStartConfig?.ParentHyperParameterTuningJobs ?? [])
          .map((parent) => parent.HyperParameterTuningJobName)
          .filter((name) => name !== undefined),
      };
    },
    edgeTypes: [...edgeTypes, 'CONTAINS'],
    edges: (r, _j, at) => {
      const best = bestOf(r);
      return [
        ...definitionsOf(r).flatMap((d) => definitionEdges(at, d)),
        ...(best === undefined
          ? []
          : [{ type: 'CONTAINS' as const, ...end(canonicalArn(best), 'TrainingJob'), key: 'best' }]),
      ];
    },
  });
