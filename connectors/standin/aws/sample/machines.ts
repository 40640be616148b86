/** Story 7: a machine with GPUs whose notebook server the whole internet can ask, but only by IPv6. */
import type { Piece } from '#connectors/standin/estate.ts';
import { instance, instanceProfile } from '../build/ec2.ts';
import {
  ec2Id,
  internetGateway,
  networkAcl,
  port,
  routeTable,
  securityGroup,
  subnet,
  vpc,
} from '../build/ec2-network.ts';
import { role, roleArn } from '../build/iam.ts';
import { admin, labIreland, research } from './company.ts';

const block = '2001:db8:1a00';
export const gpuImage = 'Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.8 (Amazon Linux 2023) 20260105';

export const machines: readonly Piece[] = [
  vpc(labIreland, 'lab', { ipv6: `${block}::/56` }),
  networkAcl(labIreland, 'lab-all', { vpc: 'lab', subnets: ['lab-open', 'lab-private'], isDefault: true }),
  // The story.
  subnet(labIreland, 'lab-open', { vpc: 'lab', cidr: '10.0.1.0/24', ipv6: `${block}:1::/64` }),
  internetGateway(labIreland, 'lab-gateway', { vpc: 'lab' }),
  routeTable(labIreland, 'lab-open', {
    vpc: 'lab',
    subnets: ['lab-open'],
    routes: [{ DestinationIpv6CidrBlock: '::/0', GatewayId: ec2Id(labIreland, 'igw', 'lab-gateway') }],
  }),
  securityGroup(labIreland, 'jupyter', { vpc: 'lab', ingress: [port(8888, '::/0')] }),
  instance(labIreland, 'gpu-lab', {
    vpc: 'lab',
    subnet: 'lab-open',
    groups: ['jupyter'],
    ipv6: `${block}:1::8`,
    type: 'g5.2xlarge',
    image: gpuImage,
    profile: 'GpuLabProfile',
  }),
  instanceProfile(research, 'GpuLabProfile', roleArn(research, 'GpuLabRole')),
  role(research, 'GpuLabRole', 'ec2.amazonaws.com', { attached: [admin] }),
  // Where the notebook that is as it should be stands.
  subnet(labIreland, 'lab-private', { vpc: 'lab', cidr: '10.0.2.0/24' }),
  routeTable(labIreland, 'lab-private', { vpc: 'lab', main: true, subnets: ['lab-private'] }),
  securityGroup(labIreland, 'notebooks', { vpc: 'lab' }),
];
