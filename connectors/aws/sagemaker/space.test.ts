import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './space.fixture.ts';
import space from './space.ts';

const { rows } = await scanFixture(space, estate);
const [own, team, classic] = rows;
const sagemaker = 'arn:aws:sagemaker:eu-west-1:111122223333';
const domain = `MEMBER_OF_WORKSPACE -> ${sagemaker}:domain/d-one`;

test('a private space is its owner’s, in the one spelling that names have in an ARN', () => {
  expect(own?.id).toBe(`${sagemaker}:space/d-one/ada-lab`);
  expect(own?.aliases).toEqual([`${sagemaker}:space/d-one/Ada-Lab`]);
  expect(own?.props).toMatchObject({
    sharing: 'Private',
    owner: 'Ada',
    appType: 'JupyterLab',
    remoteAccess: false,
    volumeGigabytes: 5,
  });
  expect(edgesOf(own)).toEqual([`CONTAINS owner <- ${sagemaker}:user-profile/d-one/ada`, domain]);
});

test('a shared space tells what it mounts, starts with and is reached by', () => {
  expect(team?.props).toMatchObject({
    sharing: 'Shared',
    remoteAccess: true,
    managedResources: true,
    volumeGigabytes: 0,
  });
  expect(edgesOf(team)).toEqual([
    `CONTAINS owner <- ${sagemaker}:user-profile/d-one/grace`,
    'LOADS jupyter-lab -> https://github.com/acme/team',
    domain,
    `STARTS_WITH code-editor -> ${sagemaker}:studio-lifecycle-config/tools`,
    'STORES_TO mount -> arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1',
    'STORES_TO mount -> arn:aws:fsx:eu-west-1:111122223333:file-system/fs-2',
    'STORES_TO mount -> arn:aws:s3:::team',
  ]);
});

test('a space of Studio Classic has no owner, and that is known', () => {
  expect(classic?.props).toMatchObject({ sharing: 'none', owner: 'none', appType: 'none' });
  expect(edgesOf(classic)).toEqual([domain]);
});
