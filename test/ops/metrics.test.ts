import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Event } from '../../src/base/events.ts';
import { Health } from '../../src/ops/health.ts';
import { Metrics } from '../../src/ops/metrics.ts';
import { samples } from './metric-sample.ts';

const open = (t: TestContext, ...events: Event[]) => {
  const health = new Health();
  const metrics = new Metrics(health);
  t.after(() => metrics.close());
  for (const event of events) metrics.observe(event);
  return { health, metrics, shown: async () => samples(await metrics.text()) };
};

test('turns are counted by outcome and way, and timed in seconds', async (t) => {
  const { shown } = open(
    t,
    { is: 'turn', outcome: 'complete', way: 'typed', by: 'live', first: 700, total: 4_000 },
    { is: 'turn', outcome: 'complete', way: 'typed', by: 'text', first: 300, total: 1_000 },
    { is: 'turn', outcome: 'failed', way: 'spoken', by: 'live', first: undefined, total: 20_000 },
  );
  const all = await shown();
  assert.equal(all.get('parley_turns_total{outcome="complete",way="typed",by="live"}'), 1);
  assert.equal(all.get('parley_turns_total{outcome="complete",way="typed",by="text"}'), 1);
  assert.equal(all.get('parley_turns_total{outcome="failed",way="spoken",by="live"}'), 1);
  assert.equal(all.get('parley_turns_total{outcome="silent",way="spoken",by="live"}'), 0);
  // Every outcome has its series from the start, so that none is missing when it happens for the first time.
  assert.equal(all.get('parley_turns_total{outcome="yielded",way="typed",by="text"}'), 0);
  assert.equal(all.get('parley_first_piece_seconds_sum{way="typed"}'), 1);
  assert.equal(all.get('parley_first_piece_seconds_bucket{le="0.5",way="typed"}'), 1);
  assert.equal(all.get('parley_first_piece_seconds_count{way="spoken"}'), undefined);
  assert.equal(all.get('parley_turn_seconds_sum{way="typed"}'), 5);
  assert.equal(all.get('parley_turn_seconds_count{way="spoken"}'), 1);
});

test('connections, reconnects, tokens, calls and failures are counted', async (t) => {
  const { shown } = open(
    t,
    { is: 'connection', session: 'resumed', took: 400 },
    { is: 'tokens', by: 'decision', prompt: 400, answer: 0, thoughts: 0, searches: 0, nano: 40_000 },
    { is: 'decision', outcome: 'decided', took: 210 },
    { is: 'decision', outcome: 'resting' },
    { is: 'gate', outcome: 'around' },
    { is: 'reminder', outcome: 'noted' },
    { is: 'reminder', outcome: 'sent', late: 1_200 },
    { is: 'reminder', outcome: 'sent' },
    { is: 'reconnect', verdict: 'resume' },
    { is: 'reconnect', verdict: 'resume' },
    { is: 'reconnect', verdict: 'fresh' },
    { is: 'tokens', by: 'live', prompt: 1_000, answer: 50, thoughts: 7, searches: 3, nano: 9_000 },
    { is: 'tokens', by: 'text', prompt: 1_100, answer: 60, thoughts: 0, searches: 0, nano: 0 },
    { is: 'abrupt' },
    { is: 'abrupt' },
    { is: 'call', state: 'begun', server: '1', channel: '2' },
    { is: 'call', state: 'ended', server: '1', channel: '2' },
    { is: 'voice', state: 'died' },
    { is: 'media', state: 'died' },
    { is: 'file', kind: 'text', outcome: 'read', took: 200, bytes: 10 },
    { is: 'file', kind: 'none', outcome: 'too-big', took: 0, bytes: 10 },
  );
  const all = await shown();
  assert.equal(all.get('parley_connect_seconds_sum{session="resumed"}'), 0.4);
  assert.equal(all.get('parley_reconnects_total{verdict="resume"}'), 2);
  assert.equal(all.get('parley_reconnects_total{verdict="fresh"}'), 1);
  assert.equal(all.get('parley_tokens_total{kind="prompt",by="live"}'), 1_000);
  assert.equal(all.get('parley_tokens_total{kind="prompt",by="text"}'), 1_100);
  assert.equal(all.get('parley_tokens_total{kind="answer",by="text"}'), 60);
  assert.equal(all.get('parley_tokens_total{kind="thoughts",by="live"}'), 7);
  assert.equal(all.get('parley_searches_total{by="live"}'), 3);
  assert.equal(all.get('parley_dollars_total{by="decision"}'), 0.00004);
  assert.equal(all.get('parley_decisions_total{outcome="resting"}'), 1);
  assert.equal(all.get('parley_gate_total{outcome="around"}'), 1);
  assert.equal(all.get('parley_reminders_total{outcome="noted"}'), 1);
  assert.equal(all.get('parley_reminders_total{outcome="sent"}'), 2);
  assert.equal(all.get('parley_reminders_total{outcome="lost"}'), 0);
  assert.equal(all.get('parley_reminder_late_seconds_sum'), 1.2);
  assert.equal(all.get('parley_reminder_late_seconds_count'), 1);
  assert.equal(all.get('parley_decision_seconds_count{outcome="decided"}'), 1);
  assert.equal(all.get('parley_decision_seconds_bucket{le="0.2",outcome="decided"}'), 0);
  assert.equal(all.get('parley_abrupt_answers_total'), 2);
  assert.equal(all.get('parley_calls_begun_total'), 1);
  assert.equal(all.get('parley_voice_process_deaths_total'), 1);
  assert.equal(all.get('parley_media_process_deaths_total'), 1);
  assert.equal(all.get('parley_files_total{kind="text",outcome="read"}'), 1);
  assert.equal(all.get('parley_files_total{kind="none",outcome="too-big"}'), 1);
  assert.equal(all.get('parley_files_total{kind="none",outcome="broken"}'), 0);
  assert.equal(all.get('parley_file_seconds_sum{kind="text"}'), 0.2);
});

