import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './data-source.fixture.ts';
import dataSource from './data-source.ts';
import knowledgeBase from './knowledge-base.ts';

const { rows } = await scanFixture(dataSource, estate, { under: [knowledgeBase] });
const named = (name: string) => rows.find((row) => row.name === name);
const base = 'arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/KB00000001';
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret';

test('a bucket feeds the source by prefix, the source feeds the base, and whatever touches the text is an edge', () => {
  expect(named('bucket')?.id).toBe(`${base}/data-source/BUCKET`);
  expect(named('bucket')?.props).toMatchObject({
    type: 'S3',
    encryption: 'customer',
    deletionPolicy: 'RETAIN',
    otherOwner: false,
    prefixes: ['public/', 'manuals/'],
    parsing: 'BEDROCK_FOUNDATION_MODEL',
  });
  expect(edgesOf(named('bucket'))).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:alias/docs',
    'EXECUTES transformation -> arn:aws:lambda:eu-west-1:111122223333:function:chunk',
    `FEEDS -> ${base}`,
    'FEEDS manuals/ <- arn:aws:s3:::docs',
    'FEEDS public/ <- arn:aws:s3:::docs',
    'STORES_TO intermediate -> arn:aws:s3:::chunks',
    'USES_MODEL parsing -> arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0',
  ]);
});

test("another account's bucket is told apart", () => {
  expect(named('foreign')?.props).toMatchObject({
    otherOwner: true,
    bucketOwner: '444455556666',
    prefixes: [],
  });
  expect(edgesOf(named('foreign'))).toEqual([`FEEDS -> ${base}`, 'FEEDS <- arn:aws:s3:::elsewhere']);
});

test.each([
  ['web', 'host/docs.acme.example', undefined, 'none'],
  ['confluence', 'host/acme.atlassian.net', `${secret}:confluence-AbCdEf`, 'BASIC'],
  ['salesforce', 'host/acme.my.salesforce.com', `${secret}:salesforce-AbCdEf`, 'OAUTH2_CLIENT_CREDENTIALS'],
  ['sharepoint', 'host/acme.sharepoint.com', `${secret}:sharepoint-AbCdEf`, 'OAUTH2_CLIENT_CREDENTIALS'],
])('%s is fed from outside by one host', (name, host, login, signsInBy) => {
  expect(edgesOf(named(name))).toEqual([
    `FEEDS -> ${base}`,
    `FEEDS <- ${host}`,
    ...(login === undefined ? [] : [`USES_SECRET source -> ${login}`]),
  ]);
  expect(named(name)?.props).toMatchObject({ signsInBy, hosts: [host.slice(5)] });
});

test('a custom source is fed by calls only', () => {
  expect(named('custom')?.props).toMatchObject({
    type: 'CUSTOM',
    hosts: [],
    deletionPolicy: 'none',
    encryption: 'provider',
  });
  expect(edgesOf(named('custom'))).toEqual([`FEEDS -> ${base}`]);
});
