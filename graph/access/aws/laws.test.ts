import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CaseLine, runCase } from './run.ts';

// Small words, so that statements meet requests often.
const account = '111122223333';
const other = '444455556666';
const callers = [
  `arn:aws:iam::${account}:user/alice`,
  `arn:aws:iam::${account}:role/train`,
  `arn:aws:sts::${account}:assumed-role/train/run`,
  `arn:aws:sts::${account}:federated-user/carol`,
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${other}:user/eve`,
  `arn:aws:iam::${other}:role/partner`,
  'lambda.amazonaws.com',
  '*',
];
const actions = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];
const resources = ['arn:aws:s3:::data', 'arn:aws:s3:::data/x', 'arn:aws:s3:::other/x'];
const values = ['a', 'b', 'ab'];

const condition = fc.oneof(
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists', 'ForAllValues:StringLike'].map(
    (name) => fc.record({ [name]: fc.record({ 's3:k': fc.constantFrom('a', 'b', 'a*', '${s3:v}') }) }),
  ),
  fc.record({ Null: fc.record({ 's3:k': fc.constantFrom('true', 'false') }) }),
);
const elements = {
  action: fc.oneof(
    fc.record({ Action: fc.constantFrom('*', 's3:*', 's3:Get*', 's3:???Object', ...actions) }),
    fc.record({ NotAction: fc.constantFrom('s3:Put*', 'iam:*') }),
  ),
  resource: fc.oneof(
    fc.record({
      Resource: fc.constantFrom('*', 'arn:aws:s3:::data*', 'arn:aws:s3:::data/${s3:v}', ...resources),
    }),
    fc.record({ NotResource: fc.constantFrom('arn:aws:s3:::other/*', 'arn:aws:s3:::data/?') }),
  ),
  condition: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, fc.record({ Condition: condition })),
};
const named = fc.constantFrom('*', account, other, ...callers.filter((c) => c.startsWith('arn:')));
const principal = fc.oneof(
  fc.record({ Principal: fc.record({ AWS: fc.array(named, { minLength: 1, maxLength: 2 }) }) }),
  fc.constant({ Principal: { Service: 'lambda.amazonaws.com' } }),
);
const effect = fc.constantFrom('Allow', 'Allow', 'Deny');
type Raw = Readonly<Record<string, unknown>>;
const joined = (...parts: readonly fc.Arbitrary<Raw>[]): fc.Arbitrary<Raw> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Raw);
const with_ = (kind: fc.Arbitrary<string>, names: boolean): fc.Arbitrary<Raw> =>
  joined(
    kind.map((Effect) => ({ Effect })),
    elements.action,
    elements.resource,
    elements.condition,
    ...(names ? [principal] : []),
  );
const policyOf = (one: fc.Arbitrary<Raw>) =>
  fc.array(one, { maxLength: 3 }).map((Statement) => ({ Version: '2012-10-17', Statement }));
const own = policyOf(with_(effect, false));
const shared = policyOf(with_(effect, true));
const levels = fc.array(fc.array(own, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const context = fc.record(
  {
    's3:k': fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values))),
    's3:v': fc.constantFrom(...values),
  },
  { requiredKeys: [] },
);

interface Case {
  readonly title: string;
  readonly request: Raw;
  readonly [field: string]: unknown;
}

const clean = (value: Raw): Case =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as unknown as Case;

const cases = fc
  .record({
    title: fc.constant('t'),
    request: fc.record({
      principal: fc.constantFrom(...callers),
      action: fc.constantFrom(...actions),
      resource: fc.constantFrom(...resources),
      resourceAccount: fc.constant(account),
      context,
      contextIsComplete: fc.boolean(),
    }),
    identity: sometimes(
      fc.array(own, { maxLength: 3 }).map((all) => all.map((policy, i) => ({ name: `own${i}`, policy }))),
    ),
    boundary: sometimes(own),
    session: sometimes(fc.array(own, { maxLength: 2 })),
    resource: sometimes(shared),
    scps: sometimes(levels),
    rcps: sometimes(
      fc.array(fc.array(policyOf(with_(fc.constant('Deny'), true)), { maxLength: 1 }), { maxLength: 2 }),
    ),
    endpoint: sometimes(shared),
  })
  .map(clean);

const order = ['no', 'conditional', 'yes'];
const rank = (line: CaseLine): number => {
  if ('error' in line) throw new Error(line.error);
  return order.indexOf(line.verdict);
};
const asked = (one: Case): number => rank(runCase(one));

interface Document {
  readonly Version: string;
  readonly Statement: readonly Raw[];
}
const plus = (document: Document, statement: Raw): Document => ({
  ...document,
  Statement: [...document.Statement, statement],
});
type Change = (document: Document) => Document;

/** The case with its policies of one source changed. */
function changed(one: Case, source: string, change: Change): Case {
  const value = one[source];
  if (value === undefined) return one;
  const deep = (v: unknown): unknown =>
    Array.isArray(v)
      ? v.map(deep)
      : typeof v === 'object' && v !== null && 'policy' in v
        ? { ...v, policy: change(v.policy as Document) }
        : change(v as Document);
  return { ...one, [source]: deep(value) };
}

const naming = new Set(['resource', 'rcps', 'endpoint']);
const sources = ['identity', 'boundary', 'session', 'resource', 'scps', 'rcps', 'endpoint'];
const runs = { numRuns: 1500 };

test('one more Deny, anywhere, never widens', () => {
  fc.assert(
    fc.property(
      cases,
      fc.constantFrom(...sources),
      with_(fc.constant('Deny'), false),
      with_(fc.constant('Deny'), true),
      (one, source, deny, naming_) => {
        const statement = naming.has(source) ? naming_ : deny;
        expect(asked(changed(one, source, (d) => plus(d, statement)))).toBeLessThanOrEqual(asked(one));
      },
    ),
    runs,
  );
});

test('one more Allow, anywhere, never narrows', () => {
  fc.assert(
    fc.property(
      cases,
      fc.constantFrom(...sources.filter((source) => source !== 'rcps')),
      with_(fc.constant('Allow'), false),
      with_(fc.constant('Allow'), true),
      (one, source, allow, naming_) => {
        const statement = naming.has(source) ? naming_ : allow;
        expect(asked(changed(one, source, (d) => plus(d, statement)))).toBeGreaterThanOrEqual(asked(one));
      },
    ),
    runs,
  );
});

test('the order of policies and statements does not matter', () => {
  const turned = (v: unknown): unknown =>
    Array.isArray(v)
      ? v.map(turned).toReversed()
      : typeof v === 'object' && v !== null
        ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, turned(x)]))
        : v;
  fc.assert(
    fc.property(cases, (one) => {
      const { title, request, ...policies } = one;
      expect(asked({ title, request, ...(turned(policies) as Raw) })).toBe(asked(one));
    }),
    runs,
  );
});

test('a complete context and no unread policy never answer conditional', () => {
  // A role stands for a session of unknown name, and a federated user for one of an unknown user: those are not asked here.
  const whole = cases.filter(({ request }) => !/:role\/|federated-user/.test(String(request['principal'])));
  fc.assert(
    fc.property(whole, (one) => {
      expect(asked({ ...one, request: { ...one.request, contextIsComplete: true } })).not.toBe(1);
    }),
    runs,
  );
});

test('knowing more of the context never turns a yes into a no, nor a no into a yes', () => {
  fc.assert(
    fc.property(cases, context, (one, more) => {
      const before = asked({ ...one, request: { ...one.request, context: {}, contextIsComplete: false } });
      const after = asked({ ...one, request: { ...one.request, context: more } });
      if (before !== 1) expect(after).toBe(before);
    }),
    runs,
  );
});

test('a policy that is hidden never decides: yes becomes conditional, and no stays unless it was that policy', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(...sources), (one, source) => {
      if (one[source] === undefined) return;
      const hidden = asked({ ...one, [source]: null });
      const before = asked(one);
      // Where it does not bind (an SCP and a service) hiding it changes nothing.
      if (before === 2) expect(hidden).toBeGreaterThanOrEqual(1);
      if (before === 1) expect(hidden).toBe(1);
    }),
    runs,
  );
});
