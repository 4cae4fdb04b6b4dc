import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Readiness } from '../../src/ops/health.ts';
import { serve } from '../../src/ops/http-server.ts';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import type { Channel } from '../../world/discord/channel.ts';
import { speech } from '../../world/discord/voice/signals.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import { close, drop, hold, type Step, say, sayHeard, sendInterrupted, turnComplete } from '../../world/live/steps.ts';
import { TEST_PATIENCE } from '../../world/patience.ts';
import { World } from '../../world/world.ts';
import { callStage } from '../end-to-end/calls/stage.ts';
import { holding, sentence } from '../sentences.ts';
import { samples } from './metric-sample.ts';

type Line = { event?: string; [field: string]: unknown };

/** The next line of a bot's log with this event; rejects, quoting the log, if it does not come in time. */
const logged = (bot: BotProcess, event: string): Promise<Line> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`There is no ${event}. Logged:\n${bot.quote()}`)), TEST_PATIENCE);
    const stop = bot.listen((text) => {
      const line = read(text);
      if (line?.event !== event) return;
      clearTimeout(late);
      stop();
      resolve(line);
    });
  });

const read = (text: string): Line | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A world and a bot that has only just been started. */
const starting = async (t: TestContext, env: Record<string, string> = {}) => {
  const world = await World.open({ model: ({ text }) => text });
  const bot = spawnBot({ discord: world.discord, live: world.live, store: 'memory:', env });
  t.after(async () => {
    await bot.kill();
    await world.close();
  });
  return { ...world, discord: world.discord, live: world.live, bot };
};

