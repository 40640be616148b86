/** Glue job: code over data, with a role. Its arguments: see `_arguments.ts`. */
import { z } from 'zod';
import { loadsFrom, runsAs, storesTo } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { iamArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, text, texts, time, whole } from '#graph/schema/fields.ts';
import { type JobArguments, jobArguments } from './_arguments.ts';

const job = z.object({
  Name: z.string(),
  Role: z.string().optional(),
  CreatedOn: z.string().optional(),
  LastModifiedOn: z.string().optional(),
  JobMode: z.string().optional(),
  GlueVersion: z.string().optional(),
  WorkerType: z.string().optional(),
  Timeout: z.int().optional(),
  SecurityConfiguration: z.string().optional(),
  Command: z
    .object({
      Name: z.string().optional(),
      ScriptLocation: z.string().optional(),
      Runtime: z.string().optional(),
    })
    .optional(),
  DefaultArguments: jobArguments,
  NonOverridableArguments: jobArguments,
  Connections: z.object({ Connections: z.array(z.string()).default([]) }).optional(),
});
type Job = z.output<typeof job>;

const argumentsOf = (j: Job): readonly JobArguments[] => [j.DefaultArguments, j.NonOverridableArguments];

/** By ARN or, as older jobs have it, by name. */
const roleOf = (at: AwsPlace, role: string | undefined): string | undefined =>
  role === undefined || role === '' || role.startsWith('arn:') ? role : iamArn(at, `role/${role}`);

export default defineKind({
  kind: 'AwsGlueJob',
  title: 'Glue job',
  cloud: 'aws',
  service: 'glue',
  concepts: ['DataJob', 'Compute'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    EXEC: ['glue:StartJobRun'],
    MANAGE: ['glue:BatchStopJobRun', 'glue:DeleteJob', 'glue:UpdateJob', 'glue:UpdateJobFromSourceControl'],
  },
  // Queries and code of a job that was drawn, and a token for the repository that it is kept in.
  secretFields: ['Jobs.CodeGenConfigurationNodes', 'Jobs.SourceControlDetails.AuthToken'],
}).list({
  operation: 'glue:GetJobs',
  input: () => ({ MaxResults: 100 }),
  items: 'Jobs',
  item: job,
  id: (j, at) => regionalArn(at, 'glue', `job/${j.Name}`),
  uid: (j) => j.CreatedOn ?? '',
  name: (j) => j.Name,
  gives: {
    /** `glueetl`, `pythonshell`, `gluestreaming` or `glueray`. */
    command: text('Command.Name'),
    mode: text('JobMode'),
    glueVersion: text('GlueVersion'),
    workerType: text('WorkerType'),
    timeoutMinutes: whole('Timeout'),
    scriptLocation: text('Command.ScriptLocation'),
    connections: texts('Connections.Connections'),
    securityConfiguration: text('SecurityConfiguration'),
    argumentNames: texts('DefaultArguments'),
    /** Packages by name, from an index, at each start. */
    installsPackages: bool('DefaultArguments'),
    createdAt: time('CreatedOn'),
    changedAt: time('LastModifiedOn'),
  },
  props: (j) => ({
    command: j.Command?.Name ?? 'none',
    mode: j.JobMode ?? 'SCRIPT',
    glueVersion: j.GlueVersion ?? 'none',
    workerType: j.WorkerType ?? 'none',
    timeoutMinutes: j.Timeout ?? null,
    scriptLocation: j.Command?.ScriptLocation ?? 'none',
    connections: (j.Connections?.Connections ?? []).toSorted(),
    securityConfiguration: j.SecurityConfiguration ?? 'none',
    argumentNames: [...new Set(argumentsOf(j).flatMap((a) => a.names))].toSorted(),
    installsPackages: argumentsOf(j).some((a) => a.installs),
    createdAt: j.CreatedOn ?? null,
    changedAt: j.LastModifiedOn ?? null,
  }),
  edgeTypes: ['RUNS_AS', 'LOADS', 'STORES_TO'],
  edges: (j, at) => [
    ...runsAs(roleOf(at, j.Role)),
    ...loadsFrom(at, j.Command?.ScriptLocation, 'script'),
    ...argumentsOf(j).flatMap((a) => [
      ...a.loads.flatMap(({ name, from }) => from.flatMap((one) => loadsFrom(at, one, `${name} ${one}`))),
      ...a.writes.flatMap(({ name, to }) => to.flatMap((one) => storesTo(at, one, name))),
    ]),
  ],
});
