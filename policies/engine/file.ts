/** The shape of a policy file. */
import { z } from 'zod';
import { holds } from '#graph/paths/states.ts';
import { entryNames } from './paths/entries.ts';
import { severities } from './types.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
/** An edge of a case: the other node's name, or that with a key and properties. */
const seedEdge = z.union([
  z.string(),
  z.strictObject({
    to: z.string(),
    key: z.string().default(''),
    props: z.record(z.string(), scalar.nullable()).default({}),
  }),
]);
/**
 * A node of a case: `is` names its labels; keys in capitals are edges to other nodes of the case; all other keys are
 * properties, `null` for unknown.
 */
const seedNode = z
  .object({ is: z.union([z.string(), z.array(z.string()).min(1)]) })
  .catchall(z.union([scalar.nullable(), z.array(z.union([scalar, seedEdge]))]));
export type SeedNode = z.output<typeof seedNode>;

const names = z.array(z.string()).min(1);
const caseOf = z.union([
  z.strictObject({ because: z.string(), finds: names, graph: z.record(z.string(), seedNode) }),
  z.strictObject({ because: z.string(), clears: names, graph: z.record(z.string(), seedNode) }),
  z.strictObject({ because: z.string(), 'cannot-tell': names, graph: z.record(z.string(), seedNode) }),
]);
export type PolicyCase = z.output<typeof caseOf>;

export const policyFile = z.strictObject({
  /** Permanent: retired, never reused. */
  id: z
    .string()
    .regex(
      /^[A-Z][A-Z0-9]{1,15}-\d{4}$/,
      'an id like ACME-0042; AISPM- is for policies that ship with Pathlight',
    ),
  /** Former ids, so that old mutes keep working. */
  was: z.array(z.string()).default([]),
  title: z.string().min(10).max(110),
  severity: z.enum(severities),
  /** The concept (or kind) a finding hangs on: the label of the first returned variable. */
  about: z.string(),
  match: z.string(),
  /**
   * Makes it a path policy: what `match` returns is at stake, and a finding is that somebody who begins as one of `from` gets one
   * of `hold` of it. *Cannot tell* where only a step that nobody could read, or that hangs on a condition, leads there.
   */
  path: z
    .strictObject({
      from: z.array(z.enum(entryNames)).min(1),
      hold: z.array(z.enum(holds)).min(1),
      /** Whether ways through an administrator count. They do for a policy about accounts, and for no other unless it says so. */
      administrators: z.boolean().optional(),
    })
    .optional(),
  /** One sentence; `{variable.property}` is replaced by the value. */
  message: z.string(),
  /** What can happen. */
  risk: z.string(),
  fix: z.strictObject({
    words: z.string(),
    cli: z.string().optional(),
    terraform: z.string().optional(),
  }),
  /** Framework → control ids. */
  maps: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  /** Mutants that no case can tell apart, each with its written reason. */
  exempt: z.record(z.string(), z.string().min(10)).default({}),
  tests: z.array(caseOf).min(3),
});
export type PolicyFile = z.output<typeof policyFile>;
