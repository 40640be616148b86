/**
 * The facts of AWS that derivation reads, in the shape it reads them: policy documents with every element a list,
 * ACL grants, public access blocks. Kinds keep the cloud's own document as canonical JSON; these schemas open it.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language"; Amazon S3 User Guide, "Access control list (ACL)
 * overview" and "Blocking public access to your Amazon S3 storage".
 */
import { z } from 'zod';

/** A value of one or many, as a list. AWS takes numbers and booleans in conditions and sends them as they came. */
const list = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))])
  .transform((v) => (Array.isArray(v) ? v : [v]).map(String));

export const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

export interface PolicyPrincipal {
  readonly type: (typeof principalTypes)[number];
  readonly value: string;
}

/** `"*"` and `{"AWS": "*"}` mean the same where access is granted: anyone. */
const principals = z
  .union([z.literal('*'), z.partialRecord(z.enum(principalTypes), list)])
  .transform((value): readonly PolicyPrincipal[] =>
    value === '*'
      ? [{ type: 'AWS', value: '*' }]
      : principalTypes.flatMap((type) => (value[type] ?? []).map((v) => ({ type, value: v }))),
  );

/** One test of a condition block: `operator(key, values)`; all tests of a statement must hold. */
export interface PolicyCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const conditions = z
  .record(z.string(), z.record(z.string(), list))
  .transform((block): readonly PolicyCondition[] =>
    Object.entries(block).flatMap(([operator, tests]) =>
      Object.entries(tests).map(([key, values]) => ({ operator, key, values })),
    ),
  );

/** Element names are taken in any case, as AWS does. */
const named = <K extends string>(names: readonly K[]) => {
  const known = new Map(names.map((n) => [n.toLowerCase(), n]));
  return (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([k, v]) => [known.get(k.toLowerCase()) ?? k, v]))
      : value;
};

const statementNames = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;

const statement = z.preprocess(
  named(statementNames),
  z
    .object({
      Sid: z.string().optional(),
      Effect: z.enum(['Allow', 'Deny']),
      Principal: principals.optional(),
      NotPrincipal: principals.optional(),
      Action: list.optional(),
      NotAction: list.optional(),
      Resource: list.optional(),
      NotResource: list.optional(),
      Condition: conditions.optional(),
    })
    .transform((s) => ({
      sid: s.Sid,
      allows: s.Effect === 'Allow',
      principals: s.Principal,
      notPrincipals: s.NotPrincipal,
      actions: s.Action,
      notActions: s.NotAction,
      resources: s.Resource,
      notResources: s.NotResource,
      conditions: s.Condition ?? [],
    })),
);

/** A statement with every element a list; an element that it does not have is `undefined`. */
export type PolicyStatement = z.output<typeof statement>;

const documentSchema = z.preprocess(
  named(['Version', 'Id', 'Statement']),
  z
    .object({
      Version: z.string().optional(),
      Statement: z.union([z.array(statement), statement.transform((s) => [s])]).optional(),
    })
    .transform((d) => ({ version: d.Version ?? '2008-10-17', statements: d.Statement ?? [] })),
);

/** Before version 2012-10-17, `${…}` is plain text and no variable. */
export type PolicyDocument = z.output<typeof documentSchema>;

// Text that nobody could read, or that is no such document, says nothing.
function opened<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A policy document from its JSON text. `undefined`: there is nothing to conclude from. */
export const parsePolicy = (text: string | undefined): PolicyDocument | undefined =>
  opened<PolicyDocument>(documentSchema, text);

/** An inline policy of a user, group or role: a list of these is the text of `inlinePolicies`. */
export const inlinePolicies = z.array(z.object({ name: z.string(), document: z.string() }));

/** The groups that S3 knows, in every partition. Source: "Amazon S3 predefined groups". */
export const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
export const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

/** One grant of an ACL. `grantee`: a group's address, a canonical user id or an e-mail address. */
export const aclGrants = z.array(
  z.object({
    type: z.enum(['Group', 'CanonicalUser', 'AmazonCustomerByEmail']),
    grantee: z.string(),
    permission: z.enum(['FULL_CONTROL', 'READ', 'READ_ACP', 'WRITE', 'WRITE_ACP']),
  }),
);
export type AclGrant = z.output<typeof aclGrants>[number];

/** The grants of an ACL from their JSON text. `undefined`: there is nothing to conclude from. */
export const parseAclGrants = (text: string | undefined): readonly AclGrant[] | undefined =>
  opened(aclGrants, text);

/** The four switches, of a bucket or of an account; null where unknown. */
export const publicAccessBlock = z.object({
  blockPublicAcls: z.boolean().nullable(),
  ignorePublicAcls: z.boolean().nullable(),
  blockPublicPolicy: z.boolean().nullable(),
  restrictPublicBuckets: z.boolean().nullable(),
});
