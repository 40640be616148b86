/** Pieces of ECR. */
import type { Repository } from '@aws-sdk/client-ecr';
import type { Answered, Piece } from '#connectors/standin/estate.ts';
import { arn, list, made, type Place, piece, reply, type Wire } from './common.ts';

export const repositoryArn = (place: Place, name: string): string => arn(place, 'ecr', `repository/${name}`);

export interface RepositoryHas {
  /** Repository policy. */
  readonly policy?: string;
  /** Tags stay where they are. */
  readonly immutable?: boolean;
  readonly scanOnPush?: boolean;
  /** KMS key; AES-256 otherwise. */
  readonly key?: string;
  readonly more?: Wire<Repository>;
}

export function repository(place: Place, name: string, has: RepositoryHas = {}): Piece {
  const item = {
    repositoryArn: repositoryArn(place, name),
    registryId: place.account,
    repositoryName: name,
    repositoryUri: `${place.account}.dkr.ecr.${place.region}.amazonaws.com/${name}`,
    createdAt: made,
    imageTagMutability: has.immutable === true ? 'IMMUTABLE' : 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: has.scanOnPush ?? false },
    encryptionConfiguration:
      has.key === undefined ? { encryptionType: 'AES256' } : { encryptionType: 'KMS', kmsKey: has.key },
    ...has.more,
  };
  const asked = { repositoryName: name };
  const policy: Answered =
    has.policy === undefined
      ? {
          operation: 'ecr:GetRepositoryPolicy',
          input: asked,
          error: {
            code: 'RepositoryPolicyNotFoundException',
            message: `Repository policy does not exist for the repository with name '${name}'`,
            status: 400,
          },
        }
      : reply('ecr:GetRepositoryPolicy', asked, {
          registryId: place.account,
          ...asked,
          policyText: has.policy,
        });
  return piece(place, [list('ecr:DescribeRepositories', 'repositories', item)], [policy]);
}

/** The policy of the registry itself. Without a piece a registry has none: see `noRegistryPolicy`. */
export const registryPolicy = (place: Place, policy: string): Piece =>
  piece(place, [], [reply('ecr:GetRegistryPolicy', {}, { registryId: place.account, policyText: policy })]);

/** What ECR answers where a registry has no policy. */
export const noRegistryPolicy = (place: Place): Piece =>
  piece(
    place,
    [],
    [
      {
        operation: 'ecr:GetRegistryPolicy',
        error: {
          code: 'RegistryPolicyNotFoundException',
          message: `Registry policy does not exist in the registry with id '${place.account}'`,
          status: 400,
        },
      },
    ],
  );
