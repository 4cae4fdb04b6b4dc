import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { findFfmpeg } from '../../src/media/ffmpeg-program.ts';
import { startParley } from '../../src/parley.ts';
import type { File } from '../../world/discord/attachment.ts';
import type { ScriptQuestion } from '../../world/live/script.ts';
import { World } from '../../world/world.ts';
import { compareSounds, readSaid } from '../media/decoding/likeness.ts';
import { readSample } from '../media/sample-files.ts';
import { sentence } from '../sentences.ts';
import { UNATTENDED } from './bot.ts';

// The whole bot with a media process, in real time, because decoders take as long as they take. One bot for all of it.
const world = await World.open();
const { discord, live } = world;
const guild = discord.guild('Workshop');
const ada = guild.member('Ada');
const config = readConfig({ ...world.settings, STORE_URL: 'memory:', HTTP_PORT: 'off' });
const log = pino({ level: 'silent' });
const parley = await startParley(config, { ...UNATTENDED, clock: systemClock, uptime: systemClock.now, log });
after(async () => {
  await parley.stop();
  await world.close();
});

/** What the model was asked, newest last. */
const asked: ScriptQuestion[] = [];
live.script = (question) => {
  asked.push(question);
  return `Seen ${asked.length}.`;
};

/** What the model gets with something that Ada sends to Parley, and what Parley says under its answer. */
const bring = async (send: () => Promise<unknown>) => {
  const number = asked.length + 1;
  await send();
  const { text } = await ada.dm.shows(new RegExp(`^Seen ${number}\\.`));
  const question = asked.at(-1) ?? assert.fail();
  return { ...question, under: text.split('\n').slice(1).join('\n').trim() };
};
const say = (words: string, ...files: File[]) => bring(() => ada.says(words, { in: ada.dm, files }));
const file = (name: string, path: string): File => ({ name, content: readSample(path) });

for (const [name, how] of [
  ['voice-opus-tools', {}],
  ['voice-ffmpeg', { name: '', contentType: undefined }],
] as const)
  test(`a voice message of another encoder is heard whole by the model: ${name}`, async () => {
    const note = readSample(`sounds/${name}.ogg`);
    const { text, audio } = await bring(() => ada.sendsVoice(note, { in: ada.dm, durationSeconds: 6, ...how }));
    assert.match(text, /^\[Ada\] sent a voice message of 6 s/);
    const reference = readSample(`sounds/${name}.16k.pcm`);
    assert.equal(audio.length, reference.length);
    const { likeness, lag } = compareSounds(reference, audio);
    assert.ok(likeness > 0.99, `${likeness}`);
    assert.ok(Math.abs(lag) <= 2, `${lag} samples late`);
  });

test('a recording that was uploaded is heard, too', async () => {
  const { audio } = await say('what is said there?', file('memo.ogg', 'sounds/stereo-60ms.ogg'));
  const { likeness } = compareSounds(readSaid(0, 2_000), audio);
  assert.ok(likeness > 0.99, `${likeness}`);
});

/** Files whose names say something else than their bytes, and what the model reads of them. */
const RENAMED: [name: string, path: string, what: { text?: RegExp; images?: number; sound?: boolean }][] = [
  ['cat.png', 'documents/report.pdf', { text: /^> .*tomatoes rose by 12 percent/m }],
  ['report.pdf', 'texts/utf-8.txt', { text: /^> 吾輩は猫である/m }],
  ['song.mp3', 'pictures/box.webp', { images: 1 }],
  ['notes.txt', 'pictures/transparent.png', { images: 1 }],
  ['picture.jpg', 'texts/shift_jis.txt', { text: /^> 吾輩は猫である/m }],
  ['movie.mp4', 'pictures/moving.gif', { images: 1 }],
  ['table.csv', 'sounds/speech.mp3', { sound: true }],
  ['script.py', 'sounds/speech.wav', { sound: true }],
];
for (const [name, path, what] of RENAMED)
  test(`a file is what its bytes are: ${name} is ${path}`, async () => {
    const { text, images, audio, under } = await say('look', file(name, path));
    assert.equal(under, '');
    if (what.text) assert.match(text, what.text);
    assert.equal(images.length, what.images ?? 0);
    assert.equal(audio.length > 0, what.sound ?? false);
  });

test('a video is heard and seen where FFmpeg is installed, and otherwise that is said', async () => {
  const { images, audio, under } = await say(
    'what happens?',
    file('clip.mp4', 'videos/index-at-end.mp4'),
    file('log.txt', 'texts/utf-8.txt'),
  );
  if ((await findFfmpeg()) === undefined)
    return assert.equal(under, `-# ${sentence({ code: 'media.no-ffmpeg', name: 'clip.mp4' })}`);
  assert.equal(under, '');
  assert.equal(images.length, 4);
  const { likeness } = compareSounds(readSaid(0, 1_900), audio);
  assert.ok(likeness > 0.85, `${likeness}`);
});
