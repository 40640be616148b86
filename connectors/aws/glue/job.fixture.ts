import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';

const job = (Name: string, more: object) => ({
  operation: 'glue:GetJobs',
  into: 'Jobs',
  item: { Name, CreatedOn: time, LastModifiedOn: time, ...more },
});

/** One that loads code from everywhere and has a credential in its arguments; one with nothing but a script; one of old. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        job('features', {
          JobMode: 'SCRIPT',
          Role: `arn:aws:iam::${account}:role/service-role/GlueFeatures`,
          Command: {
            Name: 'glueetl',
            ScriptLocation: 's3://acme-glue/scripts/features.py',
            PythonVersion: '3',
          },
          DefaultArguments: {
            '--TempDir': 's3://acme-glue-temp/features/',
            '--extra-py-files': 's3://acme-glue/libs/a.zip, s3://acme-shared/libs/b.whl',
            '--extra-jars': 's3://acme-glue/jars/c.jar',
            '--additional-python-modules': 'pandas==2.2.0,s3://acme-shared/libs/d.whl',
            '--spark-event-logs-path': 's3://acme-glue-logs/',
            '--warehouse': 'not-a-secret-of-anyone',
          },
          NonOverridableArguments: { '--extra-files': 's3://acme-shared/conf/e.json' },
          Connections: { Connections: ['warehouse', 'lake'] },
          SecurityConfiguration: 'encrypted',
          GlueVersion: '5.0',
          WorkerType: 'G.1X',
          Timeout: 60,
          SourceControlDetails: {
            Provider: 'GITHUB',
            Repository: 'features',
            AuthToken: 'not-a-token-of-anyone',
          },
        }),
        job('plain', {
          Role: `arn:aws:iam::${account}:role/GluePlain`,
          Command: { Name: 'pythonshell', ScriptLocation: 's3://acme-glue/scripts/plain.py' },
          DefaultArguments: { '--additional-python-modules': 's3://acme-shared/libs/d.whl' },
          Timeout: 10,
        }),
        job('old', { Role: 'GluePlain' }),
      ],
    },
  ],
});
