/**
 * Attack paths over a graph of assets.
 *
 * `buildStepGraph` reads a graph once into typed arrays; `addPossible` (build.ts) adds what failed reads could have shown;
 * `findPaths` ranks the best ways from entries to crown jewels; `chokePointsOf` and `fixPlan` say what to do about them;
 * `blast` and `exposureOf` look from one side. All of it is pure and gives the same for the same graph, whatever the order of
 * its rows.
 */
export { blast, type ExposedTo, exposureOf, type Reached } from './blast.ts';
export { buildStepGraph } from './build.ts';
export type { EdgeEvidence, PathStep } from './explain.ts';
export type { Move } from './move.ts';
export { moves } from './moves.ts';
export { type AttackPath, type End, findPaths } from './paths.ts';
export { type ConcreteFix, chokePointsOf, fixPlan, type Pair } from './plan.ts';
export { type Hold, holds, holdWords } from './states.ts';
export type { StepGraph } from './step-graph.ts';
export type { FixOf, FixSpec } from './usual-fixes.ts';
