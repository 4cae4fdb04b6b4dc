import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureLoudness } from '../../../src/audio/pcm.ts';
import type { FileOutcome } from '../../../src/media/bridge/media-protocol.ts';
import { type Container, decodeSound } from '../../../src/media/decoding/recording-file.ts';
import { readSample } from '../sample-files.ts';
import { ALL } from '../wants.ts';
import { compareSounds, readSaid } from './likeness.ts';

const decode = (path: string, kind: Container, soundMs = ALL.soundMs): Promise<FileOutcome> =>
  decodeSound(readSample(`sounds/${path}`), kind, { ...ALL, soundMs });

const hear = async (path: string, kind: Container, soundMs?: number) => {
  const outcome = await decode(path, kind, soundMs);
  assert.equal(outcome.is, 'sound');
  return outcome.is === 'sound' ? outcome : assert.fail();
};

for (const name of ['voice-opus-tools', 'voice-ffmpeg'])
  test(`a voice message of another encoder is heard whole, as opus-tools hears it: ${name}`, async () => {
    const reference = readSample(`sounds/${name}.16k.pcm`);
    const { pcm, ms, isCut } = await hear(`${name}.ogg`, 'ogg');
    assert.equal(pcm.length, reference.length);
    assert.equal(ms, 6_000);
    assert.equal(isCut, false);
    const { likeness, lag } = compareSounds(reference, pcm);
    assert.ok(likeness > 0.999, `${likeness}`);
    assert.ok(Math.abs(lag) <= 2, `${lag} samples late`);
  });

test('packets of 2.5 and of 60 ms, and two channels, are heard as they were said', async () => {
  for (const path of ['stereo-60ms.ogg', 'short-packets.ogg']) {
    const { pcm, ms } = await hear(path, 'ogg');
    assert.ok(Math.abs(ms - 2_000) <= 2, `${path}: ${ms} ms`);
    const { likeness } = compareSounds(readSaid(0, 2_000), pcm);
    assert.ok(likeness > 0.99, `${path}: ${likeness}`);
  }
});

test('what a browser recorded is heard as FFmpeg hears it', async () => {
  const { pcm } = await hear('recorder.webm', 'matroska');
  const { likeness } = compareSounds(readSample('sounds/recorder.16k.pcm'), pcm);
  assert.ok(likeness > 0.99, `${likeness}`);
});

for (const [name, least] of [
  ['u8', 0.97],
  ['s24le', 0.9999],
  ['s32le', 0.9999],
  ['f32le', 0.9999],
  ['alaw', 0.998],
  ['mulaw', 0.998],
] as const)
  test(`uncompressed sound is heard as it was said: ${name}`, async () => {
    const { pcm, ms } = await hear(`${name}.wav`, 'wav');
    assert.equal(ms, 500);
    const { likeness } = compareSounds(readSaid(1_200, 500), pcm);
    assert.ok(likeness > least, `${likeness}`);
  });

test('44.1 kHz and two channels become 16 kHz and one', async () => {
  const { pcm, ms } = await hear('speech.wav', 'wav');
  assert.equal(ms, 1_000);
  const { likeness } = compareSounds(readSaid(0, 1_000), pcm);
  assert.ok(likeness > 0.9999, `${likeness}`);
});

test('only as much is decoded as is wanted, and that says so', async () => {
  for (const [path, kind] of [
    ['voice-ffmpeg.ogg', 'ogg'],
    ['speech.wav', 'wav'],
  ] as const) {
    const { pcm, ms, isCut } = await hear(path, kind, 700);
    assert.deepEqual({ bytes: pcm.length, ms, isCut }, { bytes: 22_400, ms: 700, isCut: true }, path);
  }
});

test('a recording that is exactly as long as is wanted is not cut', async () => {
  const { ms, isCut } = await hear('voice-ffmpeg.ogg', 'ogg', 6_000);
  assert.deepEqual({ ms, isCut }, { ms: 6_000, isCut: false });
});

/** Where the first packet with the header of the stream begins. */
const findHeader = (bytes: Buffer): number => bytes.indexOf('OpusHead');

