/** How most of SageMaker is shown: one operation lists summaries, another describes each. */
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, list, made, type Place, pick, piece, reply } from './common.ts';

export const times = { CreationTime: made, LastModifiedTime: made };

/** A thing that one operation lists and another describes: the summary is a part of the description. */
export function pair(
  place: Place,
  listing: { readonly operation: string; readonly into: string; readonly fields: readonly string[] },
  describing: { readonly operation: string; readonly by: readonly string[] },
  whole: Readonly<Record<string, unknown>>,
): Piece {
  return piece(
    place,
    [list(`sagemaker:${listing.operation}`, listing.into, pick(whole, listing.fields))],
    [reply(`sagemaker:${describing.operation}`, pick(whole, describing.by), whole)],
  );
}

/** SageMaker writes names in lower case in its ARNs. */
export const sageMakerArn = (place: Place, type: string, name: string): string =>
  arn(place, 'sagemaker', `${type}/${name.toLowerCase()}`);