test('from its start to its end', async (t) => {
  const { discord, live, bot } = await starting(t);
  const gate = discord.hold('PUT /applications/');
  const guild = discord.guild('Workshop');
  const [general, hall, garden, kitchen, cellar] = ['general', 'hall', 'garden', 'kitchen', 'cellar'].map((name) =>
    guild.text(name),
  );
  assert.ok(general && hall && garden && kitchen && cellar);
  const ada = guild.member('Ada');
  const { port } = await logged(bot, 'http.listening');
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const readyz = async () => {
    const answer = await get('/readyz');
    return { status: answer.status, said: (await answer.json()) as Readiness };
  };
  const metrics = async () => samples(await (await get('/metrics')).text());
  const ask = async (channel: Channel, question: string, shown: RegExp = /secret/) =>
    (await ada.slash('ask', { question }, { in: channel })).shows(shown);

  await t.test('health, readiness and metrics tell how it is', async () => {
    await gate.arrived;
    const early = await readyz();
    assert.deepEqual([early.status, early.said.troubles.includes('commands')], [503, true]);
    assert.equal((await get('/healthz')).status, 200);
    gate.release();
    await bot.ready;
    assert.deepEqual(await readyz(), { status: 200, said: { ready: true, troubles: [] } });

    await ask(general, 'hello', /hello/);
    const go = Promise.withResolvers<void>();
    live.script = () => [say('Half'), hold(go.promise), say(' and whole.')];
    const replies = [await ada.slash('ask', { question: 'Go on' }, { in: general })];
    await replies[0]?.shows('Half');
    replies.push(await ada.slash('ask', { question: 'And then?' }, { in: general }));
    await discord.until(() => discord.requests.filter(({ path }) => path.endsWith('/callback')).length >= 3);
    const all = await metrics();
    assert.equal(all.get('parley_turns_total{outcome="complete",way="typed",by="live"}'), 1);
    assert.equal(all.get('parley_first_piece_seconds_count{way="typed"}'), 1);
    assert.ok((all.get('parley_tokens_total{kind="prompt",by="live"}') ?? 0) > 0);
    assert.deepEqual(
      ['open_sessions', 'conversations_awake', 'turns_waiting', 'calls'].map((name) => all.get(`parley_${name}`)),
      [1, 1, 1, 0],
    );
    assert.equal(all.get('parley_trouble{what="discord"}'), 0);
    go.resolve();
    for (const reply of replies) await reply.shows('Half and whole.');
  });

  await t.test('of Live connections that break, the log tells what Google said and what came of it', async () => {
    /** What Gemini does with the coming questions; it repeats the others. */
    const answers: Step[][] = [];
    live.script = ({ text }) => answers.shift() ?? text;
    /** The next line with this event, without what every line has. */
    const told = async (event: string) => {
      const { time, msg, ...line } = await logged(bot, event);
      assert.deepEqual([typeof time, typeof msg], ['string', 'string']);
      return line;
    };
    /** The connection on which the next handle comes. */
    const handed = () =>
      new Promise<LocalConnection>((resolve) => {
        live.sent = (connection, frame) => JSON.stringify(frame).includes('newHandle') && resolve(connection);
      });

    const reason = 'The operation was aborted.';
    answers.push([close(1008, reason)]);
    const aborted = told('connection.broke');
    await ask(hall, 'my first secret');
    assert.deepEqual(await aborted, {
      level: 40,
      channel: hall.id,
      event: 'connection.broke',
      code: 1008,
      reason,
      verdict: 'resume',
    });

    answers.push([say('half a secret'), drop]);
    const cut = told('connection.broke');
    const failed = told('turn.failed');
    await ask(hall, 'my broken secret', /half a secret[\s\S]*⚠️/);
    assert.deepEqual(await cut, {
      level: 40,
      channel: hall.id,
      event: 'connection.broke',
      code: 1006,
      reason: '',
      verdict: 'backoff',
    });
    assert.deepEqual([(await failed).level, (await failed).channel], [40, hall.id]);

    answers.push([sendInterrupted, turnComplete()]);
    const replaced = told('connection.replaced');
    await ask(garden, 'my interrupted secret');
    assert.deepEqual(await replaced, { level: 40, channel: garden.id, event: 'connection.replaced' });

    // The setup is in every count, so a loss shows only once much more than that was said.
    let old: LocalConnection | undefined;
    for (const which of ['long', 'longer', 'longest']) {
      const next = handed();
      await ask(kitchen, `my ${which} secret ${'and so on '.repeat(190)}`);
      old = await next;
    }
    live.wipe();
    old?.close(1011, 'Deadline expired before operation could complete.');
    const gone = told('memory.gone');
    await ask(kitchen, 'my next secret');
    const { prompt, implied, ...amnesia } = await gone;
    assert.deepEqual(amnesia, { level: 40, channel: kitchen.id, event: 'memory.gone' });
    assert.ok(Number(prompt) > 0 && Number(implied) > 2 * Number(prompt));

    const other = handed();
    await ask(cellar, 'my other secret');
    const lost = await other;
    live.forget();
    lost.close(1000, 'The operation was cancelled.');
    const refused = told('handle.refused');
    await ask(cellar, 'my last secret');
    const unknown = { code: 1007, reason: 'Invalid session handle' };
    assert.deepEqual(await refused, { level: 30, channel: cellar.id, event: 'handle.refused', ...unknown });
  });

  const going = Promise.withResolvers<void>();
  live.script = () => [say('Half'), hold(going.promise), say(' and whole.')];
  const reply = await ada.slash('ask', { question: 'Go on' }, { in: general });
  await reply.shows('Half');

  await t.test('while it stops, it is not ready', async () => {
    const stopping = logged(bot, 'bot.stopping');
    const stopped = bot.stop();
    await stopping;
    assert.deepEqual(await readyz(), { status: 503, said: { ready: false, troubles: ['stopping'] } });
    going.resolve();
    assert.equal(await stopped, 0);
    assert.equal(reply.text, 'Half and whole.');
    await assert.rejects(get('/healthz'));
  });

  await t.test('and nothing personal is in the log', () => {
    const all = bot.logs.join('\n');
    const handles = live.connections.flatMap(({ setup }) => setup.sessionResumption?.handle ?? []);
    assert.ok(handles.length >= 2);
    for (const secret of ['secret', 'and so on', 'Ada', ada.id, discord.token, live.key, ...handles])
      assert.ok(!all.includes(secret), `the log holds ${secret}`);
  });
});

