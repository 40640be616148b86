/**
 * Attack paths over a graph of assets.
 *
 * `buildStepGraph` reads a graph once into typed arrays; `addPossible` adds what failed reads could have shown;
 * `findPaths` ranks the best ways from entries to crown jewels; `chokePointsOf`, `fixPlan` and `whatIfOf` say what to do
 * about them; `blast` and `exposureOf` look from one side. All of it is pure and gives the same for the same graph,
 * whatever the order of its rows.
 */
export { blast, type ExposedTo, exposureOf, type Reached } from './blast.ts';
export { addPossible, buildStepGraph, type PossibleHub } from './build.ts';
export type { CutLimits } from './core/cut.ts';
export type { EdgeEvidence, PathStep } from './explain.ts';
export type { Move, Moves } from './move.ts';
export { moves } from './moves.ts';
export { type Nearest, nearestIn } from './nearest.ts';
export {
  type AttackPath,
  type End,
  findPaths,
  type Likelihood,
  likelihoodOf,
  type PathAnswer,
  type PathQuestion,
  type Score,
  scoreOf,
} from './paths.ts';
export {
  type ChokeAsset,
  type ChokeEdge,
  type Chokes,
  type ConcreteFix,
  chokePointsOf,
  type FixPlan,
  fixPlan,
  type Pair,
  type PairShift,
  type WhatIf,
  type WhatIfAnswer,
  whatIfOf,
} from './plan.ts';
export { pathEdgeProps, pathEdgeTypes, pathNodeProps, type Rows } from './read.ts';
export { type Hold, holds, holdWords } from './states.ts';
export type { PathAsset, StateRef, StepGraph } from './step-graph.ts';
export { type FixOf, type FixSpec, usualFixes } from './usual-fixes.ts';
