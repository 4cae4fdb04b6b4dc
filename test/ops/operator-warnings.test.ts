import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLog } from '../../src/ops/log.ts';
import { WarningCounts } from '../../src/ops/warning-counts.ts';
import { VirtualClock } from '../virtual-clock.ts';

test('warnings are counted by their events, the newest first, and nothing that they say is kept', async () => {
  const clock = new VirtualClock();
  const warnings = new WarningCounts(clock);
  const lines: string[] = [];
  const log = openLog('info', [], { write: (line) => void lines.push(line) }, warnings);
  log.info({ event: 'bot.ready' }, 'ready');
  log.warn({ event: 'turn.failed', channel: 'secret' }, 'my secret');
  const first = clock.wall();
  log.child({ channel: 'secret' }).error({ event: 'store.failed', err: new Error('my secret') }, 'secret');
  await clock.advance(1_000);
  log.error({ event: 'turn.failed' }, 'secret');
  log.warn({ event: 'turn.failed' }, 'secret');
  log.warn('my secret');
  log.warn({ event: 'my secret words' }, 'secret');
  assert.deepEqual(warnings.list(), [
    { event: 'turn.failed', level: 'error', count: 3, at: first + 1_000 },
    { event: 'store.failed', level: 'error', count: 1, at: first },
  ]);
  assert.equal(lines.length, 7);
});

test('a log that writes no warnings counts none, and many kinds fill no memory', () => {
  const warnings = new WarningCounts(new VirtualClock());
  openLog('error', [], { write: () => {} }, warnings).warn({ event: 'turn.failed' }, 'failed');
  assert.deepEqual(warnings.list(), []);
  for (let kind = 0; kind < 1_000; kind++)
    warnings.note({ event: `made.up_${'x'.repeat(kind % 30)}${String.fromCharCode(97 + (kind % 26))}` }, 60);
  assert.equal(warnings.list().length, 50);
});
