import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './job.fixture.ts';
import job from './job.ts';

const scanned = await scanFixture(job, estate);
const row = (name: string) => scanned.rows.find((r) => r.name === name);

test('a job says what it runs, and of its arguments the names', () => {
  expect(row('features')?.id).toBe('arn:aws:glue:eu-west-1:111122223333:job/features');
  expect(row('features')?.props).toEqual({
    command: 'glueetl',
    mode: 'SCRIPT',
    glueVersion: '5.0',
    workerType: 'G.1X',
    timeoutMinutes: 60,
    scriptLocation: 's3://acme-glue/scripts/features.py',
    connections: ['lake', 'warehouse'],
    securityConfiguration: 'encrypted',
    argumentNames: [
      '--TempDir',
      '--additional-python-modules',
      '--extra-files',
      '--extra-jars',
      '--extra-py-files',
      '--spark-event-logs-path',
      '--warehouse',
    ],
    installsPackages: true,
    createdAt: '2026-03-01T09:00:00.000Z',
    changedAt: '2026-03-01T09:00:00.000Z',
  });
});

test('who writes what a job loads acts in it: its script, its libraries, wherever they lie', () => {
  expect(edgesOf(row('features'))).toEqual([
    'LOADS --additional-python-modules s3://acme-shared/libs/d.whl -> arn:aws:s3:::acme-shared',
    'LOADS --extra-files s3://acme-shared/conf/e.json -> arn:aws:s3:::acme-shared',
    'LOADS --extra-jars s3://acme-glue/jars/c.jar -> arn:aws:s3:::acme-glue',
    'LOADS --extra-py-files s3://acme-glue/libs/a.zip -> arn:aws:s3:::acme-glue',
    'LOADS --extra-py-files s3://acme-shared/libs/b.whl -> arn:aws:s3:::acme-shared',
    'LOADS script -> arn:aws:s3:::acme-glue',
    'RUNS_AS -> arn:aws:iam::111122223333:role/service-role/GlueFeatures',
    'STORES_TO --TempDir -> arn:aws:s3:::acme-glue-temp',
    'STORES_TO --spark-event-logs-path -> arn:aws:s3:::acme-glue-logs',
  ]);
  const script = row('features')?.edges.find((edge) => edge.key === 'script');
  expect(script?.props).toEqual({ prefix: 'scripts/features.py' });
});

test('what a job does not have is a value; packages from a bucket come from no index', () => {
  expect(row('plain')?.props).toMatchObject({
    glueVersion: 'none',
    workerType: 'none',
    connections: [],
    securityConfiguration: 'none',
    installsPackages: false,
  });
  expect(row('old')?.props).toMatchObject({ command: 'none', scriptLocation: 'none', timeoutMinutes: null });
});

test('a role may be given by its name alone', () => {
  expect(edgesOf(row('old'))).toEqual(['RUNS_AS -> arn:aws:iam::111122223333:role/GluePlain']);
});

test("neither the value of an author's own argument nor a token gets out", () => {
  expect(JSON.stringify(scanned)).not.toContain('not-a-secret-of-anyone');
  expect(JSON.stringify(scanned)).not.toContain('not-a-token-of-anyone');
});
