import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OperatorState } from '../../src/ops/operator-state.ts';
import { spawnBot } from '../../world/bot-process.ts';
import { hold, say } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { holding } from '../sentences.ts';
import { TOKEN } from './operator-stage.ts';

/** What people type, say and are called in this test; none of it may be anywhere on the page. */
const MARKED = /marked|Ada|Bob/;

type OneTurn = { id: number; outcome?: string; place: object; moments: { what: string }[] };

test('of a bot at work the page shows places, numbers and time lines, and not a word of anybody', async (t) => {
  const go = Promise.withResolvers<void>();
  const world = await World.open({
    model: ({ text }) =>
      text.includes('wait') ? [say('A marked half'), hold(go.promise)] : [say(`A marked answer to ${text}`)],
  });
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const [general, lounge] = [guild.text('general'), guild.voice('Lounge')];
  const [ada, bob] = [guild.member('Ada'), guild.member('Bob')];
  const thread = general.thread('a marked thread');
  const keys = { OPERATOR_TOKEN: TOKEN, CAP_PROCESS_DAY: '9 $' };
  const bot = spawnBot({ discord, live, store: 'memory:', env: keys });
  t.after(async () => {
    await bot.kill();
    await world.close();
  });
  await bot.ready;
  const line = bot.logs.find((each) => each.includes('http.listening')) ?? '{}';
  const origin = `http://127.0.0.1:${JSON.parse(line).port}`;
  const ask = async (path: string, method = 'GET', body?: string) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const answer = await fetch(`${origin}${path}`, { method, headers, body });
    return { status: answer.status, text: await answer.text() };
  };
  const readState = async (): Promise<OperatorState> => JSON.parse((await ask('/api/state')).text).state;

  await (await ada.slash('ask', { question: 'my marked question' }, { in: general })).shows(/marked answer/);
  await (await bob.slash('ask', { question: 'my marked side talk' }, { in: thread })).shows(/marked answer/);
  await ada.says('@Parley my marked mention', { in: general });
  await general.until(({ messages }) => messages.some(({ text }) => /answer to .*marked mention/.test(text)));
  const running = await ada.slash('ask', { question: 'wait for my marked words' }, { in: general });
  await running.shows('A marked half');

  // An answer is shown before its turn is over, and a store may be slow.
  const isDue = ({ totals, awake, caps }: OperatorState) =>
    totals.turns === 3 && awake.filter(({ state }) => state === 'busy').length === 1 && caps !== undefined;
  let state = await readState();
  while (!isDue(state)) state = await readState();
  assert.deepEqual(state.readiness, { ready: true, troubles: [] });
  assert.deepEqual(state.awake, [
    { place: { server: 'Workshop', channel: 'general', isThread: false }, state: 'busy', waiting: 0 },
    { place: { server: 'Workshop', channel: 'general', isThread: true }, state: 'connected', waiting: 0 },
  ]);
  assert.deepEqual([state.sample.sessions, state.totals.turns, state.shards[0]?.state], [2, 3, 'ready']);
  const [cap] = state.caps ?? [];
  assert.deepEqual([cap?.whose, cap?.limit], ['process', 9]);
  assert.ok((cap?.spent ?? 0) > 0);
  assert.ok(state.totals.tokens > 0 && state.totals.dollars > 0);

  const { turns }: { turns: OneTurn[] } = JSON.parse((await ask('/api/turns')).text);
  assert.deepEqual(
    turns.map(({ outcome }) => outcome),
    [undefined, 'complete', 'complete', 'complete'],
  );
  const whats = turns.at(-1)?.moments.map(({ what }) => what) ?? [];
  for (const what of ['asked', 'claimed', 'sent', 'worded', 'shown', 'ended', 'recorded'])
    assert.ok(whats.includes(what), `${what} is not among ${whats}`);

  const stream = await fetch(`${origin}/api/stream`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const reader = stream.body?.getReader();
  const streamed = Buffer.from((await reader?.read())?.value ?? []).toString();
  assert.match(streamed, /^event: state/);
  const paths = [
    '/',
    '/login',
    '/code/ops/page/dashboard.ts',
    '/api/state',
    '/api/turns',
    ...turns.map(({ id }) => `/api/turns/${id}`),
  ];
  const texts = await Promise.all([...paths, '/readyz', '/metrics', '/none'].map((path) => ask(path)));
  for (const text of [streamed, ...texts.map(({ text }) => text), bot.quote()]) {
    assert.doesNotMatch(text, MARKED);
    for (const { id } of [ada, bob]) assert.ok(!text.includes(id));
    assert.ok(!text.includes(TOKEN));
  }

  assert.equal((await ask('/api/calls', 'POST', '{"accept":false}')).status, 200);
  ada.joins(lounge);
  await (await ada.slash('join', {}, { in: general })).shows(holding({ code: 'call.no-more' }));
  assert.equal((await readState()).takesCalls, false);

  assert.equal((await ask('/api/drain', 'POST')).status, 202);
  await discord.until(() => bot.logs.some((each) => each.includes('bot.stopping')));
  assert.deepEqual((await readState()).readiness, { ready: false, troubles: ['stopping'] });
  go.resolve();
  assert.deepEqual(await bot.exited, { code: 0, signal: null });
  await reader?.cancel().catch(() => {});
  for (const each of bot.logs) assert.ok(JSON.parse(each).event, each);
});
