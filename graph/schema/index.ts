/** The whole vocabulary, checked for clashes once when it is loaded. */
import { accountConcepts, accountEdges } from './account.ts';
import { aiConcepts, aiEdges } from './ai.ts';
import { codeConcepts, codeEdges } from './code.ts';
import { computeConcepts, computeEdges } from './compute.ts';
import { dataConcepts, dataEdges } from './data.ts';
import type { Concept, EdgeType } from './define.ts';
import { identityConcepts, identityEdges } from './identity.ts';
import { networkConcepts, networkEdges } from './network.ts';
import { postureConcepts, postureEdges } from './posture.ts';
import { secretConcepts, secretEdges } from './secret.ts';

const allConcepts = [
  ...aiConcepts,
  ...dataConcepts,
  ...identityConcepts,
  ...networkConcepts,
  ...computeConcepts,
  ...secretConcepts,
  ...accountConcepts,
  ...codeConcepts,
  ...postureConcepts,
] as const;
const allEdges = [
  ...aiEdges,
  ...dataEdges,
  ...identityEdges,
  ...networkEdges,
  ...computeEdges,
  ...secretEdges,
  ...accountEdges,
  ...codeEdges,
  ...postureEdges,
] as const;

export type ConceptName = (typeof allConcepts)[number]['name'];
export type EdgeName = (typeof allEdges)[number]['type'];

/** Every concept by name. */
export const concepts: ReadonlyMap<string, Concept> = new Map(allConcepts.map((c) => [c.name, c]));
/** Every edge type by name. */
export const edgeTypes: ReadonlyMap<string, EdgeType> = new Map(allEdges.map((e) => [e.type, e]));
