/** Networks that a gateway is attached to. */
import { z } from 'zod';
import { each } from './_common.ts';

export const attachments = z.array(z.object({ State: z.string().optional(), VpcId: z.string() }));

/**
 * Ids of the networks; what is being attached or detached still counts.
 * Source: EC2 API Reference, "InternetGatewayAttachment": the state is `available` for a gateway that is attached.
 */
export const attached = (list: z.output<typeof attachments>): readonly string[] =>
  each(list.filter((a) => a.State !== 'detached').map((a) => a.VpcId));
