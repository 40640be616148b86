/** The format of an access case: a question with all the policies that bear on it. Not one field more. */
import { z } from 'zod';
import { parseArn } from '#graph/schema/aws/ids.ts';

/** Anything at all: what is no policy is a policy that cannot be read. */
const policy = z.unknown();
const levels = z.array(z.array(policy).nullable()).nullable().optional();

const lowerFirst = (value: unknown): unknown =>
  Object.fromEntries(
    Object.entries(value ?? {}).map(([k, v]) => [k.charAt(0).toLowerCase() + k.slice(1), v]),
  );

const blockSettings = z
  .preprocess(
    lowerFirst,
    z.strictObject({
      blockPublicAcls: z.boolean().nullable(),
      ignorePublicAcls: z.boolean().nullable(),
      blockPublicPolicy: z.boolean().nullable(),
      restrictPublicBuckets: z.boolean().nullable(),
    }),
  )
  .nullable()
  .optional();

const isAction = /^[a-z0-9-]+:[a-z0-9_-]+$/i;

const request = z
  .strictObject({
    principal: z.string(),
    action: z.string().regex(isAction, 'an action is service:Operation, without wildcards'),
    resource: z.string().refine((text) => text === '*' || parseArn(text) !== undefined, 'no ARN, and not *'),
    resourceAccount: z
      .string()
      .regex(/^\d{12}$/, 'an account is 12 digits')
      .optional(),
    context: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    contextIsComplete: z.boolean().optional(),
  })
  .refine(
    ({ resource, resourceAccount }) => {
      const arn = parseArn(resource);
      return arn?.service !== 's3' || arn.account !== '' || resourceAccount !== undefined;
    },
    { path: ['resourceAccount'], error: "is needed: a bucket's ARN does not hold its account" },
  );

/** One case. Lists and policies are absent (there is none), null (not read), or there. */
export const caseSchema = z.strictObject({
  title: z.string(),
  request,
  identity: z
    .array(z.strictObject({ name: z.string(), policy: policy }))
    .nullable()
    .optional(),
  boundary: policy.optional(),
  session: z.array(policy).nullable().optional(),
  resource: policy.optional(),
  scps: levels,
  rcps: levels,
  endpoint: policy.optional(),
  blockPublicAccess: z.strictObject({ account: blockSettings, bucket: blockSettings }).nullable().optional(),
  expect: z.enum(['yes', 'no', 'conditional']).optional(),
  because: z.array(z.string()).optional(),
});

export type AccessCase = z.output<typeof caseSchema>;
export type Policies = Pick<AccessCase, 'scps' | 'rcps' | 'blockPublicAccess'>;
export type BlockSettings = NonNullable<z.output<typeof blockSettings>>;
