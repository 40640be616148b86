/**
 * The subject that a token of a stranger has at a provider with whom anyone may sign up, chosen so as to fit a pattern.
 *
 * Source: GitHub Docs, "OpenID Connect reference" (subjects by repository and branch, pull request or environment); GitLab
 * Docs, "ID token authentication"; HCP Terraform, "Workload identity"; Buildkite, "OIDC with Buildkite".
 */
export interface Naming {
  /** A stranger's subject. */
  readonly subject: string;
  /** What any subject of the provider looks like that a stranger can get. */
  readonly shape: RegExp;
  /** Patterns that name whose subjects they mean: nobody else gets such a one. */
  readonly named: RegExp;
}

const naming: Readonly<Record<string, Naming>> = {
  'token.actions.githubusercontent.com': {
    subject: 'repo:0utsider/0utsider:ref:refs/heads/main',
    shape:
      /^repo:[a-z\d-]+\/[\w.-]+:(?:pull_request|environment:[^:]+|ref:refs\/(?:heads|tags|pull)\/[^:]+)$/i,
    named: /^repo:[^*]*\//,
  },
  'gitlab.com': {
    subject: 'project_path:0utsider/0utsider:ref_type:branch:ref:main',
    shape: /^project_path:[\w.-]+(?:\/[\w.-]+)+:ref_type:(?:branch|tag):ref:[^:]+$/,
    named: /^project_path:[^*]*\//,
  },
  'app.terraform.io': {
    subject: 'organization:0utsider:project:0utsider:workspace:0utsider:run_phase:apply',
    shape: /^organization:[\w-]+:project:[\w -]+:workspace:[\w-]+:run_phase:(?:plan|apply)$/,
    named: /^organization:[^*]*:/,
  },
  'agent.buildkite.com': {
    subject: 'organization:0utsider:pipeline:0utsider:ref:refs/heads/main:commit:0:step:build',
    shape: /^organization:[\w-]+:pipeline:[\w-]+:ref:refs\/(?:heads|tags)\/[^:]+:commit:[\da-f]+:step:[^:]*$/,
    named: /^organization:[^*]*:/,
  },
};

/** @returns `undefined` for a provider of which it is not known that anyone may have a subject there */
export const namingOf = (provider: string): Naming | undefined => naming[provider.toLowerCase()];

/** Runs of words of a subject, longer ones last, and nothing at all. */
function runs(subject: string): readonly string[] {
  const words = [...subject.matchAll(/[^:/]+/g)];
  const all = words.flatMap((from, i) =>
    words.slice(i).map((to) => subject.slice(from.index, to.index + to[0].length)),
  );
  return ['', ...all].sort((a, b) => a.length - b.length);
}

/** More stars than that are not tried. */
const MOST_STARS = 3;

/** @returns `undefined`: no stranger is sure to have a subject that the pattern takes */
export function fitting({ subject, shape, named }: Naming, pattern: string): string | undefined {
  if (named.test(pattern) || pattern.includes('${')) return undefined;
  const [head = '', ...tail] = pattern.replaceAll('?', 'x').split(/\*+/);
  if (tail.length > MOST_STARS) return undefined;
  const fills = runs(subject);
  const search = (text: string, rest: readonly string[]): string | undefined => {
    const [next, ...more] = rest;
    if (next === undefined) return shape.test(text) ? text : undefined;
    for (const fill of fills) {
      const found = search(text + fill + next, more);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(head, tail);
}
