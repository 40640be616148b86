/** Every derivation, in the order in which publish runs them. */
import { awsBucketExposure } from './exposure/aws/bucket.ts';
import { awsFunctionExposure } from './exposure/aws/function.ts';
import type { Derivation } from './types.ts';

export const derivations: readonly Derivation[] = [awsBucketExposure, awsFunctionExposure];
