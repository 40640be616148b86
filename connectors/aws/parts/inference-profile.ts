/** What both kinds of Bedrock inference profile have in common. */
import { z } from 'zod';
import { modelEnd } from '#connectors/aws/parts/refs.ts';
import type { At, Edge } from '#connectors/kit/define.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { Props } from '#graph/schema/fields.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';

export const inferenceProfile = z.object({
  inferenceProfileArn: z.string(),
  inferenceProfileId: z.string(),
  inferenceProfileName: z.string(),
  models: z.array(z.object({ modelArn: z.string().optional() })),
  status: z.string(),
  type: z.string(),
  createdAt: z.string().optional(),
});
type Item = z.output<typeof inferenceProfile>;

export const inferenceProfileGives = {
  profileId: text('inferenceProfileId'),
  type: oneOf('type', ['SYSTEM_DEFINED', 'APPLICATION']),
  status: oneOf('status', ['ACTIVE']),
  regions: texts('models.modelArn'),
  /** Whether a request can be answered in another region than the one it was sent to. */
  crossRegion: bool('models.modelArn'),
  createdAt: time('createdAt'),
} as const;

const regionsOf = (p: Item): readonly string[] =>
  [
    ...new Set(p.models.map((m) => parseArn(m.modelArn ?? '')?.region ?? '').filter((r) => r !== '')),
  ].toSorted();

/** A global profile names models without a region: they can be answered anywhere. */
const anywhere = (p: Item): boolean => p.models.some((m) => parseArn(m.modelArn ?? '')?.region === '');

export const inferenceProfileProps = (p: Item, at: At): Props<typeof inferenceProfileGives> => ({
  profileId: p.inferenceProfileId,
  type: p.type,
  status: p.status,
  regions: regionsOf(p),
  crossRegion: anywhere(p) || regionsOf(p).some((region) => region !== at.region),
  createdAt: p.createdAt ?? null,
});

export const inferenceProfileEdges = (p: Item, at: At): readonly Edge<'ROUTES_TO'>[] =>
  p.models.flatMap((m) =>
    m.modelArn === undefined ? [] : [{ type: 'ROUTES_TO' as const, ...modelEnd(at, m.modelArn) }],
  );
