import { describe, expect, test } from 'vitest';
import { fitting, type Naming, namingOf } from './subject.ts';

const HUB = 'token.actions.githubusercontent.com';
const providers = [HUB, 'gitlab.com', 'app.terraform.io', 'agent.buildkite.com'];
const of = (provider: string): Naming => {
  const found = namingOf(provider);
  if (found === undefined) throw new Error(provider);
  return found;
};
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);

test.each(providers)('%s: a stranger has a subject of the shape there', (provider) => {
  const { subject, shape, named } = of(provider);
  expect(subject).toMatch(shape);
  expect(subject).toMatch(named);
  expect(fitting(of(provider), '*')).toMatch(shape);
});

test('providers with an issuer for each customer have no strangers', () => {
  expect(namingOf(`${HUB}/ours`)).toBeUndefined();
  expect(namingOf('login.ours.example')).toBeUndefined();
});

describe('a subject that fits', () => {
  test.each([
    'repo:*',
    'repo:*:pull_request',
    'repo:*:environment:prod',
    'repo:*/*:environment:*',
    'repo:*/app:ref:refs/tags/v?',
    'repo:ours*',
    '*/ours:*',
    '*',
  ])('%s', (pattern) => {
    const found = fitting(of(HUB), pattern);
    expect(found).toMatch(of(HUB).shape);
    expect(matches(pattern, found ?? '')).toBe(true);
  });
});

test.each([
  'repo:ours/*',
  'repo:ours/app:ref:refs/heads/main',
  'repo:ours?/app:*',
  'project_path:*',
  'repo:*:job_workflow_ref:ours/flows/.github/workflows/x.yml@main',
  'repo:${aws:PrincipalTag/x}/*',
  '*:*:*:*:*',
  '',
])('no stranger is sure to have one for %s', (pattern) => {
  expect(fitting(of(HUB), pattern)).toBeUndefined();
});
