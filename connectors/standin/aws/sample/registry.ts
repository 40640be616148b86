/** A sixth, smaller story: a stranger may add versions to the model registry that production deploys from. */
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, policy, type Statement } from '../build/common.ts';
import { role, roleArn } from '../build/iam.ts';
import { bucket } from '../build/s3.ts';
import { endpoint, endpointConfig, model, modelPackage, modelPackageGroup } from '../build/sagemaker.ts';
import { image, organizationId, prodIreland, production, stranger } from './company.ts';

const share = (group: string, more: Statement): string =>
  policy({
    Sid: 'Share',
    Action: ['sagemaker:CreateModelPackage', 'sagemaker:DescribeModelPackage'],
    Resource: [
      arn(prodIreland, 'sagemaker', `model-package-group/${group}`),
      arn(prodIreland, 'sagemaker', `model-package/${group}/*`),
    ],
    ...more,
  });

/** A group with two versions, the first of them approved and deployed. */
const deployed = (group: string, shared: string): readonly Piece[] => {
  const from = (version: number) => ({
    image: image(prodIreland, 'underwriter'),
    artifact: `s3://quillmark-registry/${group}/${version}/model.tar.gz`,
  });
  return [
    modelPackageGroup(prodIreland, group, shared),
    modelPackage(prodIreland, group, 1, { ...from(1), approval: 'Approved' }),
    modelPackage(prodIreland, group, 2, from(2)),
    model(
      prodIreland,
      `${group}-model`,
      { ...from(1), role: roleArn(production, 'UnderwritingRole') },
      {
        PrimaryContainer: { ModelPackageName: arn(prodIreland, 'sagemaker', `model-package/${group}/1`) },
      },
    ),
    endpointConfig(prodIreland, `${group}-v1`, `${group}-model`),
    endpoint(prodIreland, group, `${group}-v1`),
  ];
};

export const registry: readonly Piece[] = [
  ...deployed('underwriting', share('underwriting', { Principal: { AWS: `arn:aws:iam::${stranger}:root` } })),
  // The decoy: shared with everyone, but of the organisation.
  ...deployed(
    'reinsurance',
    share('reinsurance', {
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
    }),
  ),
  modelPackageGroup(prodIreland, 'retired-models'),
  role(production, 'UnderwritingRole', 'sagemaker.amazonaws.com', {
    inline: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::quillmark-registry/*' }],
  }),
  bucket(prodIreland, 'quillmark-registry', { block: true, versioning: 'Enabled', key: 'alias/ml-data' }),
];