test('the gain that a header asks for is applied', async () => {
  const bytes = readSample('sounds/voice-ffmpeg.ogg');
  const plain = await decodeSound(bytes, 'ogg', ALL);
  // 6 decibels less, in steps of 1/256 (RFC 7845 section 5.1).
  bytes.writeInt16LE(-6 * 256, findHeader(bytes) + 16);
  const quieter = await decodeSound(bytes, 'ogg', ALL);
  assert.ok(plain.is === 'sound' && quieter.is === 'sound');
  const ratio = measureLoudness(quieter.pcm) / measureLoudness(plain.pcm);
  assert.ok(Math.abs(ratio - 0.5012) < 0.01, `${ratio}`);
});

test('damaged packets are silence, and what follows is heard at its moment', async () => {
  const bytes = readSample('sounds/voice-ffmpeg.ogg');
  // A packet whose first byte says 48 frames of 60 ms is none (RFC 6716 section 3.2.5).
  const page = bytes.indexOf('OggS', bytes.indexOf('OggS', bytes.indexOf('OpusTags')) + 4);
  const segments = bytes[page + 26] ?? 0;
  bytes.fill(0xff, page + 27 + segments, page + 27 + segments + 600);
  const outcome = await decodeSound(bytes, 'ogg', ALL);
  assert.ok(outcome.is === 'sound');
  assert.ok(Math.abs(outcome.ms - 6_000) <= 20, `${outcome.ms} ms`);
  const reference = readSample('sounds/voice-ffmpeg.16k.pcm');
  const { likeness } = compareSounds(reference.subarray(-64_000), outcome.pcm.subarray(-64_000));
  assert.ok(likeness > 0.99, `${likeness}`);
});

test('a recording that breaks off is heard as far as it goes', async () => {
  const bytes = readSample('sounds/voice-opus-tools.ogg');
  const outcome = await decodeSound(bytes.subarray(0, bytes.length / 2), 'ogg', ALL);
  assert.ok(outcome.is === 'sound');
  assert.ok(outcome.ms >= 1_900 && outcome.ms < 4_000, `${outcome.ms} ms`);
  const { likeness } = compareSounds(
    readSample('sounds/voice-opus-tools.16k.pcm').subarray(0, outcome.pcm.length),
    outcome.pcm,
  );
  assert.ok(likeness > 0.99, `${likeness}`);
});

test('what another program must decode is named, with what it is', async () => {
  const outcomes = await Promise.all([
    decode('vorbis.ogg', 'ogg'),
    decode('surround.ogg', 'ogg'),
    decode('speech.m4a', 'mp4'),
    decode('adpcm.wav', 'wav'),
    decode('../videos/index-at-end.mp4', 'mp4'),
    decode('../videos/clip.webm', 'matroska'),
  ]);
  assert.deepEqual(outcomes, [
    { is: 'needs-ffmpeg', format: 'ogg', kind: 'sound' },
    { is: 'needs-ffmpeg', format: 'ogg', kind: 'sound' },
    { is: 'needs-ffmpeg', format: 'mov', kind: 'sound' },
    { is: 'needs-ffmpeg', format: 'wav', kind: 'sound' },
    { is: 'needs-ffmpeg', format: 'mov', kind: 'video', ms: 2_000 },
    { is: 'needs-ffmpeg', format: 'matroska', kind: 'video', ms: 2_008 },
  ]);
});

test('containers without sound, and those of another kind, are broken', async () => {
  const header = readSample('sounds/voice-ffmpeg.ogg').subarray(0, 60);
  for (const [bytes, kind] of [
    [header, 'ogg'],
    [readSample('sounds/speech.wav').subarray(0, 40), 'wav'],
    [readSample('sounds/speech.wav').subarray(0, 46), 'wav'],
    [readSample('videos/index-at-end.mp4').subarray(0, 9_000), 'mp4'],
    [readSample('sounds/speech.wav'), 'ogg'],
    [readSample('sounds/voice-ffmpeg.ogg'), 'wav'],
    [Buffer.alloc(5_000, 'OggS'), 'ogg'],
  ] as const)
    await assert.rejects(decodeSound(bytes, kind, ALL));
});
