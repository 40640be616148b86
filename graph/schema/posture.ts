/** Pathlight's own nodes: what was looked at and what was concluded. They belong to a publication, not to a cloud. */

import { outcomes } from './coverage.ts';
import { concept, edgeType } from './define.ts';
import { bool, json, oneOf, text, texts, time, whole } from './fields.ts';

export const postureConcepts = [
  concept('posture', 'Scan', 'One scan', {
    at: time('when it was published'),
    summary: json('counts per policy, policies that failed'),
  }),
  concept('posture', 'Coverage', 'What one read came to in one scope', {
    outcome: oneOf('outcome', outcomes),
    operation: text('wire operation'),
    permissions: texts('permissions it needs'),
    reason: text('why it is a gap'),
    items: whole('how many items'),
  }),
  concept('posture', 'Gap', 'A coverage row that allows no conclusion'),
  concept('posture', 'Finding', 'A policy that an asset fails', {
    policy: text('policy id'),
    severity: oneOf('severity', ['critical', 'high', 'medium', 'low', 'info']),
    state: oneOf('state of life', ['open', 'muted', 'resolved']),
    stale: bool('whether the last evaluation could not tell'),
    risk: whole('0 to 100'),
    evidence: json('evidence'),
  }),
  concept('posture', 'CannotTell', 'A policy that could not be answered for an asset', {
    policy: text('policy id'),
    gaps: json('what would have to be readable'),
  }),
] as const;

export const postureEdges = [
  edgeType('posture', 'ABOUT', 'none', 'A finding, cannot-tell or gap is about an asset', {
    origin: 'derived',
  }),
] as const;
