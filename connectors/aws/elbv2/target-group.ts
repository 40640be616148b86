/** Group of targets that listeners pass requests to: machines, functions, addresses or another load balancer. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { type At, defineKind, type Edge } from '#connectors/kit/define.ts';
import { canonicalArn, functionArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { oneOf, text, texts, whole } from '#graph/schema/fields.ts';

const group = z.object({
  TargetGroupArn: z.string(),
  TargetGroupName: z.string(),
  TargetType: z.string(),
  // A group of functions has neither.
  Protocol: z.string().optional(),
  Port: z.int().optional(),
  VpcId: z.string().optional(),
});
type Group = z.output<typeof group>;

const health = z.object({
  TargetHealthDescriptions: z.array(
    z.object({
      Target: z.object({ Id: z.string(), Port: z.int().optional() }),
      TargetHealth: z.object({ State: z.string().optional() }).optional(),
    }),
  ),
});
type Target = z.output<typeof health>['TargetHealthDescriptions'][number];

function targetEdge(at: At, { TargetType: type }: Group, { Target: t }: Target): Edge<'FRONTS'>[] {
  const key = t.Port === undefined ? '' : String(t.Port);
  if (type === 'instance')
    return [{ type: 'FRONTS', to: regionalArn(at, 'ec2', `instance/${t.Id}`), as: 'VirtualMachine', key }];
  if (type === 'lambda') return [{ type: 'FRONTS', ...end(functionArn(t.Id), 'Function') }];
  if (type === 'alb') return [{ type: 'FRONTS', to: canonicalArn(t.Id), as: 'AwsElbLoadBalancer', key }];
  // An address says nothing of who has it.
  return [];
}

export default defineKind({
  kind: 'AwsElbTargetGroup',
  title: 'Load balancer target group',
  cloud: 'aws',
  service: 'elbv2',
  concepts: ['Listener'],
  scope: 'region',
  verbs: {
    // Who adds a target gets the requests of others.
    MANAGE: [
      'elasticloadbalancing:DeleteTargetGroup',
      'elasticloadbalancing:DeregisterTargets',
      'elasticloadbalancing:ModifyTargetGroup',
      'elasticloadbalancing:RegisterTargets',
    ],
  },
})
  .list({
    operation: 'elbv2:DescribeTargetGroups',
    permissions: ['elasticloadbalancing:DescribeTargetGroups'],
    input: () => ({ PageSize: 400 }),
    items: 'TargetGroups',
    item: group,
    id: (g) => canonicalArn(g.TargetGroupArn),
    name: (g) => g.TargetGroupName,
    gives: {
      targetType: oneOf('TargetType', ['instance', 'ip', 'lambda', 'alb']),
      targetProtocol: text('Protocol'),
      targetPort: whole('Port'),
    },
    props: (g) => ({
      targetType: g.TargetType,
      targetProtocol: g.Protocol ?? 'none',
      targetPort: g.Port ?? 0,
    }),
    edgeTypes: ['IN_NETWORK'],
    edges: (g, at) =>
      g.VpcId === undefined || g.VpcId === ''
        ? []
        : [{ type: 'IN_NETWORK', to: regionalArn(at, 'ec2', `vpc/${g.VpcId}`), as: 'Network' }],
  })
  .read('targets', {
    operation: 'elbv2:DescribeTargetHealth',
    permissions: ['elasticloadbalancing:DescribeTargetHealth'],
    input: (g) => ({ TargetGroupArn: g.TargetGroupArn }),
    reply: health,
    gone: ['TargetGroupNotFound', 'TargetGroupNotFoundException'],
    gives: {
      /** Ids, ARNs or addresses, as they were registered, with `:<port>` where one was given. */
      targets: texts('TargetHealthDescriptions.Target.Id'),
      addresses: texts('TargetHealthDescriptions.Target.Id'),
      healthy: whole('TargetHealthDescriptions.TargetHealth.State'),
    },
    props: ({ TargetHealthDescriptions: all }, g) => ({
      targets: all.map(({ Target: t }) => (t.Port === undefined ? t.Id : `${t.Id}:${t.Port}`)).toSorted(),
      addresses: g.TargetType === 'ip' ? [...new Set(all.map((d) => d.Target.Id))].toSorted() : [],
      healthy: all.filter((d) => d.TargetHealth?.State === 'healthy').length,
    }),
    edgeTypes: ['FRONTS'],
    edges: ({ TargetHealthDescriptions: all }, g, at) => all.flatMap((d) => targetEdge(at, g, d)),
  });
