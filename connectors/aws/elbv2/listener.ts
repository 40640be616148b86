/**
 * Listener of a load balancer: one port, its rules, and the groups of targets that they pass requests to. The key of a
 * `ROUTES_TO` edge is `<rule> <authorization>`: `default none`, `10 oidc`. Where a group's targets are is the group's to
 * tell (AwsElbTargetGroup).
 */
import { z } from 'zod';
import { parentText } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, text, texts, whole } from '#graph/schema/fields.ts';
import {
  actions,
  asksFor,
  groupsOf,
  type Listener,
  listener,
  listenersInput,
  passesOn,
  routeEdges,
  verdictOf,
} from './_actions.ts';

const values = z.object({ Values: z.array(z.string()).default([]) }).optional();
const condition = z.object({
  Field: z.string().default(''),
  Values: z.array(z.string()).default([]),
  RegexValues: z.array(z.string()).default([]),
  HostHeaderConfig: values,
  PathPatternConfig: values,
  HttpRequestMethodConfig: values,
  SourceIpConfig: values,
});
const rule = z.object({
  Priority: z.string(),
  IsDefault: z.boolean().default(false),
  Conditions: z.array(condition).default([]),
  Actions: actions,
});
type Rule = z.output<typeof rule>;

/** The values stand in the old place, in the new one, or (paths and hosts) in both. */
const wanted = (c: z.output<typeof condition>): string => {
  const all = [c, c.HostHeaderConfig, c.PathPatternConfig, c.HttpRequestMethodConfig, c.SourceIpConfig];
  const each = new Set([...all.flatMap((one) => one?.Values ?? []), ...c.RegexValues]);
  return `${c.Field}=${[...each].toSorted().join(',')}`;
};

/** The default action is a rule too: the last one. */
const rulesOf = (one: Listener, others: readonly Rule[]): readonly Rule[] => [
  ...others.filter((r) => !r.IsDefault),
  { Priority: 'default', IsDefault: true, Conditions: [], Actions: one.DefaultActions },
];
const nameOf = (r: Rule): string => [r.Priority, ...r.Conditions.map(wanted)].join(' ');

export default defineKind({
  kind: 'AwsElbListener',
  title: 'Load balancer listener',
  cloud: 'aws',
  service: 'elbv2',
  concepts: ['Listener'],
  scope: 'region',
  under: 'AwsElbLoadBalancer',
  verbs: {
    MANAGE: [
      'elasticloadbalancing:CreateRule',
      'elasticloadbalancing:DeleteListener',
      'elasticloadbalancing:DeleteRule',
      'elasticloadbalancing:ModifyListener',
      'elasticloadbalancing:ModifyRule',
    ],
  },
  // Rules have ARNs of their own.
  resources: (id) => [id, `${id.replace(':listener/', ':listener-rule/')}/*`],
})
  .list({
    operation: 'elbv2:DescribeListeners',
    permissions: ['elasticloadbalancing:DescribeListeners'],
    input: (at) => listenersInput(parentText(at, 'arn')),
    items: 'Listeners',
    item: listener,
    id: (l) => canonicalArn(l.ListenerArn),
    name: (l) => `${l.Protocol ?? 'GENEVE'}:${l.Port ?? 6081}`,
    gives: {
      protocol: text('Protocol'),
      port: whole('Port'),
      tlsPolicy: text('SslPolicy'),
      certificates: texts('Certificates.CertificateArn'),
      mutualTls: text('MutualAuthentication.Mode'),
      /** `forward`, `redirect` or `fixed-response`. */
      defaultAction: text('DefaultActions.Type'),
    },
    props: (l) => ({
      protocol: l.Protocol ?? 'GENEVE',
      port: l.Port ?? 6081,
      tlsPolicy: l.SslPolicy ?? 'none',
      certificates: l.Certificates.map((c) => canonicalArn(c.CertificateArn)).toSorted(),
      mutualTls: l.MutualAuthentication?.Mode ?? 'off',
      defaultAction: verdictOf(l.DefaultActions),
    }),
  })
  .read('rules', {
    operation: 'elbv2:DescribeRules',
    permissions: ['elasticloadbalancing:DescribeRules'],
    input: (l) => ({ ListenerArn: l.ListenerArn, PageSize: 400 }),
    // Rules are the application load balancer's; the others have their default action only.
    when: { asks: (l) => /^HTTPS?$/.test(l.Protocol ?? ''), otherwise: { Rules: [] } },
    pages: 'Rules',
    reply: z.object({ Rules: z.array(rule) }),
    gone: ['ListenerNotFound', 'ListenerNotFoundException'],
    gives: {
      /** Ways of all rules that pass requests on: `none`, or what is asked for, joined by `+`. */
      authorization: texts('Rules.Actions.Type'),
      /** `<priority> <condition>… <authorization> <action>` */
      rules: texts('Rules'),
      /** Rules that pass requests on without asking for anything. */
      openRules: texts('Rules.Actions.Type'),
      asksNobody: bool('Rules.Actions.Type'),
    },
    props: ({ Rules: others }, l) => {
      const all = rulesOf(l, others);
      const passing = all.filter((r) => passesOn(r.Actions));
      const open = passing.filter((r) => asksFor(l, r.Actions) === 'none');
      return {
        authorization: [...new Set(passing.map((r) => asksFor(l, r.Actions)))].toSorted(),
        rules: all.map((r) =>
          [nameOf(r), asksFor(l, r.Actions), verdictOf(r.Actions), ...groupsOf(r.Actions)].join(' '),
        ),
        openRules: open.map(nameOf),
        asksNobody: open.length > 0,
      };
    },
    edgeTypes: ['ROUTES_TO'],
    edges: ({ Rules: others }, l) => rulesOf(l, others).flatMap((r) => routeEdges(l, r.Priority, r.Actions)),
  });
