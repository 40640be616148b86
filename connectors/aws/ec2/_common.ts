/** What all kinds of EC2 share: tags, owners, and the edges into a network. */
import { z } from 'zod';
import { type End, end } from '#connectors/aws/parts/ends.ts';
import type { At, Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { formatArn, regionalArn } from '#graph/schema/aws/ids.ts';

export const tags = z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]);
type Tags = z.output<typeof tags>;

export const tagTexts = (list: Tags): readonly string[] => list.map((t) => `${t.Key}=${t.Value}`).toSorted();

/** The tag that EC2's console shows as the name, else the id: nothing here has a name of its own. */
export const nameOf = (list: Tags, id: string): string => {
  const name = list.find((t) => t.Key === 'Name')?.Value ?? '';
  return name === '' ? id : name;
};

/** The same place in the account of an owner; services of AWS stand there by name (`amazon-elb`), which is no account. */
export const ownedBy = (place: AwsPlace, owner: string | undefined): AwsPlace => ({
  partition: place.partition,
  account: owner !== undefined && /^\d{12}$/.test(owner) ? owner : place.account,
  region: place.region,
});

/** Id of a thing of EC2; `resource` as in `vpc/vpc-…`. */
export const ec2Id = (place: AwsPlace, resource: string): string => regionalArn(place, 'ec2', resource);

/**
 * Other ids of what another account shares: its id bears the owner's account, while whoever knows its bare id alone takes
 * it for one of their own.
 * Source: Amazon VPC User Guide, "Share your VPC subnets with other accounts".
 */
export const sharedAs = (at: At, owner: string | undefined, resource: string): readonly string[] =>
  ownedBy(at, owner).account === at.account ? [] : [ec2Id(at, resource)];

export const inNetwork = (place: AwsPlace, vpc: string | undefined): Edge<'IN_NETWORK'>[] =>
  vpc === undefined || vpc === ''
    ? []
    : [{ type: 'IN_NETWORK', ...end(ec2Id(place, `vpc/${vpc}`), 'Network') }];

/** The other end of an edge to or from a subnet. */
export const subnetEnd = (place: AwsPlace, subnet: string): End =>
  end(ec2Id(place, `subnet/${subnet}`), 'Subnet');

/** Images have no account in their ARN. Source: Service Authorization Reference, "Resource types defined by Amazon EC2". */
export const imageId = (at: Pick<AwsPlace, 'partition' | 'region'>, image: string): string =>
  formatArn({
    partition: at.partition,
    service: 'ec2',
    region: at.region,
    account: '',
    resource: `image/${image}`,
  });

/** Each once, sorted: EC2 lists in any order. */
export const each = (values: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(values.flatMap((v) => (v === undefined || v === '' ? [] : [v])))].toSorted();

/** A block of addresses counts while it is not taken away. Source: EC2 API Reference, "VpcCidrBlockState". */
export const blockState = z.object({ State: z.string().optional() }).optional();
export const holds = (state: z.output<typeof blockState>): boolean =>
  state?.State !== 'disassociated' && state?.State !== 'failed';

/** Block Public Access as it applies here, exclusions counted. Source: EC2 API Reference, "BlockPublicAccessStates". */
export const blockedStates = z.object({ InternetGatewayBlockMode: z.string().optional() }).optional();
export const blockModes = ['off', 'block-bidirectional', 'block-ingress'] as const;
