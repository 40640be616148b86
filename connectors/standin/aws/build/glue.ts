/** Pieces of Glue. */
import type { Job } from '@aws-sdk/client-glue';
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, list, made, type Place, piece, type Wire } from './common.ts';

export const glueJobArn = (place: Place, name: string): string => arn(place, 'glue', `job/${name}`);

export interface GlueJobHas {
  /** ARN of the role that it runs as. */
  readonly role: string;
  /** `s3://` address of its script. */
  readonly script: string;
  /** `s3://` address of what it writes on its way. */
  readonly temp?: string;
  /** `s3://` addresses of Python libraries. */
  readonly libraries?: readonly string[];
  readonly connections?: readonly string[];
  /** Other arguments. */
  readonly arguments?: Readonly<Record<string, string>>;
  readonly more?: Wire<Job>;
}

export function glueJob(place: Place, name: string, has: GlueJobHas): Piece {
  const item = {
    Name: name,
    JobMode: 'SCRIPT',
    Role: has.role,
    CreatedOn: made,
    LastModifiedOn: made,
    ExecutionProperty: { MaxConcurrentRuns: 1 },
    Command: { Name: 'glueetl', ScriptLocation: has.script, PythonVersion: '3' },
    DefaultArguments: {
      '--job-language': 'python',
      ...(has.temp === undefined ? {} : { '--TempDir': has.temp }),
      ...(has.libraries === undefined ? {} : { '--extra-py-files': has.libraries.join(',') }),
      ...has.arguments,
    },
    ...(has.connections === undefined ? {} : { Connections: { Connections: has.connections } }),
    MaxRetries: 0,
    Timeout: 480,
    GlueVersion: '5.0',
    WorkerType: 'G.1X',
    NumberOfWorkers: 2,
    ExecutionClass: 'STANDARD',
    ...has.more,
  };
  return piece(place, [list('glue:GetJobs', 'Jobs', item)]);
}
