/** AI assets: what this product exists to find. */
import { concept, edgeType } from './define.ts';
import { bool, oneOf, text, texts } from './fields.ts';

const encryption = oneOf('who holds the key that encrypts it at rest', ['none', 'provider', 'customer']);

const prefix = text('key prefix inside the store, where the other end is a store');

export const aiConcepts = [
  concept('ai', 'Model', 'A model by name: foundation, custom, imported or registered'),
  concept('ai', 'ModelVersion', 'One version of a model, as a registry keeps it', {
    approval: oneOf('approval in the registry', ['approved', 'pending', 'rejected', 'none']),
  }),
  concept('ai', 'ModelArtifact', 'The bytes of a model: an archive, a weights file, an image layer'),
  concept('ai', 'ModelEndpoint', 'Something that answers inference requests', {
    keepsPayloads: bool('whether prompts or answers are stored somewhere'),
  }),
  concept('ai', 'ModelRegistry', 'A list of model versions that others deploy from'),
  concept('ai', 'Agent', 'A model that acts: it has instructions and tools', { encryption }),
  concept('ai', 'AgentTool', 'One thing an agent can do: an action group, a function, an API'),
  concept('ai', 'AgentRuntime', 'A place that runs the code of an agent or of its tools'),
  concept('ai', 'AgentSandbox', 'A sandbox in which an agent runs code or browses'),
  concept('ai', 'AgentMemory', 'What an agent remembers between sessions'),
  concept('ai', 'McpServer', 'A server that offers tools over the Model Context Protocol'),
  concept('ai', 'Guardrail', 'A filter on what goes into or comes out of a model', {
    blocksPromptAttacks: bool('whether prompts that attack the model are stopped'),
    filtersPersonalData: bool('whether personal data is stopped or masked'),
  }),
  concept('ai', 'KnowledgeBase', 'Documents that answers are grounded on'),
  concept('ai', 'KnowledgeSource', 'Where a knowledge base takes its documents from'),
  concept('ai', 'VectorStore', 'An index of embeddings'),
  concept('ai', 'Prompt', 'A stored prompt or prompt template'),
  concept('ai', 'Dataset', 'Data that was prepared for a model'),
  concept('ai', 'FeatureStore', 'Features kept for training and inference'),
  concept('ai', 'TrainingJob', 'A run that makes or tunes a model', {
    networkIsolated: bool('whether the code of the job has no network'),
    inVpc: bool('whether it runs in a network of the owner'),
  }),
  concept('ai', 'ProcessingJob', 'A run that transforms data for or with a model'),
  concept('ai', 'EvaluationJob', 'A run that judges a model'),
  concept('ai', 'AiPipeline', 'Steps that make, judge or deploy a model'),
  concept('ai', 'Notebook', 'An interactive place to run code', {
    directInternet: bool('whether it reaches the internet without a network of the owner'),
    rootAccess: bool('whether its users are root'),
    encryption,
  }),
  concept('ai', 'AiWorkspace', 'A place where teams build models: a domain, a hub, a project', {
    directInternet: bool('whether what runs in it reaches the internet without a network of the owner'),
    encryption,
  }),
  concept('ai', 'AiGateway', 'A front that routes requests to models'),
  concept('ai', 'AiLogging', 'The setting that records what models are asked and answer', {
    enabled: bool('whether anything is recorded'),
  }),
  concept(
    'ai',
    'AiCapacity',
    'Capacity bought or routed for a model: provisioned throughput, an inference profile',
  ),
  concept('ai', 'AiSpace', 'A private or shared place inside a workspace, with storage of its own'),
  concept('ai', 'AiApp', 'A running application of a workspace: a notebook server, an editor'),
  concept('ai', 'ExperimentTracker', 'A server that keeps experiments, metrics and artifacts'),
  concept('ai', 'AiUserProfile', 'A person’s place inside a workspace'),
  concept('ai', 'LifecycleScript', 'Code that runs when a notebook or workspace starts', {
    hooks: texts('when it runs'),
  }),
  concept('ai', 'EndpointConfiguration', 'What an endpoint serves and how', { encryption }),
  concept('ai', 'AgentVersion', 'A frozen or draft version of an agent', { version: text('version') }),
  concept('ai', 'AgentAlias', 'A name under which versions of an agent are called'),
] as const;

export const aiEdges = [
  edgeType('ai', 'SERVES', 'forward', 'An endpoint or capacity serves a model'),
  edgeType('ai', 'CONFIGURED_BY', 'none', 'An endpoint takes its settings from a configuration'),
  edgeType(
    'ai',
    'LOADS',
    'backward',
    'Loads an artifact, image, package or script when it starts: who writes that acts here',
    {
      props: { prefix },
    },
  ),
  edgeType('ai', 'BASED_ON', 'backward', 'A model was made from another model'),
  edgeType('ai', 'VERSION_OF', 'none', 'A version belongs to a model, group or agent'),
  edgeType('ai', 'TRAINED_BY', 'backward', 'A model was made by a job'),
  edgeType('ai', 'PRODUCES', 'forward', 'A job writes a model or artifact'),
  edgeType('ai', 'USES_MODEL', 'forward', 'An agent, knowledge base or job calls a model'),
  edgeType('ai', 'USES_TOOL', 'forward', 'An agent can call a tool'),
  edgeType('ai', 'USES_KB', 'forward', 'An agent reads a knowledge base'),
  edgeType('ai', 'DELEGATES_TO', 'forward', 'A supervising agent hands work to another agent'),
  edgeType('ai', 'EXECUTES', 'forward', 'A tool runs a function or calls an API'),
  edgeType('ai', 'GUARDED_BY', 'none', 'A guardrail filters what goes in or out'),
  edgeType('ai', 'STORES_VECTORS_IN', 'forward', 'A knowledge base keeps its embeddings in a vector store'),
  edgeType('ai', 'ROUTES_TO', 'forward', 'An alias, profile or gateway passes requests on'),
  edgeType('ai', 'MEMBER_OF_WORKSPACE', 'none', 'A profile, app or notebook belongs to a workspace'),
  edgeType('ai', 'STARTS_WITH', 'backward', 'A notebook or workspace runs a lifecycle script when it starts'),
  edgeType('ai', 'RECORDED_BY', 'none', 'What a model is asked is recorded under this setting'),
] as const;
