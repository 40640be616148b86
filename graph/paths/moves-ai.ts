/** Moves along models, agents, data, code and triggers; and what is no way at all. */
import { backward, forward, none, step, though } from './move.ts';

const poisonedRun = 'the run takes up what was put into its input';
const swayed = 'what the model says sways it';
const loaded = 'what it loads is run';
const deployed = 'a new version is deployed';
const restarted = 'it is started again';
/** What is run by its nature when it is loaded. Other things, models above all, may hold code and need not. */
const code = ['LifecycleScript', 'ContainerImage', 'Package', 'Repository', 'Function', 'AgentTool'];

const instead = 'The schema says which way it was made; who changes the one changes the other as well';

export const aiMoves = {
  SERVES: though(
    instead,
    forward('ask', 'ask', 0, '{from} passes what it is asked to {to}', { technique: 'AML.T0040' }),
    backward('put', 'put', 1, '{to} serves {from}', { technique: 'AML.T0018' }),
  ),
  LOADS: step(
    backward('put', 'own', 1, '{to} runs {from} when it starts', {
      technique: 'AML.T0010',
      when: { from: code },
    }),
    backward('put', 'own', 1, '{to} loads {from} when it starts', {
      technique: 'AML.T0010',
      supposes: loaded,
      when: { fromNot: code },
    }),
  ),
  STARTS_WITH: step(
    backward('put', 'own', 1, '{to} runs {from} when it starts', {
      technique: 'T1037',
      supposes: restarted,
    }),
  ),
  RUNS_IMAGE: step(backward('put', 'own', 1, '{to} runs the image {from}', { technique: 'T1525' })),
  BUILT_FROM: step(backward('put', 'put', 1, '{to} is built from {from}', { technique: 'T1195.002' })),
  DEPENDS_ON: step(backward('put', 'put', 1, '{to} depends on {from}', { technique: 'T1195.001' })),
  BASED_ON: step(backward('put', 'put', 1, '{to} is made from {from}', { technique: 'AML.T0010' })),
  VERSION_OF: though(
    'A version belongs to a group by itself; the move needs a deployment that the graph does not show',
    backward('put', 'put', 1, '{to} is a version of {from}', {
      technique: 'AML.T0018',
      supposes: deployed,
    }),
  ),
  TRAINED_BY: step(
    backward('own', 'put', 1, '{from} makes {to}', { technique: 'AML.T0018' }),
    backward('ask', 'put', 1, '{to} is made by {from} out of its input', {
      technique: 'AML.T0020',
      supposes: poisonedRun,
    }),
  ),
  PRODUCES: step(
    forward('own', 'put', 1, '{from} writes {to}', { technique: 'AML.T0018' }),
    forward('ask', 'put', 1, '{from} writes {to} out of its input', {
      technique: 'AML.T0020',
      supposes: poisonedRun,
    }),
  ),
  USES_MODEL: though(
    instead,
    forward('ask', 'ask', 0, '{from} asks the model {to}', { technique: 'AML.T0040' }),
    backward('put', 'ask', 1, 'what {from} answers reaches {to}', {
      technique: 'AML.T0018',
      supposes: swayed,
    }),
  ),
  USES_TOOL: step(
    forward('ask', 'ask', 1, '{from} can be talked into using {to}', { technique: 'AML.T0053' }),
  ),
  USES_KB: though(
    'An agent reads its documents, and what they say reaches the agent',
    forward('ask', 'see', 1, '{from} answers with what is in {to}', { technique: 'AML.T0057' }),
    backward('ask', 'ask', 1, 'what the documents of {from} say reaches {to}', {
      technique: 'AML.T0051.001',
    }),
    backward('put', 'ask', 1, 'what the documents of {from} say reaches {to}', {
      technique: 'AML.T0051.001',
    }),
  ),
  DELEGATES_TO: step(forward('ask', 'ask', 1, '{from} hands work to {to}', { technique: 'AML.T0051.001' })),
  EXECUTES: step(forward('ask', 'ask', 0, '{from} calls {to}', { technique: 'AML.T0053' })),
  ROUTES_TO: step(forward('ask', 'ask', 0, '{from} passes requests to {to}')),
  FRONTS: step(forward('ask', 'ask', 0, '{from} passes requests to {to}', { technique: 'T1190' })),
  STORES_VECTORS_IN: though(
    'A knowledge base answers with what its index holds, so the way is from the index to it',
    backward('see', 'see', 1, '{from} keeps what {to} took in', { technique: 'AML.T0036' }),
    backward('put', 'ask', 1, '{to} answers with what {from} holds', { technique: 'AML.T0070' }),
  ),
  FEEDS: step(
    forward('put', 'ask', 1, 'what is in {from} goes into {to}', { technique: 'AML.T0020' }),
    forward('ask', 'ask', 0, 'what reaches {from} goes into {to}', {
      technique: 'AML.T0070',
      when: { from: ['KnowledgeSource'] },
    }),
  ),
  STORES_TO: though(
    'Who reads the store sees what it received',
    forward('own', 'put', 1, '{from} writes to {to}', { technique: 'T1565.001' }),
    backward('see', 'see', 1, '{from} keeps what {to} handles', { technique: 'AML.T0036' }),
  ),
  LOGS_TO: though(
    'To write a log leads nowhere; to read it shows what was logged',
    backward('see', 'see', 1, '{from} keeps what {to} logs', { technique: 'AML.T0036' }),
  ),
  REPLICATES_TO: though(
    'Who reads the copy sees the original',
    forward('put', 'put', 1, '{from} is copied to {to}', { technique: 'T1565.001' }),
    backward('see', 'see', 1, '{from} is a copy of {to}', { technique: 'T1530' }),
  ),
  TRIGGERS: step(
    forward('put', 'ask', 1, 'a change of {from} starts {to}', { technique: 'T1546' }),
    forward('ask', 'ask', 1, '{from} starts {to}', { technique: 'T1546' }),
  ),
  CONFIGURED_BY: though(
    'A configuration gives nothing by itself; what it serves is what the endpoint answers with',
    backward('put', 'put', 0, '{to} is set up by {from}'),
  ),
  GUARDED_BY: none('A guardrail only takes away'),
  MEMBER_OF_WORKSPACE: none('To belong to a workspace gives nothing by itself'),
  RECORDED_BY: none('A setting is no store: LOGS_TO and STORES_TO lead to what is recorded'),
  CONTAINS: none('A container gives no right to what is in it: grants on containers say so themselves'),
  RUNS_ON: none('A machine that others run on is reached by EXEC on it, and they by their own edges'),
  IN_NETWORK: none('A place in a network is no way: REACHES is derived from it'),
  IN_SUBNET: none('A place in a network is no way: REACHES is derived from it'),
  HAS_SECURITY_GROUP: none('A filter is no way: REACHES is derived from it'),
  FILTERED_BY: none('A filter is no way: REACHES is derived from it'),
  HAS_INTERFACE: none('An interface is no way: REACHES is derived from it'),
  ROUTES_VIA: none('A route is no way: REACHES is derived from it'),
  ABOUT: none('A finding is about an asset; it leads nowhere'),
} as const;
