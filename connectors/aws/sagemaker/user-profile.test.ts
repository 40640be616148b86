import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './user-profile.fixture.ts';
import profile from './user-profile.ts';

const { rows, calls } = await scanFixture(profile, estate);
const [inherits, own] = rows;
const arn = 'arn:aws:sagemaker:eu-west-1:111122223333';

test('one listing shows the profiles of all domains, each under its own', () => {
  expect(calls.filter((call) => call === 'sagemaker:ListUserProfiles')).toHaveLength(1);
  expect(rows.map((row) => row.id)).toEqual([
    `${arn}:user-profile/d-one/ada`,
    `${arn}:user-profile/d-two/ada`,
  ]);
});

test('without settings of its own a profile only belongs to its domain', () => {
  expect(inherits?.props).toMatchObject({ ownRole: false, signsOnAs: 'ada', sharesNotebookOutput: false });
  expect(edgesOf(inherits)).toEqual([`MEMBER_OF_WORKSPACE -> ${arn}:domain/d-one`]);
});

test('a role of its own is an edge of its own', () => {
  expect(own?.props).toMatchObject({ ownRole: true, signsOnAs: 'none', sharesNotebookOutput: true });
  expect(edgesOf(own)).toEqual([
    'ENCRYPTED_WITH shared-notebooks -> arn:aws:kms:eu-west-1:111122223333:alias/ada',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'LOADS jupyter-lab -> https://github.com/acme/ada',
    `MEMBER_OF_WORKSPACE -> ${arn}:domain/d-two`,
    'RUNS_AS -> arn:aws:iam::111122223333:role/AdaAdmin',
    `STARTS_WITH jupyter-lab -> ${arn}:studio-lifecycle-config/ada`,
    'STORES_TO shared-notebooks -> arn:aws:s3:::ada',
    'USES_SECRET canvas-oauth -> arn:aws:secretsmanager:eu-west-1:111122223333:secret:canvas-AbCdEf',
  ]);
});
