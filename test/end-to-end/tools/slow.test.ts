import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeCue } from '../../../src/audio/cue.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { FIRST_CUE } from '../../../src/calls/tool-wait.ts';
import { spawnBot } from '../../../world/bot-process.ts';
import { correlate, speech, sweep } from '../../../world/discord/voice/signals.ts';
import { fromPcm, resample, type Sound, toPcm } from '../../../world/discord/voice/sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { sayHeard, stayQuiet, toolCall, turnComplete } from '../../../world/live/steps.ts';
import { sentence } from '../../sentences.ts';
import { furnish } from '../calls/stage.ts';
import { type Model, ownGround } from '../ground.ts';
import { openLibrary } from './library.ts';

const ANSWER = sweep(300, 3_000, 1_500);
const NOTICE = sweep(2_000, 500, 800);
const BOT = fileURLToPath(new URL('slow-bot.ts', import.meta.url));

/** By when people hear that a tool is slow, in milliseconds after its call. */
const ANNOUNCED = 1_500;

const spoken = (sound: Sound) => toPcm(resample(sound, 24_000));
const answers = sounds(spoken(ANSWER), { text: 'found it' });

type Stage = Awaited<ReturnType<typeof open>>;

/** A call with a bot that has a slow tool, whose look-ups the test answers. */
const open = async (
  t: TestContext,
  model: Model,
  env: Record<string, string> = {},
  how: Record<string, string> = {},
) => {
  const library = await openLibrary(t);
  const { world, file } = await ownGround(t);
  const { discord, live } = world;
  const stage = furnish(world, model);
  const program = ['--disable-warning=ExperimentalWarning', BOT];
  const settings = { ...env, LOOK_UP_URL: library.url };
  const bot = spawnBot({ discord, live, store: `sqlite://${file}`, env: settings, program });
  t.after(() => bot.kill());
  await bot.ready;
  await stage.call(how);
  await discord.voice.delivery.settled(stage.lounge.id);
  return { ...stage, live, library, voice: discord.voice };
};

const CUE = fromPcm(makeCue(), 24_000);

/** Whether a sound begins with another one. */
const begins = (heard: Sound, sound: Sound, least: number) => correlate(sound, heard, { from: 0, to: 100 }).r > least;

const CALL = toolCall({ name: 'look_up', args: { what: 'it' } });

/** Waits until the channel hears something and then nothing more, and takes that. */
const hear = async ({ ears }: Pick<Stage, 'ears'>): Promise<{ at: number; sound: Sound }> => {
  await ears.sounded();
  await ears.falls();
  const [first] = ears.sounding;
  const sound = ears.sound();
  ears.forget();
  return { at: first?.at ?? Number.NaN, sound };
};

test('people hear that a tool is slow, and then its answer', async (t) => {
  const stage = await open(t, () => [sayHeard('look'), CALL, answers]);
  const { ada, ears, library, live } = stage;
  await ada.speaks(speech(600));
  const look = await library.find(0);
  const cue = await hear(stage);
  const after = cue.at - look.at;
  assert.ok(after > 1_000 && after < ANNOUNCED, `heard after ${after} ms`);
  assert.ok(begins(cue.sound, CUE, 0.8));
  const described = live.connections
    .at(-1)
    ?.setup?.tools?.flatMap(({ functionDeclarations = [] }) => functionDeclarations);
  const announced = described?.filter(({ description = '' }) => /first say/.test(description)).map(({ name }) => name);
  assert.deepEqual(announced, ['look_up'], 'the model is asked to announce what may be slow');
  look.answer('42');
  const answer = await hear(stage);
  assert.ok(begins(answer.sound, ANSWER, 0.95));
  assert.ok(ears.packets.every(({ dave }) => dave));
  assert.equal(live.questions.length, 1);
  assert.deepEqual(live.unexpected, []);
});

test('a quick tool isn’t announced, nor one that the model has announced by itself', async (t) => {
  const scripts = [
    [sayHeard('look'), CALL, answers],
    [sayHeard('look'), sounds(spoken(NOTICE), { text: 'One moment.' }), CALL, answers],
  ];
  const stage = await open(t, () => scripts.shift() ?? 'no more');
  const { ada, library, live } = stage;
  await ada.speaks(speech(600));
  const quick = await library.find(0);
  quick.answer('42');
  assert.ok(begins((await hear(stage)).sound, ANSWER, 0.95));
  await ada.speaks(speech(600, { seed: 2 }));
  const slow = await library.find(1);
  assert.ok(begins((await hear(stage)).sound, NOTICE, 0.95));
  const { sounding } = stage.ears;
  await systemClock.sleep(FIRST_CUE + 500 - (performance.now() - slow.at));
  assert.equal(sounding.length, 0);
  slow.answer('42');
  assert.ok(begins((await hear(stage)).sound, ANSWER, 0.95));
  assert.deepEqual(live.unexpected, []);
});

