/** Every derivation, in the order in which publish runs them. */
import { awsAccess } from './access/aws/layer.ts';
import { awsEscalation } from './escalation/aws/layer.ts';
import { awsBucketExposure } from './exposure/aws/bucket.ts';
import { awsFunctionExposure } from './exposure/aws/function.ts';
import { awsExposure } from './exposure/aws/layer.ts';
import { awsRunsAs } from './runs-as/aws/layer.ts';
import type { Derivation, Layer } from './types.ts';

export const derivations: readonly Derivation[] = [awsBucketExposure, awsFunctionExposure];

/** Every layer of derived edges, in the order in which publish runs them: a later one may read what an earlier one gave. */
export const layers: readonly Layer[] = [awsRunsAs, awsExposure, awsAccess, awsEscalation];
