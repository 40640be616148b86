/**
 * The role with which an AI asset acts where AWS names it on another asset: its model, its endpoint's configuration, its
 * owner's profile, its workspace.
 *
 * Sources: Amazon SageMaker Developer Guide, "How to use SageMaker AI execution roles" (a user profile without a role of its own
 * has that of the domain; a private space that of its owner; a shared space the default space role), "Deploy models for
 * inference" (an endpoint acts with the role of the models that it serves), "Batch transform".
 */
import type { Layer, LayerFact, View } from '#graph/derive/types.ts';
import type { StoredEdge } from '#graph/store/port.ts';

/** From an id to the ids that edges of a type lead to. */
type Ends = (id: string) => readonly StoredEdge[];

const index = (edges: Iterable<StoredEdge>, by: 'from' | 'to'): Ends => {
  const all = Map.groupBy(edges, (edge) => edge[by]);
  return (id) => all.get(id) ?? [];
};

interface Given {
  readonly role: string;
  /** Assets over which the role comes, the nearest first. */
  readonly over: readonly string[];
}

class Homes {
  readonly #view: View;
  readonly #runsAs: Ends;
  readonly #workspace: Ends;
  readonly #containers: Ends;
  readonly #configured: Ends;
  readonly #serves: Ends;
  readonly #models: Ends;

  constructor(view: View) {
    this.#view = view;
    this.#runsAs = index(view.edges('RUNS_AS'), 'from');
    this.#workspace = index(view.edges('MEMBER_OF_WORKSPACE'), 'from');
    this.#containers = index(view.edges('CONTAINS'), 'to');
    this.#configured = index(view.edges('CONFIGURED_BY'), 'from');
    this.#serves = index(view.edges('SERVES'), 'from');
    this.#models = index(view.edges('USES_MODEL'), 'from');
  }

  #roles(id: string, keys?: readonly string[]): readonly Given[] {
    return this.#runsAs(id)
      .filter(({ key }) => keys === undefined || keys.includes(key))
      .map(({ to }) => ({ role: to, over: [id] }));
  }

  #domains(id: string): readonly string[] {
    return this.#workspace(id).map(({ to }) => to);
  }

  /** A profile that names no role of its own. */
  profile(id: string): readonly Given[] {
    if (this.#view.node(id)?.props['ownRole'] !== false) return [];
    return this.#domains(id).flatMap((domain) => this.#roles(domain, ['default']));
  }

  #ofProfile(id: string): readonly Given[] {
    const own = this.#roles(id, ['', 'profile']);
    return own.length > 0 ? own : this.profile(id).map((g) => ({ ...g, over: [id, ...g.over] }));
  }

  space(id: string): readonly Given[] {
    const sharing = this.#view.node(id)?.props['sharing'];
    if (sharing === 'Shared') return this.#domains(id).flatMap((domain) => this.#roles(domain, ['space']));
    return this.#owners(id).flatMap((owner) => this.#ofProfile(owner));
  }

  #owners(id: string): readonly string[] {
    return this.#containers(id)
      .map(({ from }) => from)
      .filter((from) => this.#view.node(from)?.labels.includes('AiUserProfile') === true);
  }

  app(id: string): readonly Given[] {
    return this.#containers(id).flatMap(({ from: home }) => {
      const labels = this.#view.node(home)?.labels ?? [];
      if (labels.includes('AiUserProfile')) return this.#ofProfile(home);
      return labels.includes('AiSpace')
        ? this.space(home).map((g) => ({ ...g, over: [home, ...g.over] }))
        : [];
    });
  }

  endpoint(id: string): readonly Given[] {
    return this.#configured(id).flatMap(({ to: config }) =>
      this.#serves(config).flatMap(({ to: model }) =>
        this.#roles(model).map((g) => ({ ...g, over: [config, ...g.over] })),
      ),
    );
  }

  transform(id: string): readonly Given[] {
    return this.#models(id).flatMap(({ to }) => this.#roles(to));
  }
}

function* rolesOf(view: View): Generator<LayerFact> {
  const homes = new Homes(view);
  const ways: readonly (readonly [kind: string, of: (id: string) => readonly Given[]])[] = [
    ['AwsSageMakerUserProfile', (id) => homes.profile(id)],
    ['AwsSageMakerSpace', (id) => homes.space(id)],
    ['AwsSageMakerApp', (id) => homes.app(id)],
    ['AwsSageMakerEndpoint', (id) => homes.endpoint(id)],
    ['AwsSageMakerTransformJob', (id) => homes.transform(id)],
  ];
  for (const [kind, of] of ways)
    for (const { id } of view.nodes(kind)) {
      const byRole = Map.groupBy(of(id), ({ role }) => role);
      for (const [role, all] of byRole) {
        const over = [...new Set(all.flatMap((g) => g.over))].sort();
        yield { is: 'edge', from: id, type: 'ACTS_AS', to: role, key: '', inputs: [id, role, ...over] };
      }
    }
}

export const awsRunsAs: Layer = {
  name: 'aws-runs-as',
  needs: [
    'AwsIamRole',
    'AwsSageMakerApp',
    'AwsSageMakerDomain',
    'AwsSageMakerEndpoint',
    'AwsSageMakerEndpointConfig',
    'AwsSageMakerModel',
    'AwsSageMakerSpace',
    'AwsSageMakerTransformJob',
    'AwsSageMakerUserProfile',
  ],
  edges: ['RUNS_AS', 'MEMBER_OF_WORKSPACE', 'CONTAINS', 'CONFIGURED_BY', 'SERVES', 'USES_MODEL'],
  gives: ['ACTS_AS'],
  derive: rolesOf,
};
