/** Moves along access, identity, exposure and secrets. */
import { backward, forward, type Move, none, step, though } from './move.ts';
import { holds } from './states.ts';

type Right = readonly [verb: string, to: Move['to'], cost: number, technique: string, says: string];
const rights: readonly Right[] = [
  ['READ', 'see', 1, 'T1530', '{from} may read {to}'],
  ['WRITE', 'put', 1, 'T1565.001', '{from} may write to {to}'],
  ['INVOKE', 'ask', 1, 'T1078.004', '{from} may call {to}'],
  ['EXEC', 'own', 1, 'T1651', '{from} may run code on {to}'],
  ['ASSUME', 'own', 1, 'T1078.004', '{from} may take on {to}'],
  ['HOLDS_KEY', 'ask', 1, 'T1552', '{from} can obtain a key that opens {to}'],
];

/** Credentials that are good for one service only, whatever else their user may do. */
const ofOneService = ['AwsIamServiceCredential'];

const right = ([verb, to, cost, technique, says]: Right, isGrant: boolean): Move =>
  forward('own', to, cost, says, {
    technique,
    ...(isGrant && { when: { verb } }),
  });
const rightOf = (verb: string) =>
  step(...rights.filter((one) => one[0] === verb).map((one) => right(one, false)));

export const accessMoves = {
  REACHES: step(
    ...holds.map((hold) =>
      forward(
        'own',
        hold,
        1,
        {
          see: '{to} can be read by {from}',
          put: '{to} can be changed by {from}',
          ask: '{to} can be reached by {from}',
          own: '{to} can be taken on by {from}',
        }[hold],
        {
          technique: { see: 'T1530', put: 'T1565.001', ask: 'T1190', own: 'T1199' }[hold],
          when: { gives: hold },
        },
      ),
    ),
  ),
  HAS_PERMISSIONS: step(forward('own', 'own', 0, '{from} has the permissions {to}', { silent: true })),
  GRANTS: step(...rights.map((one) => right(one, true))),
  CAN_READ: rightOf('READ'),
  CAN_WRITE: rightOf('WRITE'),
  CAN_INVOKE: rightOf('INVOKE'),
  CAN_EXEC: rightOf('EXEC'),
  CAN_ASSUME: rightOf('ASSUME'),
  CAN_MANAGE: none(
    'To delete, stop or set up a thing is not yet to change what it does: actions that do so by themselves are WRITE or EXEC, and where more is needed an escalation is derived',
  ),
  HOLDS_KEY: rightOf('HOLDS_KEY'),
  CAN_PASS: none('A role that may be passed is used by an escalation, which is derived apart'),
  ESCALATES_TO: step(
    forward('own', 'own', 2, '{from} can obtain the rights of {to}', { technique: 'T1548.005' }),
  ),
  // An edge that gives `ask` on a user is a key for one service: no move of its own.
  INFLUENCES: step(
    forward('own', 'put', 2, '{from} can change how {to} behaves', {
      technique: 'T1565.001',
      when: { gives: 'put' },
    }),
    forward('own', 'see', 2, '{from} can let itself read {to}', {
      technique: 'T1530',
      when: { gives: 'see' },
    }),
  ),
  RUNS_AS: step(
    forward('own', 'own', 1, '{from} runs with the rights of {to}', { technique: 'T1552.005' }),
    forward('ask', 'own', 1, 'the code of {from} acts with the rights of {to} for whoever sends it input', {
      technique: 'T1190',
      supposes: 'its code can be made to act for whoever sends it input',
      when: { from: ['Function', 'AgentRuntime', 'TrainingJob', 'ProcessingJob', 'Notebook'] },
    }),
  ),
  ACTS_AS: step(forward('own', 'own', 1, '{from} acts with the rights of {to}', { technique: 'T1552.005' })),
  MEMBER_OF: none('What a group grants is in the permissions of its members'),
  TRUSTS: none('Who can take on a role is evaluated: REACHES, GRANTS and CAN_ASSUME say it'),
  HAS_POLICY: none('A policy is no way to anything; what it allows is evaluated'),
  BOUNDED_BY: none('A boundary only takes away'),
  HAS_CREDENTIAL: though(
    'The schema says what an identity has; whoever has the credential has the identity',
    backward('own', 'own', 0, '{from} opens {to}', {
      technique: 'T1078.004',
      when: { fromNot: ofOneService },
    }),
    backward('own', 'own', 0, '{from} acts as {to} at one service', {
      technique: 'T1078.004',
      supposes: 'what follows is within the service that the credential is for',
      when: { from: ofOneService },
    }),
  ),
  CONTAINS_SECRET: step(forward('see', 'own', 1, '{to} lies in {from} in clear', { technique: 'T1552.001' })),
  USES_SECRET: step(
    forward('own', 'see', 1, '{from} reads the secret {to} when it runs', { technique: 'T1555.006' }),
  ),
  ENCRYPTED_WITH: none('The store decrypts for whoever may read: the right to the key is part of the access'),
} as const;
