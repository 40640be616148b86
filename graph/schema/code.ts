import { concept, edgeType } from './define.ts';

export const codeConcepts = [
  concept('code', 'Repository', 'A source repository'),
  concept('code', 'ContainerRegistry', 'A registry of images'),
  concept('code', 'ContainerImage', 'An image that something runs'),
  concept('code', 'MachineImage', 'An image that machines start from'),
  concept('code', 'Package', 'A software package'),
] as const;

export const codeEdges = [
  edgeType('code', 'RUNS_IMAGE', 'backward', 'Runs this image: who writes the image acts here'),
  edgeType('code', 'BUILT_FROM', 'backward', 'Was built from this source'),
  edgeType('code', 'DEPENDS_ON', 'backward', 'Uses this package'),
] as const;
