import { concept, edgeType } from './define.ts';
import { bool } from './fields.ts';

export const secretConcepts = [
  concept('secret', 'EncryptionKey', 'A key that encrypts data', {
    customerManaged: bool('whether the customer manages it'),
  }),
  concept('secret', 'SecretStore', 'A vault or manager of secrets'),
  concept('secret', 'Secret', 'One secret, by its metadata: never its value'),
] as const;

export const secretEdges = [
  edgeType('secret', 'ENCRYPTED_WITH', 'none', 'Its data at rest is encrypted with this key'),
  edgeType('secret', 'USES_SECRET', 'forward', 'Reads this secret when it runs'),
  edgeType('secret', 'CONTAINS_SECRET', 'forward', 'A credential lies in it in clear', { origin: 'derived' }),
] as const;
