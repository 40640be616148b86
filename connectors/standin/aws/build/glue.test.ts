import { expect, test } from 'vitest';
import kind from '#connectors/aws/glue/job.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { checkEstate } from '../check.ts';
import type { Place } from './common.ts';
import { glueJob, glueJobArn } from './glue.ts';

const place: Place = { account: '111122223333', region: 'eu-west-1' };

test('a job is scanned as it was built', async () => {
  const pieces = [
    glueJob(place, 'features', {
      role: 'arn:aws:iam::111122223333:role/GlueFeatures',
      script: 's3://quillmark-etl/features.py',
      temp: 's3://quillmark-temp/features/',
      libraries: ['s3://quillmark-shared/lib.zip'],
      connections: ['warehouse'],
      arguments: { '--window': '30' },
    }),
  ];
  expect(await checkEstate({ pieces })).toEqual([]);
  const { rows, coverage } = await scanFixture(kind, { ...place, pieces });
  expect(coverage.every((c) => c.outcome === 'looked')).toBe(true);
  expect(rows.map((r) => r.id)).toEqual([glueJobArn(place, 'features')]);
  expect(rows[0]?.props).toMatchObject({
    connections: ['warehouse'],
    argumentNames: ['--TempDir', '--extra-py-files', '--job-language', '--window'],
  });
  expect(edgesOf(rows[0])).toEqual([
    'LOADS --extra-py-files s3://quillmark-shared/lib.zip -> arn:aws:s3:::quillmark-shared',
    'LOADS script -> arn:aws:s3:::quillmark-etl',
    'RUNS_AS -> arn:aws:iam::111122223333:role/GlueFeatures',
    'STORES_TO --TempDir -> arn:aws:s3:::quillmark-temp',
  ]);
});
