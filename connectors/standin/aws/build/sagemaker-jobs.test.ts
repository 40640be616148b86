import { describe, expect, it } from 'vitest';
import app from '#connectors/aws/sagemaker/app.ts';
import featureGroup from '#connectors/aws/sagemaker/feature-group.ts';
import mlflowServer from '#connectors/aws/sagemaker/mlflow-server.ts';
import pipeline from '#connectors/aws/sagemaker/pipeline.ts';
import processingJob from '#connectors/aws/sagemaker/processing-job.ts';
import space from '#connectors/aws/sagemaker/space.ts';
import lifecycle from '#connectors/aws/sagemaker/studio-lifecycle-config.ts';
import transformJob from '#connectors/aws/sagemaker/transform-job.ts';
import tuningJob from '#connectors/aws/sagemaker/tuning-job.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { fixture } from '#connectors/standin/estate.ts';
import { checkEstate } from '../check.ts';
import { type Place } from './common.ts';
import * as jobs from './sagemaker-jobs.ts';
import * as spaces from './sagemaker-spaces.ts';
import { domainId } from './sagemaker-studio.ts';

const place: Place = { account: '111122223333', region: 'eu-west-1' };
const role = 'arn:aws:iam::111122223333:role/Work';
const image = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/work:1';
const data = { image, role, input: 's3://in/data/', output: 's3://out/data/' };
const estate = fixture({
  ...place,
  pieces: [
    jobs.processingJob(place, 'Prepare', data),
    jobs.tuningJob(place, 'Tune', data),
    jobs.transformJob(place, 'Score', { model: 'Fraud', input: data.input, output: data.output }),
    jobs.mlflowServer(place, 'Lab', { role, artifacts: 's3://experiments/lab' }),
    jobs.featureGroup(place, 'Claims', { role, offline: 's3://features/claims/' }),
    jobs.pipeline(place, 'Nightly', { role }),
    spaces.space(place, 'lab', 'Notes', 'Ada'),
    spaces.app(place, 'lab', { space: 'Notes' }, 'JupyterLab'),
    spaces.app(place, 'lab', { userProfile: 'Ada' }, 'Canvas'),
    spaces.studioLifecycleConfig(place, 'Tools', '#!/bin/sh\n'),
  ],
});
const sagemaker = 'arn:aws:sagemaker:eu-west-1:111122223333';
const member = `MEMBER_OF_WORKSPACE -> ${sagemaker}:domain/${domainId('lab')}`;
const path = `${domainId('lab')}/`;

describe('what the builders make', () => {
  it('is what AWS could answer', async () => {
    expect(await checkEstate(estate)).toEqual([]);
  });

  it.each([
    [
      'processing-job/prepare',
      processingJob,
      ['FEEDS input <- arn:aws:s3:::in', `RUNS_AS -> ${role}`, 'STORES_TO output -> arn:aws:s3:::out'],
    ],
    [
      'hyper-parameter-tuning-job/tune',
      tuningJob,
      ['FEEDS train <- arn:aws:s3:::in', `RUNS_AS -> ${role}`, 'STORES_TO output -> arn:aws:s3:::out'],
    ],
    [
      'transform-job/score',
      transformJob,
      [
        'FEEDS input <- arn:aws:s3:::in',
        'STORES_TO output -> arn:aws:s3:::out',
        `USES_MODEL -> ${sagemaker}:model/fraud`,
      ],
    ],
    [
      'mlflow-tracking-server/lab',
      mlflowServer,
      [`RUNS_AS -> ${role}`, 'STORES_TO artifacts -> arn:aws:s3:::experiments'],
    ],
    [
      'feature-group/claims',
      featureGroup,
      [`RUNS_AS -> ${role}`, 'STORES_TO offline -> arn:aws:s3:::features'],
    ],
    ['pipeline/nightly', pipeline, [`RUNS_AS -> ${role}`]],
    [`space/${path}notes`, space, [`CONTAINS owner <- ${sagemaker}:user-profile/${path}ada`, member]],
    [`app/${path}notes/jupyterlab/default`, app, [`CONTAINS app <- ${sagemaker}:space/${path}notes`, member]],
    [`app/${path}ada/canvas/default`, app, [`CONTAINS app <- ${sagemaker}:user-profile/${path}ada`, member]],
    ['studio-lifecycle-config/tools', lifecycle, []],
  ])('%s is read by its kind without a gap', async (id, kind, edges) => {
    const { rows, coverage } = await scanFixture(kind, estate);
    expect(coverage.map((row) => row.outcome)).toEqual(coverage.map(() => 'looked'));
    const row = rows.find((one) => one.id === `${sagemaker}:${id}`);
    expect(edgesOf(row)).toEqual(expect.arrayContaining([...edges]));
    expect(row?.incomplete).toEqual([]);
  });
});