test('a count that makes no sense counts as nothing', async (t) => {
  const { shown } = open(t, {
    is: 'tokens',
    by: 'live',
    prompt: Number.NaN,
    answer: -5,
    thoughts: Number.POSITIVE_INFINITY,
    searches: -1,
    nano: 0,
  });
  for (const [name, value] of await shown()) if (/^parley_(?:tokens|searches)/.test(name)) assert.equal(value, 0, name);
});

test('levels are read when they are asked for', async (t) => {
  const { metrics, shown } = open(t);
  let sessions = 1;
  let health = { is: 'away', queued: 3, bytes: 40, lost: 2, errors: 4 };
  metrics.watch({
    sessions: () => sessions,
    conversations: () => 2,
    countWaiting: () => 3,
    calls: () => 4,
    countSoundBytes: () => 6_000,
    voiceProcesses: () => 5,
    store: () => health,
  });
  sessions = 7;
  const all = await shown();
  const names = ['open_sessions', 'conversations_awake', 'turns_waiting', 'calls', 'voice_processes'];
  assert.deepEqual(
    names.map((name) => all.get(`parley_${name}`)),
    [7, 2, 3, 4, 5],
  );
  const storeLevels = ['away', 'queued_changes', 'queued_bytes', 'lost_changes_total', 'errors_total'].map(
    (name) => `parley_store_${name}`,
  );
  assert.deepEqual(
    storeLevels.map((name) => all.get(name)),
    [1, 3, 40, 2, 4],
  );
  health = { is: 'here', queued: 0, bytes: 0, lost: 5, errors: 9 };
  const later = await shown();
  assert.deepEqual(
    storeLevels.map((name) => later.get(name)),
    [0, 0, 0, 5, 9],
    'what was lost and what failed before stays counted, once',
  );
});

test('what is amiss is shown as 1, the rest as 0', async (t) => {
  const { health, shown } = open(t);
  health.observe({ is: 'discord', state: 'connected' });
  const all = await shown();
  assert.equal(all.get('parley_trouble{what="discord"}'), 0);
  assert.equal(all.get('parley_trouble{what="commands"}'), 1);
});

test('the process shows its memory, its processor time and how late its event loop was', async (t) => {
  const { shown } = open(t);
  await shown();
  // The timer must have begun before the event loop is held up.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const until = performance.now() + 400;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const all = await shown();
  assert.ok((all.get('parley_event_loop_delay_seconds{quantile="1"}') ?? 0) > 0.2);
  assert.ok((all.get('process_resident_memory_bytes') ?? 0) > 20e6);
  const { user, system } = process.cpuUsage();
  assert.ok(Math.abs((user + system) / 1e6 - (all.get('process_cpu_seconds_total') ?? 0)) < 0.1);
  assert.ok(Math.abs((all.get('process_start_time_seconds') ?? 0) + process.uptime() - Date.now() / 1_000) < 2);
});

test('two of them share nothing', async (t) => {
  open(t, { is: 'voice', state: 'died' });
  assert.equal((await open(t).shown()).get('parley_voice_process_deaths_total'), 0);
});
