/** SageMaker MLflow tracking server: experiments, runs and registered models of a team, with their artifacts in a bucket. */
import { z } from 'zod';
import { runsAs, sageMakerGone, storesTo } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, oneOf, text, time } from '#graph/schema/fields.ts';

/** The host of an address; `none` for no address, unknown for text that is none. */
function hostOf(address: string | undefined): string | null {
  if (address === undefined || address === '') return 'none';
  const url = /^https?:\/\//.test(address) ? address : `https://${address}`;
  return URL.canParse(url) ? new URL(url).host : null;
}

/** Actions on what a server keeps. Source: Service Authorization Reference, "Actions defined by Amazon SageMaker with MLflow". */
const mlflow = (...actions: readonly string[]): readonly string[] =>
  actions.map((action) => `sagemaker-mlflow:${action}`);

export default defineKind({
  kind: 'AwsSageMakerMlflowServer',
  title: 'SageMaker MLflow tracking server',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['ExperimentTracker'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    READ: mlflow(
      'AccessUI',
      'GetDownloadURIForModelVersionArtifacts',
      'GetExperiment',
      'GetExperimentByName',
      'GetLatestModelVersions',
      'GetLoggedModel',
      'GetMetricHistory',
      'GetModelVersion',
      'GetModelVersionByAlias',
      'GetRegisteredModel',
      'GetRun',
      'GetTraceInfo',
      'ListArtifacts',
      'ListLoggedModelArtifacts',
      'SearchExperiments',
      'SearchLoggedModels',
      'SearchModelVersions',
      'SearchRegisteredModels',
      'SearchRuns',
      'SearchTraces',
    ),
    WRITE: mlflow(
      'CreateExperiment',
      'CreateModelVersion',
      'CreateRegisteredModel',
      'CreateRun',
      'DeleteExperiment',
      'DeleteLoggedModel',
      'DeleteLoggedModelTag',
      'DeleteModelVersion',
      'DeleteModelVersionTag',
      'DeleteRegisteredModel',
      'DeleteRegisteredModelAlias',
      'DeleteRegisteredModelTag',
      'DeleteRun',
      'DeleteTag',
      'DeleteTraceTag',
      'DeleteTraces',
      'EndTrace',
      'FinalizeLoggedModel',
      'LogBatch',
      'LogInputs',
      'LogLoggedModelParams',
      'LogMetric',
      'LogModel',
      'LogOutputs',
      'LogParam',
      'RenameRegisteredModel',
      'RestoreExperiment',
      'RestoreRun',
      'SetExperimentTag',
      'SetLoggedModelTags',
      'SetModelVersionTag',
      'SetRegisteredModelAlias',
      'SetRegisteredModelTag',
      'SetTag',
      'SetTraceTag',
      'StartTrace',
      'TransitionModelVersionStage',
      'UpdateExperiment',
      'UpdateModelVersion',
      'UpdateRegisteredModel',
      'UpdateRun',
    ),
    INVOKE: ['sagemaker:CreatePresignedMlflowTrackingServerUrl'],
    MANAGE: [
      'sagemaker:UpdateMlflowTrackingServer',
      'sagemaker:StartMlflowTrackingServer',
      'sagemaker:StopMlflowTrackingServer',
      'sagemaker:DeleteMlflowTrackingServer',
    ],
  },
})
  .list({
    operation: 'sagemaker:ListMlflowTrackingServers',
    input: () => ({ MaxResults: 100 }),
    items: 'TrackingServerSummaries',
    item: z.object({
      TrackingServerArn: z.string(),
      TrackingServerName: z.string(),
      TrackingServerStatus: z.string().optional(),
      IsActive: z.string().optional(),
      MlflowVersion: z.string().optional(),
      CreationTime: z.string().optional(),
    }),
    id: (s) => s.TrackingServerArn,
    uid: (s) => s.CreationTime ?? '',
    name: (s) => s.TrackingServerName,
    gives: {
      status: oneOf('TrackingServerStatus', [
        'Creating',
        'Created',
        'CreateFailed',
        'Updating',
        'Updated',
        'UpdateFailed',
        'Deleting',
        'DeleteFailed',
        'Stopping',
        'Stopped',
        'StopFailed',
        'Starting',
        'Started',
        'StartFailed',
        'MaintenanceInProgress',
        'MaintenanceComplete',
        'MaintenanceFailed',
      ]),
      active: bool('IsActive'),
      version: text('MlflowVersion'),
      createdAt: time('CreationTime'),
    },
    props: (s) => ({
      status: s.TrackingServerStatus ?? null,
      active: s.IsActive === undefined ? null : s.IsActive === 'Active',
      version: s.MlflowVersion ?? null,
      createdAt: s.CreationTime ?? null,
    }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeMlflowTrackingServer',
    input: (s) => ({ TrackingServerName: s.TrackingServerName }),
    reply: z.object({
      ArtifactStoreUri: z.string().optional(),
      RoleArn: z.string().optional(),
      TrackingServerUrl: z.string().optional(),
      AutomaticModelRegistration: z.boolean().optional(),
      S3BucketOwnerAccountId: z.string().optional(),
      S3BucketOwnerVerification: z.boolean().optional(),
    }),
    gone: sageMakerGone,
    gives: {
      host: text('TrackingServerUrl'),
      artifactStore: text('ArtifactStoreUri'),
      /** Models that are registered in MLflow enter the SageMaker model registry too. */
      registersModels: bool('AutomaticModelRegistration'),
      /** Whether it writes to the bucket only as long as that belongs to `bucketOwner`. */
      checksBucketOwner: bool('S3BucketOwnerVerification'),
      bucketOwner: text('S3BucketOwnerAccountId'),
    },
    props: (r) => ({
      host: hostOf(r.TrackingServerUrl),
      artifactStore: r.ArtifactStoreUri ?? 'none',
      // Off, both of them, unless the reply says otherwise: CreateMlflowTrackingServer's own defaults.
      registersModels: r.AutomaticModelRegistration ?? false,
      checksBucketOwner: r.S3BucketOwnerVerification ?? false,
      bucketOwner: r.S3BucketOwnerAccountId ?? 'none',
    }),
    edgeTypes: ['RUNS_AS', 'STORES_TO'],
    edges: (r, _s, at) => [...runsAs(r.RoleArn), ...storesTo(at, r.ArtifactStoreUri, 'artifacts')],
  });
