/** What a kind must hold to without anything being sent: each function gives the problems, a sentence each. */
import { loginOperations } from '#connectors/kit/allow.ts';
import type { AnyList, AnyRead, Kind } from '#connectors/kit/define.ts';
import { describeKind, permissionsOf } from '#connectors/kit/define.ts';
import { derivations, layers } from '#graph/derive/index.ts';
import type { Field } from '#graph/schema/fields.ts';
import { concepts, edgeTypes } from '#graph/schema/index.ts';
import { ASSET, assetProps, edgeProps, GONE } from '#graph/schema/node.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import type { Found } from './subjects.ts';

const asks = (kind: Kind): readonly (readonly [string, AnyList | AnyRead])[] => [
  ['list', kind.list],
  ...Object.entries(kind.reads),
];
const givesOf = (kind: Kind): ReadonlyMap<string, Field> =>
  new Map(describeKind(kind).reads.flatMap((read) => Object.entries(read.gives)));

const logins = new Set(Object.values(loginOperations).flat());
const starts: Readonly<Record<string, string>> = { aws: 'Aws', azure: 'Azure', gcp: 'Gcp' };

/** File, folder, label and title agree with each other and clash with nothing. */
export function namingProblems(found: Found, all: readonly Found[]): readonly string[] {
  const { label, file, kind } = found;
  const { cloud, service, title, verbs = {} } = kind.head;
  const [folder, within = '', noun = ''] = file.replace(/\.ts$/, '').split('/');
  const problems: string[] = [];
  if (folder !== cloud) problems.push(`it is of ${cloud} but lies in ${folder}`);
  if (cloud !== 'saas' && within !== service) problems.push(`it is of ${service} but lies in ${within}`);
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(noun)) problems.push(`"${noun}" is no noun`);
  const start = starts[cloud];
  if (!/^[A-Z][A-Za-z0-9]+$/.test(label) || (start !== undefined && !label.startsWith(start)))
    problems.push(`its label does not start with ${start ?? 'a capital'}`);
  const words = noun.replaceAll('-', '');
  if (!label.toLowerCase().endsWith(words)) problems.push(`its label does not end like its file, ${noun}`);
  if (title === '' || title === label || title.length > 60)
    problems.push(`"${title}" is no title for a person`);
  if (concepts.has(label) || [ASSET, GONE].includes(label)) problems.push('its label is taken');
  if (all.some((one) => one !== found && one.label === label)) problems.push('its label is used twice');
  for (const actions of Object.values(verbs))
    for (const action of actions)
      if (cloud === 'aws' && !/^[a-z0-9-]+:[A-Z]\w+$/.test(action))
        problems.push(`"${action}" is no IAM action`);
  return problems;
}

/** Every concept is known, and its properties are given with the same type: by a read, or by a derivation. */
export function conceptProblems(kind: Kind): readonly string[] {
  const gives = givesOf(kind);
  const labels = [kind.head.kind, ...kind.head.concepts];
  const derived = new Map(
    [...derivations, ...layers.flatMap((layer) => layer.props ?? [])]
      .filter(({ on }) => labels.includes(on))
      .flatMap((one) => Object.entries(one.gives)),
  );
  if (kind.head.concepts.length === 0) return ['it is of no concept'];
  return kind.head.concepts.flatMap((name) => {
    const concept = concepts.get(name);
    if (concept === undefined) return [`there is no concept ${name}`];
    return Object.entries(concept.props).flatMap(([prop, field]) => {
      const given = gives.get(prop) ?? derived.get(prop);
      if (given === undefined) return [`nothing gives "${prop}", which every ${name} has`];
      if (gives.has(prop) && derived.has(prop)) return [`"${prop}" is both observed and derived`];
      return typeOf(given) === typeOf(field)
        ? []
        : [`"${prop}" is ${given.type}, ${name} says ${field.type}`];
    });
  });
}

/** A closed set in a concept binds its kinds: the same comparisons must make sense. A text may stand for any text. */
function typeOf(field: Field): string {
  return field.type === 'one-of' ? `one of ${field.values.toSorted().join(', ')}` : field.type;
}

/** No property takes a name that every asset has, and each says where in the reply it comes from. */
export function propertyProblems(kind: Kind): readonly string[] {
  return [...givesOf(kind)].flatMap(([name, field]) => [
    ...(name in assetProps ? [`"${name}" hides what every asset has`] : []),
    ...(/^[a-z][A-Za-z0-9]*$/.test(name) ? [] : [`"${name}" is not in camelCase`]),
    ...(field.from.trim() === '' ? [`"${name}" does not say where it comes from`] : []),
    ...(field.type === 'one-of' && new Set(field.values).size !== field.values.length
      ? [`"${name}" lists a value twice`]
      : []),
  ]);
}

/** Observed edge types only, each of the schema and declared once in a read, whose function gives edges. */
export function edgeProblems(kind: Kind): readonly string[] {
  return asks(kind).flatMap(([name, read]) => {
    const types = read.edgeTypes ?? [];
    const declares = types.length > 0;
    return [
      ...(declares === (read.edges !== undefined) ? [] : [`${name}: edges and edgeTypes go together`]),
      ...types.flatMap((type, index) => {
        const known = edgeTypes.get(type);
        if (known === undefined) return [`${name}: there is no edge type ${type}`];
        if (known.origin === 'derived') return [`${name}: ${type} is derived, never observed`];
        return types.indexOf(type) === index ? [] : [`${name}: ${type} is declared twice`];
      }),
    ];
  });
}

/** Every call names at least one permission, in the cloud's own spelling; what it takes to log in needs none. */
export function permissionProblems(kind: Kind): readonly string[] {
  return asks(kind).flatMap(([name, read]) => {
    const permissions = permissionsOf(read);
    const odd = permissions.filter((one) => kind.head.cloud === 'aws' && !/^[a-z0-9-]+:[A-Z]\w+$/.test(one));
    return [
      ...(permissions.length === 0 && !logins.has(read.operation) ? [`${name}: it needs no permission`] : []),
      ...odd.map((one) => `${name}: "${one}" is no IAM action`),
    ];
  });
}

/** What a fixture leaves untried: properties that are never known, edge types that never appear, odd rows. */
export function untried(kind: Kind, rows: readonly AssetRow[]): readonly string[] {
  const seen = rows.flatMap((row) => row.edges);
  const types = new Set(describeKind(kind).reads.flatMap((read) => read.edges));
  return [
    ...[...givesOf(kind).keys()]
      .filter((name) => rows.every((row) => (row.props[name] ?? null) === null))
      .map((name) => `"${name}" is never known`),
    ...[...types].filter((type) => seen.every((edge) => edge.type !== type)).map((type) => `no edge ${type}`),
    ...seen.flatMap(({ type, as, props }) => {
      const allowed = edgeTypes.get(type)?.props ?? {};
      const stray = Object.keys(props).filter((name) => !(name in allowed) || name in edgeProps);
      return [
        ...stray.map((name) => `${type} has no property "${name}"`),
        ...(concepts.has(as) || /^[A-Z][A-Za-z0-9]+$/.test(as) ? [] : [`"${as}" is no label (${type})`]),
      ];
    }),
  ];
}

/** Labels that edges give to what no listing has shown: each a concept or a kind. */
export const stubLabels = (rows: readonly AssetRow[]): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => row.edges.map((edge) => edge.as)));
