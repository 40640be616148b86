/** Pieces of Bedrock Agents and knowledge bases. */
import type { Agent, DataSource, KnowledgeBase } from '@aws-sdk/client-bedrock-agent';
import type { Answered, Listed, Piece } from '#connectors/standin/estate.ts';
import { foundationModel } from './bedrock.ts';
import { arn, idOf, list, made, type Place, pick, piece, reply, type Wire } from './common.ts';

export const agentId = (name: string): string => idOf(name, 10);
export const knowledgeBaseId = (name: string): string => idOf(`kb ${name}`, 10);
export const aliasArn = (place: Place, agent: string, alias: string): string =>
  arn(place, 'bedrock', `agent-alias/${agentId(agent)}/${idOf(alias, 10)}`);

const dates = { createdAt: made, updatedAt: made };

export interface ActionGroup {
  readonly name: string;
  /** ARN of the function; absent: control goes back to the caller. */
  readonly lambda?: string;
  /** One of Bedrock's own: `AMAZON.UserInput`, `AMAZON.CodeInterpreter`. */
  readonly signature?: 'AMAZON.UserInput' | 'AMAZON.CodeInterpreter';
  readonly functions?: readonly { readonly name: string; readonly confirm?: boolean }[];
  readonly disabled?: true;
}

export interface AgentHas {
  readonly role: string;
  /** Bare id or ARN of the model. */
  readonly model?: string;
  readonly guardrail?: { readonly guardrailIdentifier: string; readonly guardrailVersion: string };
  readonly actionGroups?: readonly ActionGroup[];
  /** Names of knowledge bases. */
  readonly knowledgeBases?: readonly string[];
  /** Agents that it hands work to, by the ARN of their alias. */
  readonly collaborators?: readonly { readonly name: string; readonly alias: string }[];
  /** Numbered versions beside the draft; they look like it. */
  readonly versions?: readonly string[];
  /** Names of aliases, each with the version that it leads to. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly more?: Wire<Agent>;
}

type Pair = readonly [Listed, Answered];

function actionGroup(at: { agentId: string; agentVersion: string }, group: ActionGroup): Pair {
  const whole = {
    ...at,
    ...dates,
    actionGroupId: idOf(group.name, 10),
    actionGroupName: group.name,
    actionGroupState: group.disabled ? 'DISABLED' : 'ENABLED',
    parentActionSignature: group.signature,
    actionGroupExecutor:
      group.signature !== undefined
        ? undefined
        : group.lambda === undefined
          ? { customControl: 'RETURN_CONTROL' }
          : { lambda: group.lambda },
    functionSchema:
      group.functions === undefined
        ? undefined
        : {
            functions: group.functions.map((f) => ({
              name: f.name,
              requireConfirmation: f.confirm === true ? 'ENABLED' : 'DISABLED',
            })),
          },
  };
  const { actionGroupId } = whole;
  return [
    list(
      'bedrock-agent:ListAgentActionGroups',
      'actionGroupSummaries',
      pick(whole, ['actionGroupId', 'actionGroupName', 'actionGroupState', 'updatedAt']),
      at,
    ),
    reply('bedrock-agent:GetAgentActionGroup', { ...at, actionGroupId }, { agentActionGroup: whole }),
  ];
}

function knowledgeBaseOf(at: { agentId: string; agentVersion: string }, name: string): Pair {
  const both = { knowledgeBaseId: knowledgeBaseId(name), knowledgeBaseState: 'ENABLED', updatedAt: made };
  const whole = { ...both, ...at, createdAt: made, description: `Answers from ${name}` };
  return [
    list('bedrock-agent:ListAgentKnowledgeBases', 'agentKnowledgeBaseSummaries', both, at),
    reply(
      'bedrock-agent:GetAgentKnowledgeBase',
      { ...at, knowledgeBaseId: both.knowledgeBaseId },
      { agentKnowledgeBase: whole },
    ),
  ];
}

function collaborator(
  at: { agentId: string; agentVersion: string },
  other: { readonly name: string; readonly alias: string },
): Pair {
  const whole = {
    ...at,
    collaboratorId: idOf(other.name, 10),
    collaboratorName: other.name,
    agentDescriptor: { aliasArn: other.alias },
    collaborationInstruction: `Ask ${other.name}.`,
    relayConversationHistory: 'DISABLED',
    createdAt: made,
    lastUpdatedAt: made,
  };
  return [
    list('bedrock-agent:ListAgentCollaborators', 'agentCollaboratorSummaries', whole, at),
    reply(
      'bedrock-agent:GetAgentCollaborator',
      { ...at, collaboratorId: whole.collaboratorId },
      { agentCollaborator: whole },
    ),
  ];
}

export function agent(place: Place, name: string, has: AgentHas): Piece {
  const id = agentId(name);
  const versions = has.versions ?? [];
  const common = {
    agentId: id,
    agentName: name,
    agentArn: arn(place, 'bedrock', `agent/${id}`),
    agentStatus: 'PREPARED',
    idleSessionTTLInSeconds: 600,
    agentResourceRoleArn: has.role,
    foundationModel: has.model ?? 'anthropic.claude-sonnet-4-20250514-v1:0',
    instruction: `You are ${name}. Help people of the company with their questions and never invent facts.`,
    guardrailConfiguration: has.guardrail,
    agentCollaboration: has.collaborators === undefined ? 'DISABLED' : 'SUPERVISOR',
    ...dates,
    ...has.more,
  };
  const pairs = ['DRAFT', ...versions].flatMap((agentVersion): readonly Pair[] => {
    const at = { agentId: id, agentVersion };
    return [
      ...(has.actionGroups ?? []).map((g) => actionGroup(at, g)),
      ...(has.knowledgeBases ?? []).map((k) => knowledgeBaseOf(at, k)),
      ...(has.collaborators ?? []).map((c) => collaborator(at, c)),
    ];
  });
  const aliases = Object.entries(has.aliases ?? {}).map(([alias, agentVersion]): Pair => {
    const whole = {
      agentId: id,
      agentAliasId: idOf(alias, 10),
      agentAliasName: alias,
      agentAliasArn: aliasArn(place, name, alias),
      agentAliasStatus: 'PREPARED',
      routingConfiguration: [{ agentVersion }],
      ...dates,
    };
    const shown = [
      'agentAliasId',
      'agentAliasName',
      'agentAliasStatus',
      'routingConfiguration',
      'createdAt',
      'updatedAt',
    ];
    return [
      list('bedrock-agent:ListAgentAliases', 'agentAliasSummaries', pick(whole, shown), { agentId: id }),
      reply(
        'bedrock-agent:GetAgentAlias',
        { agentId: id, agentAliasId: whole.agentAliasId },
        { agentAlias: whole },
      ),
    ];
  });
  const summary = pick({ ...common, latestAgentVersion: versions.at(-1) ?? 'DRAFT' }, [
    'agentId',
    'agentName',
    'agentStatus',
    'updatedAt',
    'latestAgentVersion',
    'guardrailConfiguration',
  ]);
  const versionShown = [
    'agentName',
    'agentStatus',
    'agentVersion',
    'guardrailConfiguration',
    'createdAt',
    'updatedAt',
  ];
  return piece(
    place,
    [
      list('bedrock-agent:ListAgents', 'agentSummaries', summary),
      ...['DRAFT', ...versions].map((agentVersion) =>
        list(
          'bedrock-agent:ListAgentVersions',
          'agentVersionSummaries',
          pick({ ...common, agentVersion }, versionShown),
          { agentId: id },
        ),
      ),
      ...[...pairs, ...aliases].map(([listed]) => listed),
    ],
    [
      reply('bedrock-agent:GetAgent', { agentId: id }, { agent: { ...common, agentVersion: 'DRAFT' } }),
      ...['DRAFT', ...versions].map((version) =>
        reply(
          'bedrock-agent:GetAgentVersion',
          { agentId: id, agentVersion: version },
          {
            agentVersion: { ...common, version },
          },
        ),
      ),
      ...[...pairs, ...aliases].map(([, answered]) => answered),
    ],
  );
}

export interface Source {
  readonly name: string;
  /** Bucket that it reads; `more` brings other kinds of source. */
  readonly bucket?: string;
  readonly prefixes?: readonly string[];
  readonly key?: string;
  readonly more?: Wire<DataSource>;
}

