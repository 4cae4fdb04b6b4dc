import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { WAV_HEAD } from '../../src/audio/wave-file.ts';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startParley } from '../../src/parley.ts';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { speech } from '../../world/discord/voice/signals.ts';
import { say, sayHeard } from '../../world/live/steps.ts';
import type { TextScript } from '../../world/live/text-script.ts';
import { words } from '../../world/live/wire.ts';
import { World } from '../../world/world.ts';
import { compareSounds } from '../media/decoding/likeness.ts';
import { readSample } from '../media/sample-files.ts';
import { holding, opening, sentence } from '../sentences.ts';
import { UNATTENDED, whole } from './bot.ts';
import { callStage } from './calls/stage.ts';

const MODEL = 'gemini-3.8-flash';
const TYPED = { TYPED_MODEL: MODEL };
const SPARE = { ...TYPED, TYPED_MODEL_WHEN: 'when-live-fails' };

/** Everything that the text model was told and asked, as one line. */
const recite: TextScript = ({ contents }) => contents.map((content) => words([content])).join(' | ');

/** The whole Parley in virtual time, with a text model for typed questions. */
const open = async (t: TestContext, settings: Record<string, string> = TYPED) => {
  const all = await whole(t, settings, ({ text, memory }) =>
    [...memory, { parts: [{ text }] }].map((content) => words([content])).join(' / '),
  );
  const { clock, live, general, ada } = all;
  live.writing = recite;
  /** Asks, and waits until Ada can read something that matches. */
  const ask = async (question: string, matches: RegExp): Promise<Reply> => {
    const reply = await clock.until(ada.slash('ask', { question }, { in: general }));
    await clock.until(reply.shows(matches));
    return reply;
  };
  return { ...all, ask };
};

const buttons = ({ messages }: Pick<Reply, 'messages'>) =>
  messages.flatMap(({ components }) => flatten(components).flatMap(({ label }) => label ?? []));

/** A promise that a script waits for, and what opens it. */
const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { step: { is: 'wait' as const, for: promise }, open: resolve };
};

test('typed questions are answered by the text model, which knows the talk and the instruction', async (t) => {
  const { ask, live, clock, ada, general } = await open(t);
  await ask('one', /^\[Ada\] one$/);
  await ask('two', /^\[Ada\] one \| \[Ada\] one \| \[Ada\] two$/);
  assert.equal(live.connections.length, 0);
  const [first] = live.texts.asked;
  assert.match(first?.instruction ?? '', /^You are Parley/);
  assert.equal(first?.model, MODEL);
  assert.deepEqual(live.unexpected, []);
  const status = await clock.until(ada.slash('status', {}, { in: general }));
  await clock.until(status.shows(holding({ code: 'status.typed-always', model: MODEL })));
});

test('who wants to hear the answer gets Live’s, with its sound', async (t) => {
  const { live, clock, ada, general } = await open(t);
  const reply = await clock.until(ada.slash('ask', { question: 'aloud', voice: 'message' }, { in: general }));
  await clock.until(reply.shows('[Ada] aloud'));
  await clock.until(general.until(({ messages }) => messages.some(({ voice }) => voice)));
  assert.equal(live.texts.asked.length, 0);
  assert.equal(live.connections.length, 1);
});

test('an answer streams into its message, and Stop ends it there', async (t) => {
  const { live, clock, ada, general } = await open(t);
  const rest = gate();
  live.writing = () => ['One, ', rest.step, 'two.'];
  const reply = await clock.until(ada.slash('ask', { question: 'count' }, { in: general }));
  await clock.until(reply.until((shown) => buttons(shown).includes(sentence({ code: 'button.stop' }))));
  assert.match(reply.text, /^One,/);
  await clock.until(reply.press(sentence({ code: 'button.stop' })));
  const { signal } = await live.texts.question(0);
  if (!signal.aborted) await new Promise((done) => signal.addEventListener('abort', done));
  await clock.until(reply.until((shown) => !buttons(shown).includes(sentence({ code: 'button.stop' }))));
  rest.open();
  assert.doesNotMatch(reply.text, /two/);
  live.writing = recite;
  const next = await clock.until(ada.slash('ask', { question: 'and?' }, { in: general }));
  await clock.until(next.shows(/^\[Ada\] count \| One,.* \| \[Ada\] and\?$/s));
});

test('what the text model writes is a part of the answer, and of what both models know later', async (t) => {
  const { ask, live } = await open(t, { ...TYPED, WRITTEN_ANSWERS: 'on' });
  live.writing = ({ responses, tools }) =>
    responses.length > 0
      ? ' There you are.'
      : [`With ${tools}:`, { is: 'call', name: 'write', args: { markdown: '```js\n1 + 1\n```' } }];
  await ask('code, please', /^With write[\w,]*:.*There you are\.$/s);
  assert.deepEqual(live.texts.asked[1]?.responses[0]?.response, { written: true });
  live.writing = recite;
  await ask('and?', /1 \+ 1/);
  live.texting.push('reset', 'reset');
  await ask('and now?', /1 \+ 1.*and now\?/s);
  assert.deepEqual(live.unexpected, []);
});