test('a port that is taken ends it with a sentence that names HTTP_PORT', async (t) => {
  const other = await serve({ host: '127.0.0.1', port: 0 }, {});
  t.after(() => other.close());
  const { discord, bot } = await starting(t, { HTTP_PORT: `${other.port}` });
  assert.equal((await bot.exited).code, 1);
  assert.match(bot.logs.join('\n'), /^Parley can’t start: Port \d+ .* is taken .* HTTP_PORT/m);
  assert.equal(discord.requests.length, 0);
});

test('every line of the log, also without a port, is JSON with an event, and none holds what people said or who they are', async (t) => {
  const stage = await callStage(t, ({ text }) => [sayHeard('my spoken secret'), say(`the answer to ${text}`)]);
  const { ada, bob, general, discord, live, bot } = stage;
  await stage.call({ captions: 'all' });
  await ada.speaks(speech(600));
  await discord.until(() => general.messages.some(({ text }) => text.includes('my spoken secret')));
  await (await bob.slash('ask', { question: 'my typed secret' }, { in: general })).shows(/typed secret/);
  await bob.says('@Parley my mentioned secret', { in: general });
  await general.until(({ messages }) =>
    messages.some(({ author, text }) => author.id === discord.bot.id && text.includes('mentioned secret')),
  );
  discord.fail({ route: /^PATCH .*\/messages\//, status: 400, code: 50035, message: 'Invalid Form Body' });
  await Promise.all([logged(bot, 'answer.refused'), bob.slash('ask', { question: 'my lost secret' }, { in: general })]);
  discord.gateway.drop();
  await logged(bot, 'gateway.resumed');
  await (await ada.slash('leave')).shows(sentence({ code: 'call.left', voice: stage.lounge.id }));
  await bot.stop();
  const next = await stage.start({ HTTP_PORT: 'off' });
  await (await bob.slash('ask', { question: 'my last secret' }, { in: general })).shows(/last secret/);
  assert.equal(await next.stop(), 0);
  const { handle } = (await live.connection(1)).setup.sessionResumption ?? {};
  assert.ok(handle);
  const lines = [...bot.logs, ...next.logs];
  assert.ok(lines.length >= 10, bot.quote());
  for (const line of lines) assert.ok(read(line)?.event, line);
  const all = lines.join('\n');
  for (const secret of ['secret', 'the answer', 'Ada', 'Bob', ada.id, bob.id, discord.token, live.key, handle])
    assert.ok(!all.includes(secret), `the log holds ${secret}`);
  const has = ({ logs }: BotProcess, event: string) => logs.some((line) => read(line)?.event === event);
  assert.deepEqual([has(bot, 'http.listening'), has(next, 'http.listening')], [true, false]);
});

test('credits that are used up are told to who asks, in /status, to whoever watches, and cost no more dials', async (t) => {
  const { discord, live, bot } = await starting(t);
  const guild = discord.guild('Workshop');
  const [general, other] = [guild.text('general'), guild.text('other')];
  const ada = guild.member('Ada');
  const { port } = await logged(bot, 'http.listening');
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  await bot.ready;
  const { dials } = live;
  live.next({
    setup: { close: [1011, 'Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio'] },
  });
  const warned = logged(bot, 'gemini.refused');
  for (const channel of [general, other, general])
    await (await ada.slash('ask', { question: 'hello' }, { in: channel })).shows(holding({ code: 'owner.credits' }));
  assert.equal((await warned).why, 'credits');
  assert.equal(live.dials, dials + 1);
  await (await ada.slash('status', {}, { in: other })).shows(holding({ code: 'owner.credits' }));
  const ready = await get('/readyz');
  assert.deepEqual(
    [ready.status, await ready.json()],
    [503, { ready: false, troubles: ['gemini'], gemini: 'credits' }],
  );
  const all = samples(await (await get('/metrics')).text());
  assert.equal(all.get('parley_gemini_refused{why="credits"}'), 1);
  assert.equal(all.get('parley_gemini_refused{why="key"}'), 0);
  assert.equal(all.get('parley_trouble{what="gemini"}'), 1);
  assert.equal(all.get('parley_reconnects_total{verdict="stop"}'), 1);
});
