/** Estates of any size, for benchmarks: the same seed gives the same estate, byte for byte. */
import type { Estate, Piece } from '../estate.ts';
import { defaultRegions, regions, settings } from './build/account.ts';
import { contentPolicy, guardrail, guardrailId } from './build/bedrock.ts';
import { agent, knowledgeBase } from './build/bedrock-agent.ts';
import { type Place, policy } from './build/common.ts';
import { awsPolicy, managedPolicy, role, roleArn, user } from './build/iam.ts';
import { key, keyArn } from './build/kms.ts';
import { functionArn, lambdaFunction } from './build/lambda.ts';
import { bucket } from './build/s3.ts';
import { endpoint, endpointConfig, model, trainingJob } from './build/sagemaker.ts';
import { notebook } from './build/sagemaker-studio.ts';

export interface Size {
  readonly seed: number;
  readonly accounts: number;
  /** At most 17: the regions that are enabled by default. */
  readonly regionsPerAccount: number;
  /** Assets besides accounts, regions and AWS's own policies. */
  readonly assets: number;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Which assets there are, of a hundred. */
const shares = {
  role: 22,
  bucket: 20,
  endpoint: 5,
  endpointConfig: 5,
  model: 7,
  trainingJob: 16,
  notebook: 4,
  function: 8,
  agent: 3,
  knowledgeBase: 2,
  guardrail: 2,
  key: 4,
  user: 2,
} as const;
type Made = keyof typeof shares;

/** Exactly `total` assets: shares rounded down, what is left over becomes roles. At least one role, bucket, model, configuration and function. */
function countsOf(total: number): Record<Made, number> {
  const counts = Object.fromEntries(
    Object.entries(shares).map(([made, share]) => [made, Math.max(1, Math.floor((total * share) / 100))]),
  ) as Record<Made, number>;
  const spent = Object.values(counts).reduce((sum, n) => sum + n, 0);
  if (spent > total + counts.role - 1) throw new RangeError(`an estate of ${total} assets is too small`);
  counts.role += total - spent;
  return counts;
}

/**
 * A seeded estate of exactly so many assets. Degrees follow a power law: few roles and buckets are used by many. About one
 * in fifty buckets is open, one in thirty roles an administrator. Throws `RangeError` below 25 assets or beyond 17 regions.
 */
export function generateEstate({ seed, accounts, regionsPerAccount, assets }: Size): Estate {
  if (accounts < 1 || regionsPerAccount < 1 || regionsPerAccount > defaultRegions.length) {
    throw new RangeError('an estate has an account or more, with one to seventeen regions in use');
  }
  const random = randomOf(seed);
  const counts = countsOf(assets);
  const numbers = Array.from({ length: accounts }, (_, i) => String(100_000_000_000 + i));
  const placeOf = (): Place => ({
    account: numbers[Math.floor(random() * accounts)] ?? '',
    region: defaultRegions[Math.floor(random() * regionsPerAccount)] ?? '',
  });
  const chance = (odds: number): boolean => random() * odds < 1;
  const make = <T>(what: Made, one: (place: Place, i: number) => T): readonly T[] =>
    Array.from({ length: counts[what] }, (_, i) => one(placeOf(), i));
  /** Early ones are used most. */
  const among = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(list.length * random() ** 3)];
    if (found === undefined) throw new RangeError('nothing to choose from');
    return found;
  };

  const admin = awsPolicy('AdministratorAccess');
  const buckets = make('bucket', (place, i) => ({ place, name: `gen-${seed}-bucket-${i}` }));
  const roles = make('role', (place, i) => ({ account: place.account, name: `gen-role-${i}` }));
  const models = make('model', (place, i) => ({ place, name: `gen-model-${i}` }));
  const configs = make('endpointConfig', (_, i) => ({ from: among(models), name: `gen-config-${i}` }));
  const functions = make('function', (place, i) => ({ place, name: `gen-function-${i}` }));
  const guardrails = make('guardrail', (place, i) => ({ place, name: `gen-guardrail-${i}` }));
  const bases = make('knowledgeBase', (place, i) => ({ place, name: `gen-base-${i}` }));
  // A role of the same account, where there is one.
  const byAccount = Map.groupBy(roles, (r) => r.account);
  const roleOf = (account: string): string => {
    const own = byAccount.get(account);
    const { account: owner, name } = among(own ?? roles);
    return roleArn(owner, name);
  };
  const image = (place: Place): string =>
    `${place.account}.dkr.ecr.${place.region}.amazonaws.com/gen:${Math.floor(random() * 20)}`;
  const address = (): string => `s3://${among(buckets).name}/data`;

  const pieces: Piece[] = numbers.flatMap((account) => [
    regions(account),
    settings(account, {}),
    managedPolicy(account, admin, { Action: '*', Resource: '*' }),
  ]);
  pieces.push(
    ...roles.map(({ account, name }) =>
      role(
        account,
        name,
        'sagemaker.amazonaws.com',
        chance(30)
          ? { attached: [admin] }
          : { inline: [{ Action: ['s3:GetObject'], Resource: `arn:aws:s3:::${among(buckets).name}/*` }] },
      ),
    ),
    ...buckets.map(({ place, name }) =>
      chance(50)
        ? bucket(place, name, {
            policy: policy({ Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${name}/*` }),
            policyIsPublic: true,
          })
        : bucket(place, name, { block: true, ...(chance(2) ? { versioning: 'Enabled' } : {}) }),
    ),
    ...models.map(({ place, name }) =>
      model(place, name, { image: image(place), artifact: address(), role: roleOf(place.account) }),
    ),
    ...configs.map(({ from, name }) => endpointConfig(from.place, name, from.name)),
    ...make('endpoint', (_, i) => {
      const config = among(configs);
      return endpoint(config.from.place, `gen-endpoint-${i}`, config.name);
    }),
    ...make('trainingJob', (place, i) =>
      trainingJob(place, `gen-job-${i}`, {
        image: image(place),
        role: roleOf(place.account),
        input: address(),
        output: address(),
      }),
    ),
    ...make('notebook', (place, i) =>
      notebook(place, `gen-notebook-${i}`, roleOf(place.account), {
        DirectInternetAccess: chance(3) ? 'Enabled' : 'Disabled',
        RootAccess: chance(2) ? 'Enabled' : 'Disabled',
      }),
    ),
    ...functions.map(({ place, name }) =>
      lambdaFunction(place, name, { role: roleOf(place.account), ...(chance(20) ? { url: 'NONE' } : {}) }),
    ),
    ...guardrails.map(({ place, name }) =>
      guardrail(place, name, { contentPolicy: contentPolicy(chance(3) ? 'LOW' : 'HIGH') }, []),
    ),
    ...bases.map(({ place, name }) =>
      knowledgeBase(place, name, {
        role: roleOf(place.account),
        collection: name,
        sources: [{ name: 'documents', bucket: among(buckets).name }],
      }),
    ),
    ...make('agent', (place, i) => {
      const tool = among(functions);
      return agent(place, `gen-agent-${i}`, {
        role: roleOf(place.account),
        actionGroups: [{ name: 'tool', lambda: functionArn(tool.place, tool.name) }],
        ...(chance(2)
          ? {}
          : {
              guardrail: {
                guardrailIdentifier: guardrailId(among(guardrails).name),
                guardrailVersion: 'DRAFT',
              },
            }),
      });
    }),
    ...make('key', (place, i) => key(place, `gen-key-${i}`, { rotates: chance(2) })),
    ...make('user', ({ account }, i) =>
      user(account, `gen-user-${i}`, {
        inline: [{ Action: 'kms:Decrypt', Resource: keyArn({ account, region: 'eu-west-1' }, 'gen-key-0') }],
      }),
    ),
  );
  return { pieces };
}