test('an answer that broke off is gone on with', async (t) => {
  const { ask, live, clock, general } = await open(t);
  live.writing = () => ['Once upon a time', { is: 'end', how: 'torn' }];
  const reply = await ask('a story', holding({ code: 'gemini.broken' }));
  await clock.until(reply.until((shown) => buttons(shown).includes('Continue')));
  live.writing = ({ text }) => (text.includes('Once upon a time') ? 'there was a bot.' : 'what?');
  await clock.until(reply.press('Continue'));
  await clock.until(general.shows('there was a bot.'));
});

test('an answer that stands still is given up after 45 s, and one that never ends after its deadline', async (t) => {
  const { ask, live, clock } = await open(t);
  live.writing = () => ['One, ', { is: 'wait', for: new Promise(() => {}) }];
  const began = clock.now();
  await ask('count', holding({ code: 'gemini.late' }));
  assert.ok(clock.now() - began < 50_000);
  live.writing = async function* ({ signal }) {
    for (let count = 1; !signal.aborted; count++) {
      yield `${count} `;
      await clock.sleep(30_000, signal).catch(() => {});
    }
  };
  await ask('count on', holding({ code: 'answer.too-long' }));
});

test('a reset ends a running answer, and the model knows nothing of before', async (t) => {
  const { live, clock, ada, general, ask, guild } = await open(t);
  const mod = guild.member('Mo', { permissions: ['ManageMessages'] });
  live.writing = () => ['The word ', { is: 'wait', for: new Promise(() => {}) }];
  const reply = await clock.until(ada.slash('ask', { question: 'the word is plum' }, { in: general }));
  await clock.until(reply.shows(/The word/));
  const reset = await clock.until(mod.slash('reset', {}, { in: general }));
  await clock.until(reset.shows(sentence({ code: 'reset.confirm' })));
  await clock.until(reset.press(sentence({ code: 'button.reset' })));
  await clock.until(reset.shows(sentence({ code: 'reset.done' })));
  await clock.until(reply.shows(holding({ code: 'answer.reset' })));
  live.writing = recite;
  await ask('which word?', /^\[Ada\] which word\?$/);
});

test('if the text model fails before a word, Live answers, and knows what the text model said before', async (t) => {
  const { ask, live } = await open(t);
  await ask('one', /^\[Ada\] one$/);
  live.texting.push({ status: 404, message: `models/${MODEL} is not found for API version v1beta` });
  await ask('two', /^\[Ada\] one \/ \[Ada\] one \/ \[Ada\] two$/);
  assert.equal(live.connections.length, 1);
  // What the text model answers meanwhile is told to the open connection before the next question.
  await ask('three', /\| \[Ada\] three$/);
  live.texting.push('reset', 'reset');
  await ask('four', /\[Ada\] two \/ .* \/ \[Ada\] three \/ .*three \/ \[Ada\] four$/s);
  assert.equal(live.connections.length, 1);
  assert.deepEqual(live.unexpected, []);
});

test('a question that one model refuses for what it says is not put to the other', async (t) => {
  const { ask, live } = await open(t);
  live.writing = () => [{ is: 'block', reason: 'PROHIBITED_CONTENT' }];
  await ask('something bad', holding({ code: 'gemini.question-blocked' }));
  live.texting.push({ status: 400, message: 'Request contains an invalid argument.' });
  await ask('something odd', holding({ code: 'gemini.refused' }));
  assert.equal(live.connections.length, 0);
});

test('where the text model is only a spare, Live answers as long as it can', async (t) => {
  const { ask, live, clock, ada, general } = await open(t, SPARE);
  await ask('one', /^\[Ada\] one$/);
  assert.equal(live.texts.asked.length, 0);
  live.connections[0]?.drop();
  live.next(...Array.from({ length: 60 }, () => ({ upgrade: 503 })));
  const began = clock.now();
  await ask('two', /^\[Ada\] one \| \[Ada\] one \| \[Ada\] two$/);
  assert.ok(clock.now() - began <= 20_000, `${clock.now() - began} ms`);
  // Nobody waits for Live again right away.
  const dials = live.dials;
  await ask('three', /\[Ada\] three$/);
  assert.equal(live.dials, dials);
  // Once Live is back, it answers again and knows everything.
  live.dialling.length = 0;
  await clock.advance(10 * 60_000);
  await ask('four', /\[Ada\] one \/ .*\[Ada\] two \/ .*\[Ada\] three \/ .*\[Ada\] four$/s);
  const status = await clock.until(ada.slash('status', {}, { in: general }));
  await clock.until(status.shows(holding({ code: 'status.typed-when-live-fails', model: MODEL })));
  assert.deepEqual(live.unexpected, []);
});