test('whoever asked cancels a slow tool by speaking, and the model doesn’t hear its result', async (t) => {
  const scripts = [
    [sayHeard('look'), CALL, answers],
    [sayHeard('Parley, never mind'), sounds(spoken(NOTICE), { text: 'All right.' })],
  ];
  const stage = await open(t, () => scripts.shift() ?? 'no more');
  const { ada, library, live } = stage;
  await ada.speaks(speech(600));
  const look = await library.find(0);
  await hear(stage);
  await ada.speaks(speech(900, { seed: 2 }));
  await look.gone;
  assert.ok(begins((await hear(stage)).sound, NOTICE, 0.95));
  assert.equal(live.questions.length, 2);
  assert.doesNotMatch(JSON.stringify(live.connections.flatMap(({ frames }) => frames)), /"found"/);
  assert.deepEqual(live.unexpected, []);
});

test('a result isn’t told while somebody else speaks, and its answer comes after that', async (t) => {
  const scripts = [
    [sayHeard('Parley, look'), CALL, answers],
    [sayHeard('so there'), 'yes'],
  ];
  const stage = await open(t, () => scripts.shift() ?? 'no more', {}, { listen: 'addressed' });
  const { ada, bob, lounge, library, live, voice } = stage;
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  await ada.speaks(speech(600));
  const look = await library.find(0);
  await hear(stage);
  const saying = bob.speaks(speech(2_500, { seed: 2 }));
  await systemClock.sleep(800);
  look.answer('42');
  const { last } = await saying;
  const connection = live.connections.at(-1);
  assert.ok(connection);
  assert.ok(!connection.frames.some(({ toolResponse }) => toolResponse), 'the model waits');
  await connection.frame(({ toolResponse }) => toolResponse !== undefined);
  const { at, sound } = await hear(stage);
  assert.ok(at > last, `${last - at} ms before the end of what Bob said`);
  assert.ok(begins(sound, ANSWER, 0.95));
  assert.deepEqual(live.unexpected, []);
});

test('/stop cancels a slow tool, too', async (t) => {
  const stage = await open(t, () => [sayHeard('look'), CALL, answers]);
  const { ada, library, live, general } = stage;
  await ada.speaks(speech(600));
  const look = await library.find(0);
  await hear(stage);
  await ada.slash('stop', {}, { in: general });
  await look.gone;
  assert.deepEqual(live.unexpected, []);
});

test('two slow tools at once are announced once, and both results are told', async (t) => {
  const both = toolCall(['one', 'two'].map((what) => ({ name: 'look_up', args: { what } })));
  const told: unknown[] = [];
  const stage = await open(t, async function* ({ responses }) {
    yield sayHeard('look');
    yield both;
    told.push(...responses.map(({ response }) => response));
    yield answers;
  });
  const { ada, library, live } = stage;
  await ada.speaks(speech(600));
  const looks = [await library.find(0), await library.find(1)];
  assert.ok(begins((await hear(stage)).sound, CUE, 0.8));
  looks[1]?.answer('second');
  looks[0]?.answer('first');
  assert.ok(begins((await hear(stage)).sound, ANSWER, 0.95));
  assert.deepEqual(told.map((each) => JSON.stringify(each)).sort(), ['{"found":"first"}', '{"found":"second"}']);
  assert.deepEqual(live.unexpected, []);
});

test('a result that comes after the call has ended is told to nobody in it, and the bot goes on', async (t) => {
  const stage = await open(t, () => [sayHeard('look'), CALL, answers]);
  const { ada, ears, library, live, general } = stage;
  await ada.speaks(speech(600));
  const look = await library.find(0);
  await hear(stage);
  await (await ada.slash('leave')).shows(sentence({ code: 'call.left', voice: stage.lounge.id }));
  look.answer('42');
  const reply = await ada.slash('status', {}, { in: general });
  await reply.until(({ text }) => text !== '');
  assert.equal(ears.sounding.length, 0);
  assert.deepEqual(live.unexpected, []);
});

test('a model that doesn’t wait for its functions talks on, and answers once the result is there', async (t) => {
  const stage = await open(
    t,
    async function* ({ responses }) {
      yield sayHeard('look');
      yield toolCall({ name: 'look_up', args: { what: 'it' } }, { wait: false });
      yield sounds(spoken(NOTICE), { text: 'Let me see.' });
      yield turnComplete({ interactionStatus: 'IN_PROGRESS' });
      while (responses.length === 0) yield stayQuiet(20);
      yield answers;
    },
    { GEMINI_MODEL: 'gemini-3.8-live-extended-thinking' },
  );
  const { ada, library, live } = stage;
  await ada.speaks(speech(600));
  const look = await library.find(0);
  assert.ok(begins((await hear(stage)).sound, NOTICE, 0.95));
  look.answer('42');
  assert.ok(begins((await hear(stage)).sound, ANSWER, 0.95));
  assert.equal(live.questions.length, 1);
  assert.deepEqual(live.unexpected, []);
});
