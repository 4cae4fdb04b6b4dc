import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeChildEnvironment } from '../../../src/base/child-environment.ts';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import { VoiceProcess } from '../../../src/voice/bridge/voice-process.ts';
import { Reports } from '../reports.ts';

/** A busy machine may take longer to load it than it has to end. */
const PATIENT: Pick<Clock, 'sleep'> = { sleep: (ms, signal) => systemClock.sleep(10 * ms, signal) };

const started = ({ clock = systemClock }: { clock?: Pick<Clock, 'sleep'> } = {}) => {
  const reports = new Reports();
  return {
    reports,
    child: new VoiceProcess({
      env: makeChildEnvironment(process.env),
      proxies: { except: '' },
      receive: reports.take,
      clock,
    }),
  };
};

test('a voice process is told none of the secrets of its bot', () => {
  const env = { PATH: '/bin', DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y', STORE_URL: 'z', NODE_EXTRA_CA_CERTS: 'ca.pem' };
  assert.deepEqual(makeChildEnvironment(env), { PATH: '/bin', NODE_EXTRA_CA_CERTS: 'ca.pem' });
});

test('a voice process ends when it is told to, without a word', async () => {
  const { reports, child } = started();
  await reports.next('up', 1);
  await child.end();
  assert.deepEqual(await child.exited, { code: 0, signal: null, words: '' });
});

test('a voice process ends also while it is still loading', async () => {
  const { child } = started({ clock: PATIENT });
  await child.end();
  assert.equal((await child.exited).code, 0);
});

test('signals for the whole group leave the end of a voice process to its bot', async () => {
  const { reports, child } = started();
  await reports.next('up', 1);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(child.pid ?? 0, signal);
  await child.end();
  assert.equal((await child.exited).signal, null);
});

test('a message to a voice process that is gone isn’t an error', async () => {
  const { child } = started();
  child.kill();
  child.send({ is: 'hush', call: '1' });
  assert.equal((await child.exited).signal, 'SIGKILL');
  child.send({ is: 'hush', call: '1' });
});

/** Whether a process exists. It isn't a child of this one, so there's no event for its end. */
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a voice process does not outlive a bot that is killed', { timeout: 60_000 }, async ({ signal }) => {
  const parent = spawn(process.execPath, [fileURLToPath(new URL('./parent.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = await once(parent.stdout.setEncoding('utf8'), 'data');
  assert.ok(lives(Number(pid)));
  parent.kill('SIGKILL');
  // Where nobody reaps it, it stays a zombie for ever: then the test is late, and must not go on after its end.
  while (lives(Number(pid))) await sleep(20, undefined, { signal });
});