test('words that Live has already said are never replaced by the text model’s', async (t) => {
  const { ask, live } = await open(t, SPARE);
  live.script = () => [
    say('Half an'),
    (turn) => turn.leave((stage) => stage.close(1011, 'Internal error encountered.')),
  ];
  const reply = await ask('hello', holding({ code: 'gemini.broken' }));
  assert.match(reply.text, /^Half an/);
  assert.equal(live.texts.asked.length, 0);
});

test('if both are down, people read why the first one failed', async (t) => {
  const { ask, live, ada, general, clock } = await open(t);
  live.next(...Array.from({ length: 60 }, () => ({ upgrade: 503 })));
  live.texting.push({ status: 429, message: 'You exceeded your current quota.' });
  const reply = await clock.until(ada.slash('ask', { question: 'hello' }, { in: general }));
  await clock.until(reply.shows(/^⚠️/));
  assert.ok(reply.text.startsWith(`⚠️ ${opening({ code: 'gemini.quota' })}`), reply.text);
  live.texting.length = 0;
  live.dialling.length = 0;
  await clock.advance(60_000);
  await ask('and now?', /and now\?$/);
});

test('TYPED_MODEL_WHEN=off leaves everything to Live', async (t) => {
  const { ask, live } = await open(t, { ...TYPED, TYPED_MODEL_WHEN: 'off' });
  await ask('one', /^\[Ada\] one$/);
  assert.equal(live.texts.asked.length, 0);
});

test('a process that is killed in the middle of an answer leaves one that can be gone on with', async (t) => {
  const world = await World.open();
  const folder = await mkdtemp(join(tmpdir(), 'parley-'));
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const bots: BotProcess[] = [];
  t.after(async () => {
    for (const bot of bots) await bot.kill();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  const start = async () => {
    const bot = spawnBot({ discord, live, store: `sqlite://${join(folder, 'parley.sqlite')}`, env: TYPED });
    bots.push(bot);
    await bot.ready;
    return bot;
  };
  const bot = await start();
  live.writing = () => ['Once upon a time there was a bot', { is: 'wait', for: new Promise(() => {}) }];
  const reply = await ada.slash('ask', { question: 'a story' }, { in: general });
  await reply.shows(/there was a bot/);
  await bot.kill();
  live.writing = ({ text }) => (text.includes('there was a bot') ? 'that never lost a word.' : 'what?');
  await start();
  await reply.until(({ messages }) => /⚠️/.test(messages[0]?.text ?? ''));
  assert.match(reply.messages[0]?.text ?? '', /^Once upon a time there was a bot/);
  await reply.press('Continue', ada);
  await general.shows('that never lost a word.');
});

test('a call goes on knowing what was typed meanwhile, although the text model answered it', async (t) => {
  const stage = await callStage(
    t,
    ({ memory }) => [sayHeard('what was it'), say(memory.map((content) => words([content])).join(' / '))],
    TYPED,
  );
  const { live, ada, general } = stage;
  live.writing = () => 'The word is plum.';
  await stage.call({ captions: 'all' });
  await ada.speaks(speech(600));
  await live.spoken(0);
  await general.shows(/what was it/);
  const reply = await ada.slash('ask', { question: 'which word?' }, { in: general });
  await reply.shows('The word is plum.');
  await ada.speaks(speech(600));
  await general.shows(/\[Ada\] which word\? \/ The word is plum\./);
  assert.equal(live.connections.length, 1);
  assert.deepEqual(live.unexpected, []);
});

test('a voice message is answered by the text model while Live is down', async (t) => {
  const world = await World.open();
  const { discord, live } = world;
  // In real time, because the media process takes as long as it takes.
  const config = readConfig({ ...world.settings, ...TYPED, STORE_URL: 'memory:', HTTP_PORT: 'off' });
  const parley = await startParley(config, {
    ...UNATTENDED,
    clock: systemClock,
    uptime: systemClock.now,
    log: pino({ level: 'silent' }),
  });
  t.after(async () => {
    await parley.stop();
    await world.close();
  });
  const ada = discord.guild('Workshop').member('Ada');
  live.next(...Array.from({ length: 60 }, () => ({ upgrade: 503 })));
  live.writing = ({ media }) => `I heard ${media.length}.`;
  await ada.sendsVoice(readSample('sounds/voice-opus-tools.ogg'), { in: ada.dm, durationSeconds: 6 });
  await ada.dm.shows('I heard 1.');
  const { text, media } = await live.texts.question(0);
  assert.match(text, /^\[Ada\] sent a voice message of 6 s\n/);
  const reference = readSample('sounds/voice-opus-tools.16k.pcm');
  const { mimeType, bytes } = media[0] ?? assert.fail();
  assert.deepEqual([mimeType, bytes.length], ['audio/wav', WAV_HEAD + reference.length]);
  assert.ok(compareSounds(reference, bytes.subarray(WAV_HEAD)).likeness > 0.99);
  assert.equal(live.connections.length, 0);
  assert.deepEqual(live.unexpected, []);
});
