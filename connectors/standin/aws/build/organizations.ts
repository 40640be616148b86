/** Pieces of AWS Organizations: root, units and policies, as the management account shows them. */
import type { PolicyTypeSummary } from '@aws-sdk/client-organizations';
import type { Answered, Listed, Piece } from '#connectors/standin/estate.ts';
import { everywhere, list, lowerId, piece, policy, reply, type Statement, type Wire } from './common.ts';

export interface Unit {
  /** Unique in the tree. */
  readonly name: string;
  readonly accounts?: readonly string[];
  readonly units?: readonly Unit[];
}

export interface OrganizationPolicy {
  readonly name: string;
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly statements: readonly Statement[];
  /** `root`, names of units, numbers of accounts. */
  readonly targets: readonly string[];
}

export interface Tree {
  /** `o-…`. */
  readonly id: string;
  readonly management: string;
  readonly root: {
    /** Accounts in no unit. The management account is one of them where no unit has it. */
    readonly accounts?: readonly string[];
    /** Types that are on. With one that is on, AWS's own policy that allows everything is attached everywhere. */
    readonly types: readonly OrganizationPolicy['type'][];
  };
  readonly units?: readonly Unit[];
  readonly policies?: readonly OrganizationPolicy[];
}

const own = {
  SERVICE_CONTROL_POLICY: { id: 'p-FullAWSAccess', allows: { Action: '*', Resource: '*' } },
  RESOURCE_CONTROL_POLICY: {
    id: 'p-RCPFullAWSAccess',
    allows: { Principal: '*', Action: '*', Resource: '*' },
  },
} as const;

interface Place {
  readonly unit: Unit;
  readonly id: string;
  readonly parent: string;
}

/** Ids of roots, units and policies by name, as `organizationTree` gives them. */
export const rootIdOf = (organization: string): string => `r-${lowerId(organization, 4)}`;
export const unitIdOf = (organization: string, name: string): string =>
  `ou-${lowerId(organization, 4)}-${lowerId(organization + name, 8)}`;
export const policyIdOf = (organization: string, name: string): string =>
  `p-${lowerId(organization + name, 8)}`;

const placesOf = (id: string, units: readonly Unit[], parent: string): readonly Place[] =>
  units.flatMap((unit) => {
    const here = unitIdOf(id, unit.name);
    return [{ unit, id: here, parent }, ...placesOf(id, unit.units ?? [], here)];
  });

/**
 * The tree as the management account shows it; the other accounts in it may not ask.
 * @throws where a policy names a unit that is not in the tree.
 */
export function organizationTree(tree: Tree): readonly Piece[] {
  const { id, management, policies = [] } = tree;
  const arn = (resource: string) => `arn:aws:organizations::${management}:${resource}`;
  const root = rootIdOf(id);
  const places = placesOf(id, tree.units ?? [], root);
  const inUnits = places.flatMap(({ unit }) => unit.accounts ?? []);
  const loose = new Set(tree.root.accounts ?? []);
  if (!inUnits.includes(management)) loose.add(management);
  const accounts = [...loose, ...inUnits];

  const target = (name: string) => {
    if (name === 'root')
      return { TargetId: root, Arn: arn(`root/${id}/${root}`), Name: 'Root', Type: 'ROOT' };
    if (accounts.includes(name))
      return { TargetId: name, Arn: arn(`account/${id}/${name}`), Name: name, Type: 'ACCOUNT' };
    const place = places.find(({ unit }) => unit.name === name);
    if (place === undefined) throw new Error(`there is no unit ${name} in ${id}`);
    return { TargetId: place.id, Arn: arn(`ou/${id}/${place.id}`), Name: name, Type: 'ORGANIZATIONAL_UNIT' };
  };
  const keeps = (
    Type: OrganizationPolicy['type'],
    summary: { readonly Id: string; readonly Arn: string; readonly Name: string },
    statements: readonly Statement[],
    targets: readonly string[],
  ): { readonly lists: readonly Listed[]; readonly answers: readonly Answered[] } => {
    const PolicySummary = { ...summary, Type, Description: '', AwsManaged: summary.Arn.includes('::aws:') };
    const asked = { PolicyId: summary.Id };
    return {
      lists: [
        list('organizations:ListPolicies', 'Policies', PolicySummary, { Filter: Type }),
        ...targets.map((name) => list('organizations:ListTargetsForPolicy', 'Targets', target(name), asked)),
      ],
      answers: [
        reply('organizations:DescribePolicy', asked, {
          Policy: { PolicySummary, Content: policy(...statements) },
        }),
      ],
    };
  };
  const everything = ['root', ...places.map(({ unit }) => unit.name), ...accounts];
  const kept = [
    ...tree.root.types.map((type) => {
      const { id: Id, allows } = own[type];
      const resource = `policy/${type.toLowerCase()}/${Id}`;
      const summary = { Id, Arn: `arn:aws:organizations::aws:${resource}`, Name: Id.slice('p-'.length) };
      return keeps(type, summary, [allows], everything);
    }),
    ...policies.map(({ name, type, statements, targets }) => {
      const Id = policyIdOf(id, name);
      const summary = { Id, Arn: arn(`policy/${id}/${type.toLowerCase()}/${Id}`), Name: name };
      return keeps(type, summary, statements, targets);
    }),
  ];

  const PolicyTypes: readonly Wire<PolicyTypeSummary>[] = tree.root.types.map((Type) => ({
    Type,
    Status: 'ENABLED',
  }));
  const held = (parent: string, numbers: Iterable<string>): readonly Listed[] =>
    [...numbers].map((number) =>
      list(
        'organizations:ListAccountsForParent',
        'Accounts',
        { Id: number, Arn: arn(`account/${id}/${number}`), Name: number, Status: 'ACTIVE', State: 'ACTIVE' },
        { ParentId: parent },
      ),
    );
  const lists = [
    list('organizations:ListRoots', 'Roots', {
      Id: root,
      Arn: arn(`root/${id}/${root}`),
      Name: 'Root',
      PolicyTypes,
    }),
    ...held(root, loose),
    ...places.flatMap(({ unit, id: Id, parent }) => [
      list(
        'organizations:ListOrganizationalUnitsForParent',
        'OrganizationalUnits',
        { Id, Arn: arn(`ou/${id}/${Id}`), Name: unit.name },
        { ParentId: parent },
      ),
      ...held(Id, unit.accounts ?? []),
    ]),
    ...kept.flatMap((one) => one.lists),
  ];
  return [
    piece(
      everywhere(management),
      lists,
      kept.flatMap((one) => one.answers),
    ),
    ...accounts.filter((one) => one !== management).map(mayNotAsk),
  ];
}

function mayNotAsk(account: string): Piece {
  const error = {
    code: 'AccessDeniedException',
    message: "You don't have permissions to access this resource.",
    status: 400,
  };
  const answers = ['ListRoots', 'ListPolicies'].map((name) => ({
    operation: `organizations:${name}`,
    error,
  }));
  return piece(everywhere(account), [], answers);
}
