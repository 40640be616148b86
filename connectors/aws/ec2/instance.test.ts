import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { hasAccelerators, isAiImage } from './_machine.ts';
import pieces from './instance.fixture.ts';
import instance from './instance.ts';

const scanned = await scanFixture(instance, pieces);
const row = (end: string) => scanned.rows.find((r) => r.id.endsWith(end));
const here = 'arn:aws:ec2:eu-west-1:111122223333';

test('a machine is read whole, with the role that its profile stands for', () => {
  expect(row('1a')).toMatchObject({ id: `${here}:instance/i-0000000000000001a`, name: 'trainer' });
  expect(row('1a')?.props).toEqual({
    state: 'running',
    instanceType: 'p5.48xlarge',
    gpu: true,
    image: 'ami-0000000000000001a',
    launchedAt: '2026-01-15T09:00:00.000Z',
    keyName: 'laptop',
    publicIpv4: '203.0.113.20',
    publicIpv4Addresses: ['203.0.113.20', '203.0.113.21'],
    privateIpv4Addresses: ['10.0.0.10', '10.0.1.10'],
    ipv6Addresses: ['2a05:d018:1::10'],
    instanceProfile: 'arn:aws:iam::111122223333:instance-profile/teams/trainer',
    metadataEndpointEnabled: true,
    metadataTokensRequired: false,
    metadataHopLimit: 64,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a tag as someone wrote it
    tags: ['Name=trainer', 'owner=${jndi:ldap://x}'],
    role: 'arn:aws:iam::111122223333:role/teams/trainer',
    imageName: 'Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.7 (Ubuntu 22.04) 20260110',
    imageOwner: '898082745236',
    imagePublic: true,
    aiImage: true,
  });
  expect(edgesOf(row('1a'))).toEqual([
    `HAS_SECURITY_GROUP -> ${here}:security-group/sg-0000000000000001a`,
    `HAS_SECURITY_GROUP -> ${here}:security-group/sg-0000000000000002b`,
    `IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`,
    `IN_SUBNET -> ${here}:subnet/subnet-0000000000000001a`,
    `IN_SUBNET -> ${here}:subnet/subnet-0000000000000002b`,
    'RUNS_AS instance-profile -> arn:aws:iam::111122223333:role/teams/trainer',
    'RUNS_IMAGE ami -> arn:aws:ec2:eu-west-1::image/ami-0000000000000001a',
  ]);
});

test('a stopped machine without a profile runs as nobody; what its image was is unknown', () => {
  expect(row('2b')?.props).toMatchObject({
    state: 'stopped',
    gpu: false,
    instanceProfile: 'none',
    role: 'none',
    publicIpv4: 'none',
    publicIpv4Addresses: [],
    keyName: 'none',
    metadataTokensRequired: true,
    aiImage: null,
    imageName: null,
  });
  expect(row('2b')?.incomplete).toEqual([]);
});

test.each([
  ['3c', 'that was deleted under it'],
  ['4d', 'made anew under its name'],
  ['5e', 'without a role'],
])('%s has a profile %s, which gives it no role', (end) => {
  expect(row(end)?.props['instanceProfile']).not.toBe('none');
  expect(row(end)?.props['role']).toBe('none');
  expect(edgesOf(row(end)).filter((e) => e.startsWith('RUNS_AS'))).toEqual([]);
});

test('an id that is no profile’s leaves the role to the name of the profile', () => {
  expect(row('7a')?.props['role']).toBe('arn:aws:iam::111122223333:role/teams/trainer');
});

test('a metadata service that is off says so, and one that EC2 does not describe is unknown', () => {
  expect(row('3c')?.props).toMatchObject({ metadataEndpointEnabled: false, metadataHopLimit: 1 });
  expect(row('3c')?.props['aiImage']).toBe(false);
  expect(row('4d')?.props).toMatchObject({
    gpu: true,
    image: 'none',
    launchedAt: null,
    metadataEndpointEnabled: null,
    metadataTokensRequired: null,
    metadataHopLimit: null,
  });
});

test('one that is gone is not shown, and a profile or image of several is asked for once', () => {
  expect(scanned.rows).toHaveLength(6);
  expect(scanned.calls.filter((c) => c === 'ec2:DescribeImages')).toHaveLength(3);
});

test('a denied IAM leaves the role unknown, not none', async () => {
  const denied = await scanFixture(instance, pieces, {
    faults: [{ operation: 'iam:GetInstanceProfile', fault: { type: 'deny' } }],
  });
  const trainer = denied.rows.find((r) => r.name === 'trainer');
  expect(trainer?.props['role']).toBeNull();
  expect(trainer?.incomplete).toEqual(['RUNS_AS']);
  // Who has no profile has no role, whatever IAM says.
  expect(denied.rows.find((r) => r.id.endsWith('2b'))?.props['role']).toBe('none');
});

test.each([
  ['p4d.24xlarge', true],
  ['p6-b200.48xlarge', true],
  ['g5g.xlarge', true],
  ['gr6.4xlarge', true],
  ['trn1n.32xlarge', true],
  ['inf2.48xlarge', true],
  ['dl2q.24xlarge', true],
  ['vt1.3xlarge', true],
  ['t3.large', false],
  ['m7g.large', false],
  ['r8gd.xlarge', false],
  ['i4g.large', false],
  ['f2.6xlarge', false],
  ['hpc7g.16xlarge', false],
  ['u-6tb1.metal', false],
])('%s has accelerators: %s', (type, expected) => {
  expect(hasAccelerators(type)).toBe(expected);
});

test.each([
  [['Deep Learning Base AMI with Single CUDA (Amazon Linux 2023)'], true],
  [['company-base', 'built from dlami-2026'], true],
  [['our_pytorch_2.7', undefined], true],
  [['NVIDIA GPU-Optimized AMI 24.10', undefined], true],
  [['Deep Learning AMI Neuron (Ubuntu 22.04)'], true],
  [['al2023-ami-2023.9', 'Amazon Linux 2023 AMI'], false],
  [['deeper-learnings'], false],
  [[undefined, undefined], false],
])('an image named %j is for machine learning: %s', (said, expected) => {
  expect(isAiImage(...said)).toBe(expected);
});
