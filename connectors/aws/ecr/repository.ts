/** Repository of container images. */
import { z } from 'zod';
import { encryptedWith } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, oneOf, text, time } from '#graph/schema/fields.ts';

const repository = z.object({
  repositoryArn: z.string(),
  registryId: z.string(),
  repositoryName: z.string(),
  repositoryUri: z.string(),
  createdAt: z.string().optional(),
  imageTagMutability: z.string().default('MUTABLE'),
  imageScanningConfiguration: z.object({ scanOnPush: z.boolean().default(false) }).optional(),
  encryptionConfiguration: z.object({ encryptionType: z.string(), kmsKey: z.string().optional() }).optional(),
});

const named = (r: z.output<typeof repository>) => ({
  registryId: r.registryId,
  repositoryName: r.repositoryName,
});
const gone = ['RepositoryNotFoundException'];

export default defineKind({
  kind: 'AwsEcrRepository',
  title: 'ECR repository',
  cloud: 'aws',
  service: 'ecr',
  concepts: ['ContainerRegistry'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    READ: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    // Layers alone are no image: a tag moves only with these.
    WRITE: ['ecr:PutImage', 'ecr:ReplicateImage'],
    MANAGE: [
      'ecr:BatchDeleteImage',
      'ecr:CompleteLayerUpload',
      'ecr:DeleteRepository',
      'ecr:DeleteRepositoryPolicy',
      'ecr:InitiateLayerUpload',
      'ecr:PutImageScanningConfiguration',
      'ecr:PutImageTagMutability',
      'ecr:PutLifecyclePolicy',
      'ecr:SetRepositoryPolicy',
      'ecr:UploadLayerPart',
    ],
  },
})
  .list({
    operation: 'ecr:DescribeRepositories',
    input: () => ({ maxResults: 1000 }),
    items: 'repositories',
    item: repository,
    id: (r) => canonicalArn(r.repositoryArn),
    uid: (r) => r.createdAt ?? '',
    name: (r) => r.repositoryName,
    gives: {
      uri: text('repositoryUri'),
      createdAt: time('createdAt'),
      tagMutability: oneOf('imageTagMutability', [
        'MUTABLE',
        'IMMUTABLE',
        'MUTABLE_WITH_EXCLUSION',
        'IMMUTABLE_WITH_EXCLUSION',
      ]),
      /** A tag may be moved to another image, some tags or all. */
      tagsCanMove: bool('imageTagMutability'),
      scanOnPush: bool('imageScanningConfiguration.scanOnPush'),
      encryptionType: oneOf('encryptionConfiguration.encryptionType', ['AES256', 'KMS', 'KMS_DSSE']),
    },
    props: (r) => ({
      uri: r.repositoryUri,
      createdAt: r.createdAt ?? null,
      tagMutability: r.imageTagMutability,
      tagsCanMove: r.imageTagMutability !== 'IMMUTABLE',
      scanOnPush: r.imageScanningConfiguration?.scanOnPush ?? false,
      encryptionType: r.encryptionConfiguration?.encryptionType ?? null,
    }),
    edgeTypes: ['ENCRYPTED_WITH'],
    edges: (r, at) => encryptedWith(at, r.encryptionConfiguration?.kmsKey),
  })
  .read('policy', {
    operation: 'ecr:GetRepositoryPolicy',
    input: named,
    reply: z.object({ policyText }),
    notConfigured: { codes: ['RepositoryPolicyNotFoundException'], reply: { policyText: NO_POLICY } },
    gone,
    gives: { policy: json('policyText'), hasPolicy: bool('policyText') },
    props: (r) => ({ policy: r.policyText, hasPolicy: r.policyText !== NO_POLICY }),
  });
