import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const arn = (path: string) => `arn:aws:elasticloadbalancing:${region}:${account}:${path}`;

const group = (name: string, TargetType: string, more: object = {}) => ({
  operation: 'elbv2:DescribeTargetGroups',
  into: 'TargetGroups',
  item: { TargetGroupArn: arn(`targetgroup/${name}/1`), TargetGroupName: name, TargetType, ...more },
});
const health = (
  name: string,
  ...targets: readonly (readonly [id: string, port?: number, state?: string])[]
) => ({
  operation: 'elbv2:DescribeTargetHealth',
  input: { TargetGroupArn: arn(`targetgroup/${name}/1`) },
  reply: {
    TargetHealthDescriptions: targets.map(([Id, Port, State = 'healthy']) => ({
      Target: { Id, Port },
      TargetHealth: { State },
    })),
  },
});
const tcp = { Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-1' };

/** A group of each type, and one of nobody. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        group('machines', 'instance', tcp),
        group('functions', 'lambda'),
        group('addresses', 'ip', tcp),
        group('balancers', 'alb', { ...tcp, Protocol: 'TCP' }),
        group('nobody', 'instance', tcp),
      ],
      answers: [
        health('machines', ['i-1', 8080], ['i-1', 8081], ['i-2', 8080, 'unhealthy']),
        health('functions', [`arn:aws:lambda:${region}:${account}:function:chat:live`]),
        health('addresses', ['10.0.0.5', 8080], ['10.0.0.5', 8081], ['10.0.0.4', 8080]),
        health('balancers', [arn('loadbalancer/app/front/1111111111111111'), 443]),
        health('nobody'),
      ],
    },
  ],
});