/** A knowledge base over documents, its vectors in the OpenSearch Serverless collection, unless `more` says otherwise. */
export function knowledgeBase(
  place: Place,
  name: string,
  has: {
    readonly role: string;
    readonly collection: string;
    readonly sources: readonly Source[];
    readonly more?: Wire<KnowledgeBase>;
  },
): Piece {
  const id = knowledgeBaseId(name);
  const whole = {
    knowledgeBaseId: id,
    name,
    knowledgeBaseArn: arn(place, 'bedrock', `knowledge-base/${id}`),
    roleArn: has.role,
    status: 'ACTIVE',
    knowledgeBaseConfiguration: {
      type: 'VECTOR',
      vectorKnowledgeBaseConfiguration: {
        embeddingModelArn: foundationModel(place, 'amazon.titan-embed-text-v2:0'),
      },
    },
    storageConfiguration: {
      type: 'OPENSEARCH_SERVERLESS',
      opensearchServerlessConfiguration: {
        collectionArn: arn(place, 'aoss', `collection/${has.collection}`),
        vectorIndexName: 'documents',
        fieldMapping: { vectorField: 'vector', textField: 'text', metadataField: 'metadata' },
      },
    },
    ...dates,
    ...has.more,
  };
  const sources = has.sources.map((source): Pair => {
    const dataSourceId = idOf(`${name} ${source.name}`, 10);
    const dataSource = {
      knowledgeBaseId: id,
      dataSourceId,
      name: source.name,
      status: 'AVAILABLE',
      dataDeletionPolicy: 'DELETE',
      dataSourceConfiguration: {
        type: 'S3',
        s3Configuration: {
          bucketArn: `arn:aws:s3:::${source.bucket ?? ''}`,
          inclusionPrefixes: source.prefixes,
        },
      },
      serverSideEncryptionConfiguration: source.key === undefined ? undefined : { kmsKeyArn: source.key },
      ...dates,
      ...source.more,
    };
    return [
      list(
        'bedrock-agent:ListDataSources',
        'dataSourceSummaries',
        pick(dataSource, ['knowledgeBaseId', 'dataSourceId', 'name', 'status', 'updatedAt']),
        { knowledgeBaseId: id },
      ),
      reply('bedrock-agent:GetDataSource', { knowledgeBaseId: id, dataSourceId }, { dataSource }),
    ];
  });
  return piece(
    place,
    [
      list(
        'bedrock-agent:ListKnowledgeBases',
        'knowledgeBaseSummaries',
        pick(whole, ['knowledgeBaseId', 'name', 'status', 'updatedAt']),
      ),
      ...sources.map(([listed]) => listed),
    ],
    [
      reply('bedrock-agent:GetKnowledgeBase', { knowledgeBaseId: id }, { knowledgeBase: whole }),
      ...sources.map(([, answered]) => answered),
    ],
  );
}
