import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBytes, EAR_FRAME, EAR_RATE } from '../../../src/audio/pcm.ts';
import { correlate, joinSounds, makeQuiet, speech, sweep } from '../../../world/discord/voice/signals.ts';
import { fromPcm, resample, type Sound, toPcm } from '../../../world/discord/voice/sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { hold, say, sayHeard, think } from '../../../world/live/steps.ts';
import { sharedStage } from './stage.ts';
import { converses, type Stage } from './talks.ts';

const SWEEP = sweep(300, 3_000, 1_000);

/** A sound as the model sends it: 24 kHz, mono. */
const spoken = (sound: Sound) => toPcm(resample(sound, 24_000));

/** A busy machine may stall this long in the middle of a question, in milliseconds, so the model thinks for longer. */
const STALL = 1_500;

/** Parley has begun to listen once it has answered. Until then a first syllable may be said before its ears are open. */
const listens = async (stage: Stage): Promise<void> => {
  await converses(stage);
  stage.ears.forget();
};

/**
 * Sound without its frames of pure silence. When a person's packets stall, silence as long as the stall stands among what they
 * say, and there's none in the speech itself.
 */
const dropStalls = (audio: Buffer): Buffer => {
  const frames = Array.from({ length: audio.length / EAR_FRAME }, (_, index) =>
    audio.subarray(index * EAR_FRAME, (index + 1) * EAR_FRAME),
  );
  return Buffer.concat(frames.filter((frame) => frame.some((byte) => byte !== 0)));
};

/** Everything that the model was asked since then. After a stall, somebody's speech may have been taken for two questions. */
const asked = ({ live }: Stage): Buffer => {
  const questions = live.questions.slice(1);
  const audio = Buffer.concat(questions.map((question) => question.audio));
  return questions.length === 1 ? audio : dropStalls(audio);
};

test('what the model says is what the channel hears', async (t) => {
  const stage = await sharedStage(t, () => [sayHeard('hello'), sounds(spoken(SWEEP), { text: 'a sweep' })]);
  await stage.call();
  await stage.ada.speaks(speech(600));
  await stage.ears.sounded();
  await stage.ears.falls();
  const { r } = correlate(SWEEP, stage.ears.sound(), { from: 0, to: 100 });
  assert.ok(r > 0.99, `correlation ${r}`);
  assert.equal(
    stage.ears.packets.every(({ dave }) => dave !== undefined),
    true,
  );
  assert.deepEqual(stage.live.unexpected, []);
});

test('what a member says is what the model hears: all of the speech, and no silence within it', async (t) => {
  const stage = await sharedStage(t, () => [think(STALL), sayHeard('hello'), say('well')]);
  const words = speech(1_500);
  await stage.call();
  await listens(stage);
  await stage.ada.speaks(words);
  await stage.ears.sounded();
  for (const { marker } of stage.live.questions) assert.equal(marker, '[Ada] says aloud:');
  const audio = asked(stage);
  const { r, lag } = correlate(resample(words, 16_000), fromPcm(audio, 16_000), { from: 0, to: 400 });
  assert.ok(r > 0.95, `correlation ${r} at ${lag} ms`);
  assert.ok(audio.length >= 0.99 * toPcm(resample(words, 16_000)).length, `${audio.length} bytes`);
});

test('a typed question is spoken as well as written', async (t) => {
  const stage = await sharedStage(t, () => [sounds(spoken(SWEEP), { text: 'typed and spoken' })]);
  await stage.call();
  const reply = await stage.ada.slash('ask', { question: 'say it' }, { in: stage.general });
  await reply.shows(/typed and spoken/);
  await stage.ears.sounded();
  await stage.ears.falls();
  assert.ok(correlate(SWEEP, stage.ears.sound(), { from: 0, to: 100 }).r > 0.99);
});

test('a spoken question and its answer are written in the channel', async (t) => {
  const stage = await sharedStage(t, () => [sayHeard('what is the time'), say('It is noon.')]);
  await stage.call({ captions: 'all' });
  await stage.ada.speaks(speech(600));
  await stage.discord.until(() =>
    stage.general.messages.some(({ text }) => /Ada.*what is the time/s.test(text) && /It is noon\./.test(text)),
  );
});

test('a pause that is shorter than pause and thinking together is not felt as a cut', async (t) => {
  const stage = await sharedStage(t, ({ audio }) => [think(300), sayHeard('hello'), say(`${audio.length}`)]);
  await stage.call();
  const { first, last } = await stage.ada.speaks(joinSounds(speech(500), makeQuiet(300), speech(500)));
  await stage.ears.sounded();
  const [packet] = stage.ears.sounding;
  assert.ok(packet && packet.at > last, 'the answer began after the last word');
  assert.ok(last - first > 1_000);
  await stage.ears.falls();
  assert.equal(stage.ears.utterances.length, 1);
});

