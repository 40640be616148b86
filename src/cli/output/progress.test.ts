import { expect, it } from 'vitest';
import { progressWriter } from './progress.ts';

const event = (items: number, phase: 'reading' | 'closed' = 'reading') => ({
  kind: 'AwsS3Bucket',
  scope: { cloud: 'aws' as const, account: '111122223333', region: 'eu-west-1' },
  phase,
  calls: items * 2,
  items,
});

function writer(interactive: boolean) {
  const written: string[] = [];
  let time = 0;
  const progress = progressWriter(
    (t) => written.push(t),
    { interactive, columns: 60 },
    () => time,
  );
  return { written, progress, pass: (ms: number) => (time += ms) };
}

it('writes plain lines now and then where there is no terminal', () => {
  const { written, progress, pass } = writer(false);
  progress.collect(event(1));
  pass(5_000);
  progress.collect(event(2, 'closed'));
  expect(written).toEqual(['2 assets, 4 calls, 1 of 1 listings done\n']);
});

it('redraws one line on a terminal, no longer than it is wide, and clears it before what stays', () => {
  const { written, progress, pass } = writer(true);
  pass(200);
  progress.collect(event(3));
  progress.note('account 1 is left out');
  const [drawn = '', ...after] = written;
  expect(drawn.startsWith('\r\u001b[K3 assets')).toBe(true);
  expect(drawn.length).toBeLessThanOrEqual(60 + 4);
  expect(after).toEqual(['\r\u001b[K', 'account 1 is left out\n']);
});

it('shows what a cloud says without obeying it', () => {
  const { written, progress } = writer(false);
  progress.note('name \u001b[2J');
  expect(written).toEqual(['name \\u{1b}[2J\n']);
});
