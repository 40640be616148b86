/**
 * Arguments of a Glue job. Anything may stand in one that the job's author named, so that of those only the names are kept;
 * of AWS's own the addresses of what the job loads and where it writes.
 *
 * Source: AWS Glue Developer Guide, "Using job parameters in AWS Glue jobs".
 */
import { z } from 'zod';

/** Comma-separated addresses of code that is loaded before the script. */
const code = ['--extra-py-files', '--extra-jars', '--extra-files'] as const;
/** Addresses that are written to. */
const places = ['--TempDir', '--spark-event-logs-path'] as const;
const modules = '--additional-python-modules';

const addresses = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one.startsWith('s3://'));

export const jobArguments = z
  .record(z.string(), z.string())
  .default({})
  .transform((all) => ({
    names: Object.keys(all).toSorted(),
    /** What is loaded, by argument. */
    loads: [...code, modules].map((name) => ({ name, from: addresses(all[name]) })),
    /** Where is written, by argument. */
    writes: places.map((name) => ({ name, to: addresses(all[name]) })),
    /** Whether packages are fetched by name from an index. */
    installs: (all[modules] ?? '')
      .split(',')
      .some((one) => one.trim() !== '' && !one.trim().startsWith('s3://')),
  }));
export type JobArguments = z.output<typeof jobArguments>;
