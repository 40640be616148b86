import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './app.fixture.ts';
import app from './app.ts';

const { rows, coverage, calls } = await scanFixture(app, estate);
const [lab, kernel, canvas] = rows;
const sagemaker = 'arn:aws:sagemaker:eu-west-1:111122223333';
const domain = `MEMBER_OF_WORKSPACE -> ${sagemaker}:domain/d-one`;

test('an app runs in a space, from an image that AWS owns', () => {
  expect(lab?.id).toBe(`${sagemaker}:app/d-one/ada-lab/jupyterlab/default`);
  expect(lab?.aliases).toEqual([`${sagemaker}:app/d-one/Ada-Lab/JupyterLab/default`]);
  expect(lab?.props).toMatchObject({
    appType: 'JupyterLab',
    space: 'Ada-Lab',
    userProfile: 'none',
    recoveryMode: true,
    trustedIdentityPropagation: true,
  });
  expect(edgesOf(lab)).toEqual([
    `CONTAINS app <- ${sagemaker}:space/d-one/ada-lab`,
    domain,
    'RUNS_IMAGE -> arn:aws:sagemaker:eu-west-1:819792524951:image/sagemaker-distribution-cpu',
  ]);
});

test('an app runs for a profile, with the image whose version it names and the scripts that it starts with', () => {
  expect(kernel?.props).toMatchObject({
    space: 'none',
    userProfile: 'Grace',
    instanceType: 'ml.g5.xlarge',
    image: `${sagemaker}:image-version/torch/7`,
    recoveryMode: false,
  });
  expect(edgesOf(kernel)).toEqual([
    `CONTAINS app <- ${sagemaker}:user-profile/d-one/grace`,
    domain,
    `RUNS_IMAGE -> ${sagemaker}:image/torch`,
    `STARTS_WITH app -> ${sagemaker}:studio-lifecycle-config/tools`,
    `STARTS_WITH built-in -> ${sagemaker}:studio-lifecycle-config/first`,
  ]);
});

test('what is not set is none', () => {
  expect(canvas?.props).toMatchObject({ instanceType: 'none', image: 'none', status: 'Pending' });
});

test('an app that was shut down is still listed, and is none', () => {
  expect(rows).toHaveLength(3);
  expect(calls.filter((call) => call === 'sagemaker:DescribeApp')).toHaveLength(3);
  expect(coverage.every((row) => row.outcome === 'looked')).toBe(true);
});

test('an app of nobody is a gap, and the others stand', async () => {
  const item = { DomainId: 'd-one', AppType: 'JupyterLab', AppName: 'lost', Status: 'InService' };
  const lost = { operation: 'sagemaker:ListApps', into: 'Apps', item };
  const [piece] = estate.pieces;
  const with1 = await scanFixture(app, {
    ...estate,
    pieces: [{ ...estate, ...piece, lists: [...(piece?.lists ?? []), lost] }],
  });
  expect(with1.rows).toHaveLength(3);
  expect(with1.coverage.find((row) => row.read === 'list')?.outcome).toBe('unreadable');
});
