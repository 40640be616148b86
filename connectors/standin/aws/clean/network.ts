/** A network without a way in: private subnets, endpoints for AWS's services, a load balancer for the inside. */
import type { Piece } from '#connectors/standin/estate.ts';
import { policy } from '../build/common.ts';
import { vpcEndpoint } from '../build/ec2.ts';
import {
  ec2Id,
  group,
  networkAcl,
  port,
  routeTable,
  securityGroup,
  subnet,
  vpc,
} from '../build/ec2-network.ts';
import { loadBalancer } from '../build/front-doors-elb.ts';
import { functionArn } from '../build/lambda.ts';
import { here, workload } from './company.ts';

const subnets = ['private-a', 'private-b'] as const;
export const subnetIds = subnets.map((name) => ec2Id(here, 'subnet', name));
export const groupIds = [ec2Id(here, 'sg', 'workloads')];

export const network: readonly Piece[] = [
  vpc(here, 'workloads'),
  ...subnets.map((name, i) => subnet(here, name, { vpc: 'workloads', cidr: `10.0.${i}.0/24` })),
  routeTable(here, 'private', { vpc: 'workloads', main: true, subnets }),
  networkAcl(here, 'private', { vpc: 'workloads', subnets, isDefault: true }),
  securityGroup(here, 'workloads', { vpc: 'workloads', ingress: [group(here, 'workloads')] }),
  securityGroup(here, 'doors', { vpc: 'workloads', ingress: [port(443, '10.0.0.0/16')] }),
  vpcEndpoint(here, 's3', {
    vpc: 'workloads',
    service: 's3',
    routeTables: ['private'],
    policy: policy({
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': workload } },
    }),
  }),
  vpcEndpoint(here, 'models', {
    vpc: 'workloads',
    service: 'sagemaker.runtime',
    subnets,
    groups: ['workloads'],
  }),
  loadBalancer(here, 'quotes', {
    vpc: ec2Id(here, 'vpc', 'workloads'),
    subnets: subnetIds,
    groups: [ec2Id(here, 'sg', 'doors')],
    listeners: [
      { port: 443, actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
    ],
    targetGroups: [{ name: 'quotes', type: 'lambda', targets: [functionArn(here, 'quotes')] }],
  }),
];
