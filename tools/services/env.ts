/** How a test asks for a real service that `with.ts` started. */
import type { ServiceName } from './service.ts';

const variables: Readonly<Record<ServiceName, string>> = {
  neo4j: 'PATHLIGHT_TEST_NEO4J_URI',
  redis: 'PATHLIGHT_TEST_REDIS_URL',
  moto: 'PATHLIGHT_TEST_MOTO_URL',
};

/** Where `with.ts` says why a service is not there. */
export const leftOutVariable = (service: ServiceName): string =>
  `PATHLIGHT_TEST_${service.toUpperCase()}_LEFT_OUT`;

/** Where `with.ts` names the file that tests lock while they use a service. It goes when the service does. */
export const lockVariable = (service: ServiceName): string => `PATHLIGHT_TEST_${service.toUpperCase()}_LOCK`;

/** Why a service is not there. */
export function leftOut(service: ServiceName): string {
  return process.env[leftOutVariable(service)] ?? 'not started; `npm run test:services` starts it';
}

/**
 * The address of a service (`bolt://…`, `redis://…`, `http://…`), or undefined where it is left out (`leftOut` says why).
 * @throws Error with CI=true: there a test that could not run is a failure.
 */
export function needs(service: ServiceName): string | undefined {
  const uri = process.env[variables[service]];
  if (uri !== undefined && uri !== '') return uri;
  if (process.env['CI'] === 'true') throw new Error(`${service} is needed with CI=true: ${leftOut(service)}`);
  return undefined;
}
