import { concept, edgeType } from './define.ts';

export const computeConcepts = [
  concept('compute', 'Compute', 'Anything that runs code'),
  concept('compute', 'VirtualMachine', 'A machine'),
  concept('compute', 'Function', 'A function without a server'),
  concept('compute', 'ContainerCluster', 'A cluster of containers'),
  concept('compute', 'ContainerService', 'A service made of containers'),
  concept('compute', 'DataJob', 'A job of a data service that runs code'),
] as const;

export const computeEdges = [
  edgeType('compute', 'RUNS_ON', 'none', 'Runs on this machine or cluster'),
  edgeType('compute', 'TRIGGERS', 'forward', 'Starts it when something happens'),
] as const;
