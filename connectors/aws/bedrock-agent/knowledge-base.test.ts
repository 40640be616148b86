import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './knowledge-base.fixture.ts';
import knowledgeBase from './knowledge-base.ts';

const { rows } = await scanFixture(knowledgeBase, estate);
const named = (name: string) => rows.find((row) => row.name === name);
const at = 'eu-west-1:111122223333';

test('whatever the storage, a base keeps its vectors in one named place', () => {
  const places = rows.flatMap((row) =>
    row.edges
      .filter((edge) => edge.type === 'STORES_VECTORS_IN')
      .map((edge) => [row.name, edge.to, edge.key]),
  );
  expect(places).toEqual([
    ['aoss', `arn:aws:aoss:${at}:collection/abc`, 'docs'],
    ['domain', `arn:aws:es:${at}:domain/docs`, 'docs'],
    ['pinecone', 'host/docs-123.svc.pinecone.io', 'prod'],
    ['redis', 'host/redis-1.cloud.redislabs.com', 'docs'],
    ['rds', `arn:aws:rds:${at}:cluster:docs`, 'kb.docs'],
    ['mongo', 'host/docs.abcde.mongodb.net', 'kb.docs'],
    ['neptune', `arn:aws:neptune-graph:${at}:graph/g-abc`, ''],
    ['s3index', `arn:aws:s3vectors:${at}:bucket/vectors/index/docs`, ''],
    ['s3bucket', `arn:aws:s3vectors:${at}:bucket/vectors/index/docs`, 'docs'],
  ]);
  expect(rows.filter((row) => row.props['vectorsOutside'] === true).map((row) => row.name)).toEqual([
    'pinecone',
    'redis',
    'mongo',
  ]);
});

test('a base runs as a role, embeds with a model, and keeps what it cannot embed in a bucket', () => {
  expect(edgesOf(named('aoss'))).toEqual([
    'RUNS_AS -> arn:aws:iam::111122223333:role/Knowledge',
    'STORES_TO supplemental -> arn:aws:s3:::images',
    `STORES_VECTORS_IN docs -> arn:aws:aoss:${at}:collection/abc`,
    'USES_MODEL embedding -> arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0',
  ]);
  expect(edgesOf(named('rds'))).toContain(
    `USES_SECRET vector-store -> arn:aws:secretsmanager:${at}:secret:rds-AbCdEf`,
  );
});

test('a base without vectors is fed by what it asks', () => {
  expect(named('kendra')?.props).toMatchObject({
    type: 'KENDRA',
    vectorStore: 'none',
    vectorsAt: 'none',
    vectorsOutside: false,
  });
  expect(edgesOf(named('kendra'))).toContain(`FEEDS kendra <- arn:aws:kendra:${at}:index/abc`);
  expect(named('sql')?.props).toMatchObject({ sqlEngine: 'REDSHIFT', sqlSources: ['REDSHIFT'] });
  expect(edgesOf(named('sql'))).toEqual([
    `FEEDS sql <- arn:aws:redshift-serverless:${at}:workgroup/abc`,
    'RUNS_AS -> arn:aws:iam::111122223333:role/Knowledge',
    `USES_SECRET sql -> arn:aws:secretsmanager:${at}:secret:sql-AbCdEf`,
  ]);
  expect(edgesOf(named('cluster'))).toContain(`FEEDS sql <- arn:aws:redshift:${at}:cluster:sales`);
  expect(edgesOf(named('managed'))).toContain(`ENCRYPTED_WITH -> arn:aws:kms:${at}:alias/kb`);
});
