import { concept, edgeType } from './define.ts';
import { bool, json, oneOf, text, texts } from './fields.ts';

const administrator = bool('derived: whether it has every right in its account to begin with');

export const identityConcepts = [
  concept('identity', 'Principal', 'Anything that can be granted something'),
  concept('identity', 'Role', 'An identity that others or workloads take on', { administrator }),
  concept('identity', 'User', 'An identity of one person or program with credentials of its own', {
    administrator,
  }),
  concept('identity', 'Group', 'A set of users'),
  concept('identity', 'ServicePrincipal', "A cloud's own service, acting"),
  concept('identity', 'PermissionSet', 'Effective permissions that several principals share', {
    contentHash: text('hash of the permissions'),
  }),
  concept('identity', 'AccessPolicy', 'A document that grants or denies', {
    document: json('the document'),
  }),
  concept('identity', 'Credential', 'A key, token or password, by its metadata'),
  concept(
    'identity',
    'ExternalPrincipal',
    'A principal of an account that is not ours, or whoever an open provider signs in',
    {
      known: bool('whether the operator named it as known'),
    },
  ),
  concept('identity', 'Everyone', 'Anyone, without signing in, or with any account of the cloud'),
  concept('identity', 'IdentityProvider', 'A provider whose tokens are trusted'),
  concept(
    'identity',
    'WorkloadIdentity',
    'An identity that a workload shows to others, without rights of its own',
  ),
  concept('identity', 'CredentialProvider', 'A keeper of credentials that workloads use elsewhere'),
] as const;

const access = <const V extends string>(verb: V, about: string) =>
  edgeType('identity', `CAN_${verb}` as const, 'forward', about, { origin: 'derived' });

const escalation = {
  rule: text('id of the escalation'),
  permissions: texts('permissions that make it, with what each is on'),
  through: texts('ids of the assets that it uses on the way'),
  state: oneOf('whether it holds, or under conditions only', ['yes', 'conditional']),
  conditions: json('the conditions'),
  gives: oneOf('what is won: as the target, its contents, its behaviour, a part of its rights', [
    'own',
    'see',
    'put',
    'ask',
  ]),
};

export const identityEdges = [
  edgeType('identity', 'RUNS_AS', 'forward', 'Acts with the rights of this identity'),
  edgeType(
    'identity',
    'ACTS_AS',
    'forward',
    'Acts with the rights of this identity, which it has from its workspace, its owner or the model that it serves',
    { origin: 'derived' },
  ),
  edgeType('identity', 'MEMBER_OF', 'forward', 'A user belongs to a group'),
  edgeType('identity', 'HAS_POLICY', 'none', 'A policy is attached to an identity'),
  edgeType('identity', 'BOUNDED_BY', 'none', 'A policy bounds an identity'),
  edgeType('identity', 'TRUSTS', 'backward', 'A trust policy names who may take on this role', {
    props: {
      actions: texts('how it is taken on'),
      conditional: bool('whether the statement has conditions'),
      condition: json('the conditions'),
      except: texts('whom the statement leaves out, where it names everyone but these'),
    },
  }),
  edgeType('identity', 'HAS_CREDENTIAL', 'none', 'An identity owns a credential'),
  edgeType(
    'identity',
    'GRANTS',
    'forward',
    'A permission set grants a verb on a thing, or on all of a kind in it',
    {
      origin: 'derived',
      props: {
        verb: oneOf('verb', ['READ', 'WRITE', 'INVOKE', 'MANAGE', 'PASS', 'EXEC', 'ASSUME', 'HOLDS_KEY']),
        actions: texts('actions that it grants of the verb'),
        kind: text('kind of the things'),
        onContainer: bool('whether the target is an account and all of the kind in it are meant'),
        state: oneOf('whether it holds, or under conditions only', ['yes', 'conditional']),
        part: texts('patterns of what under the target is meant; none for all'),
        whole: bool('whether all that is under the target is meant'),
        conditions: json('the conditions'),
        statements: texts('`policy#statement` of those that grant it'),
      },
    },
  ),
  edgeType('identity', 'HAS_PERMISSIONS', 'forward', 'A principal has a permission set', {
    origin: 'derived',
  }),
  access('READ', 'May read some object or operation under the target'),
  access('WRITE', 'May write some object or operation under the target'),
  access('INVOKE', 'May call the target'),
  access('MANAGE', 'May change the target itself'),
  access('PASS', 'May pass this role to a service'),
  access('EXEC', 'May run code on the target'),
  access('ASSUME', 'May take on this role'),
  edgeType('identity', 'HOLDS_KEY', 'forward', 'Can obtain a key that opens the target', {
    origin: 'derived',
  }),
  edgeType('identity', 'ESCALATES_TO', 'forward', 'Can obtain the rights of the target', {
    origin: 'derived',
    props: escalation,
  }),
  edgeType('identity', 'INFLUENCES', 'forward', 'Can change how the target behaves', {
    origin: 'derived',
    props: escalation,
  }),
] as const;
