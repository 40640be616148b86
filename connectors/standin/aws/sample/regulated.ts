/** The stories once more in an account of its own, each closed by one thing. None of it may be reported. */
import type { Piece } from '#connectors/standin/estate.ts';
import { codeInterpreter, codeInterpreterArn } from '../build/agentcore-tools.ts';
import { agent, knowledgeBase } from '../build/bedrock-agent.ts';
import { arn, policy, type Statement } from '../build/common.ts';
import { accessKey } from '../build/credentials.ts';
import { instance, instanceProfile, vpcEndpoint } from '../build/ec2.ts';
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
import { group, localPolicy, managedPolicy, role, roleArn, user } from '../build/iam.ts';
import { functionArn, lambdaFunction } from '../build/lambda.ts';
import { bucket } from '../build/s3.ts';
import {
  endpoint,
  endpointConfig,
  model,
  modelPackage,
  modelPackageGroup,
  trainingJob,
} from '../build/sagemaker.ts';
import { lifecycle, notebook } from '../build/sagemaker-studio.ts';
import { admin, regulatedIreland as here, image, organizationId, regulated } from './company.ts';
import { gpuImage } from './machines.ts';

const roleOf = (name: string): string => roleArn(regulated, name);
const ofTheCompany = { StringEquals: { 'aws:PrincipalOrgID': organizationId } };
const anyone = (Action: string, name: string, Condition?: Statement['Condition']): string =>
  policy({
    Principal: '*',
    Action,
    Resource: `arn:aws:s3:::${name}/*`,
    ...(Condition === undefined ? {} : { Condition }),
  });
const served = (
  name: string,
  artifact: string,
  more: Parameters<typeof endpoint>[3] = {},
): readonly Piece[] => [
  model(here, name, { image: image(here, name), artifact, role: roleOf('ServingRole') }),
  endpointConfig(here, `${name}-v1`, name),
  endpoint(here, name, `${name}-v1`, more),
];

