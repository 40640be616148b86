/**
 * Whether anyone can call a Lambda function, from the function's own policy and its URLs.
 *
 * Rules of Lambda, from the AWS Lambda Developer Guide:
 * - "Control access to Lambda function URLs": with AuthType NONE nobody has to sign in, yet the policy is in effect and
 *   must let everyone in; with AWS_IAM a policy that names everyone lets in any principal of any account that its own
 *   account lets call. For public access AWS adds two statements for `*`: lambda:InvokeFunctionUrl under the condition
 *   `lambda:FunctionUrlAuthType` = NONE, and lambda:InvokeFunction under `lambda:InvokedViaFunctionUrl` = true. URLs made
 *   since October 2025 need both; older ones worked with the first alone for a time, so that with it alone it is unknown.
 * - "Viewing resource-based IAM policies in Lambda": a version or an alias has a policy of its own. Only that of the
 *   function itself is read, so that a URL of an alias without authentication leaves it unknown.
 */

import { all, any, type Maybe } from '#graph/derive/three.ts';
import type { Derivation, Derived } from '#graph/derive/types.ts';
import {
  type PolicyCondition,
  type PolicyDocument,
  type PolicyStatement,
  parsePolicy,
} from '#graph/schema/aws/facts.ts';
import { bool, text } from '#graph/schema/fields.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { hasAction, hasResource, matches, namesEveryone, onlyRefusesPlainHttp } from './statement.ts';

const INVOKE = 'lambda:InvokeFunction';
/** The call before it, deprecated and still answered. */
const INVOKE_ASYNC = 'lambda:InvokeAsync';
const INVOKE_URL = 'lambda:InvokeFunctionUrl';

/** Keys by which a condition holds whoever calls to an account, an organisation or a source that it names. */
const identifying = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
]);

/** The condition names whom it lets in, so that it is not anyone. */
const closes = (c: PolicyCondition): boolean =>
  /^(?:(?:String|Arn)Equals|(?:String|Arn)Like|StringEqualsIgnoreCase)$/i.test(c.operator) &&
  identifying.has(c.key.toLowerCase()) &&
  c.values.every((v) => !/[*?]|\$\{/.test(v));

/** What a call is, as far as conditions ask for it: a key in lower case with the value that it has. */
type Call = readonly (readonly [key: string, value: string])[];
const direct: Call = [];
const viaUrl = (auth: string): Call => [
  ['lambda:functionurlauthtype', auth],
  ['lambda:invokedviafunctionurl', 'true'],
];

function meets(c: PolicyCondition, call: Call): Maybe {
  if (closes(c)) return false;
  const key = c.key.toLowerCase();
  const [, value] = call.find(([name]) => name === key) ?? [];
  if (!/^(?:StringEquals(?:IgnoreCase)?|Bool)$/i.test(c.operator)) return null;
  if (value !== undefined) return c.values.some((v) => v.toLowerCase() === value.toLowerCase());
  // A call that did not come by a URL has no way of one to authenticate, and did not come by one.
  if (key === 'lambda:functionurlauthtype') return false;
  const asksForUrl = c.values.every((v) => v.toLowerCase() === 'true');
  return key === 'lambda:invokedviafunctionurl' && asksForUrl ? false : null;
}

const speaksOf = (s: PolicyStatement, action: string, id: string): Maybe =>
  all([hasAction(s, action), hasResource(s, (pattern) => matches(pattern, id))]);

/** Whether the policy lets anyone do the action in such a call. */
function lets(document: PolicyDocument, action: string, call: Call, id: string): Maybe {
  const about = (s: PolicyStatement) =>
    all([speaksOf(s, action, id), ...s.conditions.map((c) => meets(c, call))]);
  const granted = any(document.statements.filter((s) => s.allows && namesEveryone(s)).map(about));
  if (granted !== true) return granted;
  const denied = document.statements.some(
    (s) =>
      !s.allows &&
      namesEveryone(s) &&
      speaksOf(s, action, id) !== false &&
      !onlyRefusesPlainHttp(s.conditions),
  );
  return denied ? null : true;
}

/** By a URL that authenticates this way. */
function byUrl(document: PolicyDocument, auth: string, id: string): Maybe {
  const url = lets(document, INVOKE_URL, viaUrl(auth), id);
  const invoke = lets(document, INVOKE, viaUrl(auth), id);
  // Without the second statement only URLs from before October 2025 may answer.
  return all([url, invoke === false ? null : invoke]);
}

const gives = { invocableByAnyone: bool('derived'), invocableThrough: text('derived') };

const flag = (node: StoredNode, name: string): Maybe => {
  const value = node.props[name];
  return typeof value === 'boolean' ? value : null;
};

function exposureOf(node: StoredNode): Derived<typeof gives>['props'] {
  const { id, props } = node;
  const policy = props['policy'];
  const document = parsePolicy(typeof policy === 'string' ? policy : undefined);
  const auths = Array.isArray(props['urlAuth']) ? props['urlAuth'].map(String) : undefined;
  const open = flag(node, 'urlWithoutAuth');
  const alias = flag(node, 'aliasUrlWithoutAuth');
  const asksFor = (auth: string): Maybe => (auths === undefined ? null : auths.includes(auth));
  const by = (test: (document: PolicyDocument) => Maybe): Maybe =>
    document === undefined ? null : test(document);

  // Of the URLs without authentication the function's own is told apart where no alias has one.
  const own: Maybe = open === true && alias !== false ? null : open;
  const ways: readonly (readonly [string, Maybe])[] = [
    ['through a URL that asks for no login', all([own, by((d) => byUrl(d, 'NONE', id))])],
    [
      'with an AWS account of their own',
      by((d) => any([INVOKE, INVOKE_ASYNC].map((action) => lets(d, action, direct, id)))),
    ],
  ];
  // The policy of an alias may open its URL, and nobody read it; a URL that asks for a signature may be an alias's.
  const perhaps = any([alias, all([asksFor('AWS_IAM'), by((d) => byUrl(d, 'AWS_IAM', id))])]);
  const invocableByAnyone = any([...ways.map(([, way]) => way), all([perhaps, null])]);
  const sure = ways.flatMap(([words, way]) => (way === true ? [words] : []));
  return {
    invocableByAnyone,
    invocableThrough: invocableByAnyone === null ? null : invocableByAnyone ? sure.join(' and ') : 'none',
  };
}

export const awsFunctionExposure: Derivation<typeof gives> = {
  name: 'aws-function-exposure',
  on: 'AwsLambdaFunction',
  needs: [
    { label: 'AwsLambdaFunction', props: ['policy', 'urlAuth', 'urlWithoutAuth', 'aliasUrlWithoutAuth'] },
  ],
  gives,
  *derive(view) {
    for (const node of view.nodes('AwsLambdaFunction'))
      yield { id: node.id, props: exposureOf(node), from: [node.id] };
  },
};
