/**
 * A process of its own for the cases: `node writer.cases.ts <what> <StateConfig as JSON> <argument>`. It says `ready`
 * when the state is open and begins when it is told to (a line on its standard input), so that several begin together.
 */
import { once } from 'node:events';
import { openState, type StateConfig } from '#graph/state/open.ts';
import { lifeOf } from './samples.cases.ts';

const [, , what, config = '', argument = ''] = process.argv;
const state = await openState(JSON.parse(config) as StateConfig);
process.stdout.write('ready\n');
await once(process.stdin, 'data');

if (what === 'setting') {
  const value = await state.setting('key', () => argument);
  process.stdout.write(`${value}\n`);
} else if (what === 'lives') {
  // Until it is killed: each round replaces all lives by those of the round.
  for (let round = 1; ; round += 1) {
    const lives = Array.from({ length: Number(argument) }, (_, at) => lifeOf(at, { reopened: round }));
    await state.putLives(lives);
    process.stdout.write(`${round}\n`);
  }
} else if (what === 'parts') {
  const [scan = '', count] = argument.split(' ');
  const scope = { cloud: 'aws', account: '111122223333', region: 'eu-west-1' } as const;
  for (let part = 0; part < Number(count); part += 1) {
    await state.putPart({ scan, kind: 'K', scope, part, rows: [] });
  }
  await state.closeSpool({ scan, kind: 'K', scope, parts: Number(count), coverage: [] });
}
await state.close();
process.stdin.destroy();
