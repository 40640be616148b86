/** What policies of OpenSearch Serverless share: they have names of their own and no ARN, and dates in milliseconds. */
import { z } from 'zod';
import type { At } from '#connectors/kit/define.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';

export const dateOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();

/** A policy as its listing shows it. Names are unique in a type. */
export const summary = z.object({
  name: z.string(),
  description: z.string().default(''),
  createdDate: z.number().optional(),
  lastModifiedDate: z.number().optional(),
});
type Summary = z.output<typeof summary>;

/** AWS has no ARN for these policies: this spelling is our own. `type`: `access-policy/data`, `security-policy/network`. */
export const policyId = (at: At, type: string, name: string): string =>
  regionalArn(at, 'aoss', `${type}/${name}`);

/** When it was made tells two policies of one name apart. */
export const madeAt = (p: Summary): string => dateOf(p.createdDate) ?? '';

export const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted();
