/**
 * What an escalation is: permissions which, held together, give the rights of somebody else. Each one is a YAML file in
 * `rules/`; one more is a matter of adding a file.
 *
 * Sources: pathfinding.cloud (ids in `known_as`); Rhino Security Labs, "AWS IAM Privilege Escalation"; the research that a
 * rule names.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const action = z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9]+$/, 'an action is service:Operation');

/** An ARN with `{region}`, `{account}`, and `{name}` where any name will do. */
const template = z
  .string()
  .regex(/^arn:aws:[^\s*?]+$/, 'an ARN of partition aws, without wildcards')
  .refine((text) => !/\{(?!(?:region|account|name)\})/.test(text), 'it knows {region}, {account}, {name}');

/**
 * What an action is asked on:
 * `thing`, `with`: the assets that the rule names; `target`: the role that is passed; `self`: the principal itself;
 * `own-policy`: a managed policy of the account that is attached to the principal; `own-group`: a group it belongs to;
 * `any`: an operation without resource-level permission; `new`: a thing that does not exist yet; `some`: a thing of which any
 * will do, new or not, one of several where it is a list; `part`: what belongs to the thing, whose name `{name}` then is.
 *
 * Needs of one rule on the same `new` or `some` are on the same thing. All that a rule makes or uses lies in the region of its
 * thing, and in one region where it has none.
 */
const on = z.union([
  z.enum(['thing', 'with', 'target', 'self', 'own-policy', 'own-group', 'any']),
  z.strictObject({ new: template }),
  z.strictObject({ some: z.union([template, z.array(template).min(2)]) }),
  z.strictObject({ part: template }),
]);
const need = z.strictObject({ action, on });
export type Need = z.output<typeof need>;

export const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id of small letters, digits and hyphens'),
    title: z.string().min(10).max(120),
    /** Where it was published. */
    known_as: z.string(),
    /** An asset of this kind is used. */
    thing: z.string().optional(),
    /** A second asset: the thing has an edge of this type to it. */
    with: z.strictObject({ kind: z.string(), by: z.string() }).optional(),
    /**
     * Whose rights are won. `passed`: any role that the service trusts and that the principal may pass; `runs-as`: the roles that
     * the thing runs as; `thing`: the thing itself; `account`: all of the account, as the principal can grant itself anything.
     */
    target: z.enum(['passed', 'runs-as', 'thing', 'account']),
    /** `own`: acts as the target; `put`: changes how it behaves; `see`: reads what it holds; `ask`: may use a part of its rights. */
    gives: z.enum(['own', 'put', 'see', 'ask']).default('own'),
    /** Service to which a role is passed. */
    service: z
      .string()
      .regex(/\.amazonaws\.com$/)
      .optional(),
    /** Only for principals of this kind. */
    who: z.enum(['AwsIamUser', 'AwsIamRole']).optional(),
    /** Only properties of the thing that are so: name → value. */
    where: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
    needs: z.array(need).min(1),
    /** MITRE ATT&CK techniques. */
    techniques: z.array(z.string().regex(/^(?:T\d{4}(?:\.\d{3})?|AML\.T\d{4}(?:\.\d{3})?)$/)).min(1),
  })
  .superRefine((rule, issues) => {
    const say = (message: string) => issues.addIssue({ code: 'custom', message });
    const uses = (what: string) => rule.needs.some((n) => n.on === what);
    if ((rule.target === 'passed') !== (rule.service !== undefined))
      say('a passed role and its service go together');
    if (rule.target === 'passed' && !uses('target')) say('a passed role needs iam:PassRole on target');
    const usesPart = rule.needs.some((n) => typeof n.on === 'object' && 'part' in n.on);
    if ((uses('thing') || usesPart) && rule.thing === undefined)
      say('an action is on a thing, and no thing is named');
    if (uses('with') && rule.with === undefined) say('an action is on with, and no with is named');
    if ((rule.target === 'thing' || rule.target === 'runs-as') && rule.thing === undefined)
      say('the target is or has a thing, and no thing is named');
  });
export type Rule = z.output<typeof ruleSchema>;

/** Whoever has all that this rule asks has all of an account; what it grants is asked without SCPs too. */
export const ADMINISTRATOR = 'administrator';

const folder = join(import.meta.dirname, 'rules');

/** Every escalation, sorted by id. @throws Error that names the file */
export function loadRules(from: string = folder): readonly Rule[] {
  const rules = readdirSync(from)
    .filter((name) => name.endsWith('.yaml'))
    .map((name): Rule => {
      const read = ruleSchema.safeParse(parse(readFileSync(join(from, name), 'utf8')));
      if (!read.success) {
        const [issue] = read.error.issues;
        throw new Error(`${name}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
      }
      if (name !== `${read.data.id}.yaml`)
        throw new Error(`${name}: the file is named after its id, ${read.data.id}`);
      return read.data;
    });
  return rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