/** As story 1: closed by the SCP `of-regulated`. */
const laboratory: readonly Piece[] = [
  notebook(here, 'audit-lab', roleOf('AuditLabRole'), {
    NotebookInstanceLifecycleConfigName: 'audit-lab-setup',
  }),
  lifecycle(here, 'audit-lab-setup', { onStart: '#!/bin/bash\necho ready\n' }),
  role(regulated, 'AuditLabRole', 'sagemaker.amazonaws.com', {
    inline: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::quillmark-regulated-models/*' }],
  }),
  group(regulated, 'auditors', {
    inline: [
      {
        Action: [
          'sagemaker:CreatePresignedNotebookInstanceUrl',
          'sagemaker:StopNotebookInstance',
          'sagemaker:StartNotebookInstance',
          'sagemaker:UpdateNotebookInstanceLifecycleConfig',
        ],
        Resource: arn(here, 'sagemaker', '*'),
      },
    ],
  }),
  user(regulated, 'ines', { groups: ['auditors'] }),
  accessKey(regulated, 'ines'),
];

/** As story 2: closed by Block Public Access. */
const questions: readonly Piece[] = [
  ...served('annuity-assistant', 's3://quillmark-regulated-models/annuity/model.tar.gz', {
    DataCaptureConfig: {
      EnableCapture: true,
      CaptureStatus: 'Started',
      CurrentSamplingPercentage: 100,
      DestinationS3Uri: 's3://quillmark-regulated-capture/annuity',
      KmsKeyId: '',
    },
  }),
  bucket(here, 'quillmark-regulated-models', { block: true, versioning: 'Enabled' }),
  bucket(here, 'quillmark-regulated-capture', {
    policy: anyone('s3:GetObject', 'quillmark-regulated-capture'),
    policyIsPublic: true,
    block: true,
  }),
];

const basedOn = (name: string, docs: string): readonly Piece[] => [
  agent(here, `${name}-agent`, {
    role: roleOf('AnswersRole'),
    knowledgeBases: [name],
    versions: ['1'],
    aliases: { live: '1' },
  }),
  knowledgeBase(here, name, {
    role: roleOf('AnswersRole'),
    collection: name.replaceAll('-', ''),
    sources: [{ name: docs, bucket: docs }],
  }),
];

/** As story 3: closed by the conditions `aws:PrincipalOrgID` and `aws:SourceVpce`. */
const books: readonly Piece[] = [
  ...basedOn('pension-book', 'quillmark-pension-docs'),
  bucket(here, 'quillmark-pension-docs', {
    policy: anyone('s3:PutObject', 'quillmark-pension-docs', ofTheCompany),
  }),
  ...basedOn('annuity-book', 'quillmark-annuity-docs'),
  bucket(here, 'quillmark-annuity-docs', {
    policy: anyone('s3:PutObject', 'quillmark-annuity-docs', {
      StringEquals: { 'aws:SourceVpce': ec2Id(here, 'vpce', 's3') },
    }),
  }),
  role(regulated, 'AnswersRole', 'bedrock.amazonaws.com', {
    inline: [{ Action: ['bedrock:InvokeModel', 'bedrock:Retrieve'], Resource: '*' }],
  }),
];

/** As story 4: closed by signed requests from the company alone. */
const tool: readonly Piece[] = [
  agent(here, 'pension-agent', {
    role: roleOf('AnswersRole'),
    actionGroups: [
      {
        name: 'transfers',
        lambda: functionArn(here, 'pension-transfers'),
        functions: [{ name: 'move', confirm: true }],
      },
    ],
    versions: ['1'],
    aliases: { live: '1' },
  }),
  lambdaFunction(here, 'pension-transfers', {
    role: roleOf('TransfersRole'),
    url: 'AWS_IAM',
    policy: policy({
      Principal: '*',
      Action: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
      Resource: functionArn(here, 'pension-transfers'),
      Condition: ofTheCompany,
    }),
  }),
  role(regulated, 'TransfersRole', 'lambda.amazonaws.com', {
    inline: [
      { Action: ['bedrock:UpdateAgent', 'bedrock:PrepareAgent'], Resource: arn(here, 'bedrock', 'agent/*') },
    ],
  }),
];

/** As story 5: closed by Block Public Access, which ignores the ACL. */
const strangers: readonly Piece[] = [
  bucket(here, 'quillmark-mortality-intake', {
    everyone: ['READ', 'WRITE'],
    ownership: 'ObjectWriter',
    block: true,
  }),
  trainingJob(here, 'mortality-weekly', {
    image: image(here, 'trainer'),
    role: roleOf('MortalityRole'),
    input: 's3://quillmark-mortality-intake/tables/',
    output: 's3://quillmark-mortality-models/weekly',
  }),
  role(regulated, 'MortalityRole', 'sagemaker.amazonaws.com', {
    inline: [{ Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::quillmark-mortality-*/*' }],
  }),
  bucket(here, 'quillmark-mortality-models', { block: true, versioning: 'Enabled' }),
  ...served('mortality', 's3://quillmark-mortality-models/weekly/mortality-weekly/output/model.tar.gz'),
  role(regulated, 'ServingRole', 'sagemaker.amazonaws.com', {
    inline: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::quillmark-mortality-models/*' }],
  }),
];

/** As story 6: shared with everyone, but of the company. */
const shared: readonly Piece[] = [
  modelPackageGroup(
    here,
    'solvency',
    policy({
      Principal: '*',
      Action: ['sagemaker:CreateModelPackage', 'sagemaker:DescribeModelPackage'],
      Resource: [
        arn(here, 'sagemaker', 'model-package-group/solvency'),
        arn(here, 'sagemaker', 'model-package/solvency/*'),
      ],
      Condition: ofTheCompany,
    }),
  ),
  modelPackage(here, 'solvency', 1, {
    image: image(here, 'solvency'),
    artifact: 's3://quillmark-regulated-models/solvency/1/model.tar.gz',
    approval: 'Approved',
  }),
];

/** As story 7: its network has a gateway, but no route leads from the machine to it. */
const machine: readonly Piece[] = [
  vpc(here, 'regulated', { ipv6: '2001:db8:1b00::/56' }),
  networkAcl(here, 'regulated-all', { vpc: 'regulated', subnets: ['gpu'], isDefault: true }),
  subnet(here, 'gpu', { vpc: 'regulated', ipv6: '2001:db8:1b00:1::/64' }),
  internetGateway(here, 'regulated-gateway', { vpc: 'regulated' }),
  routeTable(here, 'gpu', { vpc: 'regulated', main: true, subnets: ['gpu'] }),
  securityGroup(here, 'jupyter', { vpc: 'regulated', ingress: [port(8888, '::/0')] }),
  instance(here, 'gpu-regulated', {
    vpc: 'regulated',
    subnet: 'gpu',
    groups: ['jupyter'],
    ipv6: '2001:db8:1b00:1::8',
    type: 'g5.2xlarge',
    image: gpuImage,
    profile: 'GpuRegulatedProfile',
  }),
  instanceProfile(regulated, 'GpuRegulatedProfile', roleOf('GpuRegulatedRole')),
  role(regulated, 'GpuRegulatedRole', 'ec2.amazonaws.com', { attached: [admin] }),
  vpcEndpoint(here, 's3', { vpc: 'regulated', service: 's3', routeTables: ['gpu'] }),
];

/** As story 8: the boundary of the one who may use it leaves nothing of that. */
const boundary = localPolicy(regulated, 'LookOnly');
const sandbox: readonly Piece[] = [
  codeInterpreter(here, 'pension_analysis', { role: roleOf('PensionAnalysisRole') }),
  role(regulated, 'PensionAnalysisRole', 'bedrock-agentcore.amazonaws.com', {
    inline: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::quillmark-pension-docs/*' }],
  }),
  user(regulated, 'piet', {
    inline: [
      {
        Action: ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'],
        Resource: codeInterpreterArn(here, 'pension_analysis'),
      },
    ],
    boundary,
  }),
  managedPolicy(regulated, boundary, { Action: ['sagemaker:List*', 'sagemaker:Describe*'], Resource: '*' }),
  accessKey(regulated, 'piet'),
];

export const regulatedAccount: readonly Piece[] = [
  ...laboratory,
  ...questions,
  ...books,
  ...tool,
  ...strangers,
  ...shared,
  ...machine,
  ...sandbox,
];
