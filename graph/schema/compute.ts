import { concept, edgeType } from './define.ts';
import { bool, text } from './fields.ts';

export const computeConcepts = [
  concept('compute', 'Compute', 'Anything that runs code'),
  concept('compute', 'VirtualMachine', 'A machine'),
  concept('compute', 'Function', 'A function without a server', {
    invocableByAnyone: bool(
      'derived: whether anyone can call it, signed in with some account of the cloud or not at all',
    ),
    invocableThrough: text('derived: by which ways anyone can call it, in words'),
  }),
  concept('compute', 'ContainerCluster', 'A cluster of containers'),
  concept('compute', 'ContainerService', 'A service made of containers'),
  concept('compute', 'DataJob', 'A job of a data service that runs code'),
] as const;

export const computeEdges = [
  edgeType('compute', 'RUNS_ON', 'none', 'Runs on this machine or cluster'),
  edgeType('compute', 'TRIGGERS', 'forward', 'Starts it when something happens'),
] as const;