test('a person who speaks silences Parley at once, and the transcript keeps what was heard', async (t) => {
  const forever = new Promise<void>(() => {});
  const long = sweep(300, 3_000, 10_000);
  const answers = [[sayHeard('talk'), sounds(spoken(long), { text: 'a long story' }), hold(forever)], [say('yes?')]];
  const stage = await sharedStage(t, () => answers.shift() ?? 'no more');
  await stage.call();
  await stage.ada.speaks(speech(600));
  await stage.ears.sounded();
  const { first } = await stage.ada.speaks(speech(2_000));
  const tail = stage.ears.sounding.filter(({ at }) => at < first + 2_000).at(-1);
  // The bench measures how fast this is. Here a busy machine may be slow, but not as slow as the speech is long.
  assert.ok(tail && tail.at - first < 1_500, `silent ${tail && tail.at - first} ms after the first word`);
  await stage.live.spoken(1);
  assert.deepEqual(stage.live.unexpected, []);
});

test('a cough holds the answer and does not end it: no sample of it is lost', async (t) => {
  const stage = await sharedStage(t, () => [
    sayHeard('talk'),
    sounds(spoken(sweep(300, 3_000, 2_000)), { text: 'long' }),
  ]);
  await stage.call();
  await stage.ada.speaks(speech(600));
  await stage.ears.sounded();
  await stage.ada.speaks(speech(120));
  await stage.ears.until(({ sounding }) => sounding.length >= 100);
  await stage.ears.falls();
  // Silence while the answer is held, or while a busy machine stalls, is left out: only the sound has to be complete.
  const whole = stage.ears.sounding.map((packet, sequence) => ({ ...packet, sequence }));
  const { r } = correlate(sweep(300, 3_000, 2_000), stage.ears.sound(whole), { from: 0, to: 100 });
  assert.ok(r > 0.95, `correlation ${r}`);
  assert.ok(stage.ears.utterances.length >= 2);
  assert.equal(stage.live.questions.length, 1);
});

test('when the Live connection is replaced in the middle of speech, the model still hears all of it', async (t) => {
  const stage = await sharedStage(t, () => [think(STALL), sayHeard('hello'), say('well')]);
  await stage.call();
  await listens(stage);
  const words = speech(1_500);
  const speaking = stage.ada.speaks(words);
  const first = await stage.live.connection(0);
  await first.heard.input(({ is }) => is === 'audio');
  first.drop();
  await speaking;
  await stage.ears.sounded();
  assert.ok(correlate(resample(words, 16_000), fromPcm(asked(stage), 16_000), { from: 0, to: 400 }).r > 0.95);
});

test('five who talk over one another are each heard once, whole, and under their own names', async (t) => {
  const stage = await sharedStage(t, () => [sayHeard('something'), think(100), say('well')]);
  const { guild, live, lounge, voice } = stage;
  await stage.call({ listen: 'everyone' });
  const people = [stage.ada, stage.bob, ...['Cleo', 'Dan', 'Eve'].map((name) => guild.member(name))];
  for (const person of people.slice(1)) {
    person.joins(lounge);
    await voice.delivery.settled(lounge.id);
  }
  const talks = people.map((person, index) => ({ person, words: speech(700, { seed: index + 1 }) }));
  await Promise.all(talks.map(({ person, words }) => person.speaks(words)));
  // In a pause the floor goes to the next person, so on a stalled machine one person's speech may become two questions.
  const hear = ({ name }: { name: string }) =>
    dropStalls(
      Buffer.concat(
        live.questions.filter(({ marker }) => marker === `[${name}] says aloud:`).map(({ audio }) => audio),
      ),
    );
  const original = countBytes(700, EAR_RATE);
  // What is left after such a stall may be shorter than 100 ms, and then it's taken for a cough.
  const whole = original - countBytes(120, EAR_RATE);
  for (let count = 0; people.some((person) => hear(person).length < whole); count++) await live.spoken(count);
  for (const { person, words } of talks) {
    const heard = hear(person);
    // Whoever is heard twice is heard for at least so long.
    assert.ok(heard.length < 2 * whole, `${person.name} was heard for ${heard.length} bytes of ${original}`);
    const { r } = correlate(resample(words, 16_000), fromPcm(heard, 16_000), { from: 0, to: 400 });
    assert.ok(r > 0.9, `${person.name}: correlation ${r}`);
  }
});

test('where Google decides when a question ends, silence is fed, and Google’s interruption silences Parley', async (t) => {
  const forever = new Promise<void>(() => {});
  const long = sweep(300, 3_000, 10_000);
  const answers = [[sayHeard('talk'), sounds(spoken(long), { text: 'a long story' }), hold(forever)], [say('yes?')]];
  const stage = await sharedStage(t, () => answers.shift() ?? 'no more', { TURN_END: 'server' });
  await stage.call();
  await stage.ada.speaks(speech(600));
  await stage.ears.sounded();
  await stage.ada.speaks(speech(900));
  await stage.live.spoken(1);
  await stage.ears.falls();
  assert.ok(stage.ears.sounding.length < 300, `${stage.ears.sounding.length} packets, and a story of 500`);
  assert.equal(stage.live.questions.length, 2);
  assert.deepEqual(stage.live.unexpected, []);
});
