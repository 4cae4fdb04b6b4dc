import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import wavefile from 'wavefile';
import { LOOKAHEAD, loadOpus, type OpusLibrary } from '../../../src/audio/opus.ts';
import { MODEL_RATE } from '../../../src/audio/pcm.ts';
import { toWav } from '../../../src/audio/wave-file.ts';
import { makeWaveform } from '../../../src/audio/waveform.ts';
import { joinPackets, splitPackets } from '../../../src/media/out/kept-sound.ts';
import { SoundEncoder } from '../../../src/media/out/sound-encoder.ts';
import { makeVoiceMessage } from '../../../src/media/out/voice-message.ts';
import { correlation, noise, quiet, samplesOf, sweep, tone } from '../../audio/sounds.ts';

/** Something like speech: louder and softer, and with pauses. */
const speech = (ms: number): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 0, n = 0; at < ms; n++) {
    const length = Math.min([330, 90, 510, 170, 40][n % 5] ?? 100, ms - at);
    const sound =
      n % 3 === 2 ? quiet(length, MODEL_RATE) : tone(180 + 40 * (n % 7), length, MODEL_RATE, 2_000 + 4_000 * (n % 6));
    parts.push(sound);
    at += length;
  }
  return Buffer.concat(parts);
};

const keep = async (pcm: Buffer, library?: OpusLibrary) => {
  const encoder = (await loadOpus(library)).encoder();
  const encoding = new SoundEncoder(encoder, pcm);
  while (!encoding.encode(7));
  const sound = encoding.finish();
  encoder.close();
  return sound;
};

/** The waveform of PCM, computed in another way: floats, one bar for each stretch of samples. */
const barsOf = (pcm: Buffer): number[] => {
  const samples = [...samplesOf(pcm)].map((sample) => sample / 32_768);
  const frames = Math.ceil(samples.length / 480);
  const stretch = 480 * Math.max(5, Math.ceil(frames / 256));
  const bars: number[] = [];
  for (let at = 0; at < samples.length; at += stretch) {
    const bar = samples.slice(at, at + stretch);
    bars.push(Math.sqrt(bar.reduce((sum, each) => sum + each * each, 0) / bar.length));
  }
  const loudest = Math.max(...bars);
  return bars.map((bar) => (bar / loudest) * 255);
};

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-message-'));
});
after(() => rm(folder, { recursive: true }));

const run = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' });

/** The audio packets of an Ogg file, read by the rules of RFC 3533 and without this program's writer. */
const packetsIn = (ogg: Buffer): Buffer[] => {
  const packets: Buffer[] = [];
  let open: Buffer[] = [];
  for (let at = 0; at < ogg.length; ) {
    assert.equal(ogg.toString('latin1', at, at + 4), 'OggS');
    const segments = ogg[at + 26] ?? 0;
    let body = at + 27 + segments;
    for (const length of ogg.subarray(at + 27, at + 27 + segments)) {
      open.push(ogg.subarray(body, body + length));
      body += length;
      if (length === 255) continue;
      packets.push(Buffer.concat(open));
      open = [];
    }
    at = body;
  }
  return packets.slice(2);
};

/** A second, odd lengths around the end of a frame, and more than a minute. */
const LENGTHS = [1_000, 1_007, 1_013.5, 1_014, 1_019, 4_130, 62_000];

describe('a voice message', () => {
  for (const ms of LENGTHS)
    test(`of ${ms} ms has the right length for every program that reads it`, async () => {
      const pcm = sweep(200, 4_000, ms, MODEL_RATE, 9_000);
      const { ogg, seconds } = makeVoiceMessage(await keep(pcm));
      assert.equal(seconds, pcm.length / 2 / MODEL_RATE);
      const path = join(folder, `${ms}.ogg`);
      writeFileSync(path, ogg);
      // FFprobe 5 counts what the decoder skips at the beginning, 6.5 ms; later versions don't.
      const probed = Number(run('ffprobe', '-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path));
      assert.ok(Math.min(Math.abs(probed - seconds), Math.abs(probed - 0.0065 - seconds)) < 0.001, `${probed}`);
      const info = run('opusinfo', path);
      assert.doesNotMatch(info, /WARNING|ERROR|invalid|corrupt|negative/i);
      assert.match(info, /Channels: 1\n/);
      assert.match(info, /Original sample rate: 24000 Hz/);
      const [, minutes, rest] = /Playback length: (\d+)m:([\d.]+)s/.exec(info) ?? [];
      // It shows whole milliseconds, rounded down.
      assert.ok(Math.abs(Number(minutes) * 60 + Number(rest) - seconds) < 0.0011, info);
    });

  test('is decoded by opusdec and FFmpeg to every sample that was said, in step', async () => {
    const pcm = sweep(200, 6_000, 4_137, MODEL_RATE, 9_000);
    const { ogg } = makeVoiceMessage(await keep(pcm));
    const path = join(folder, 'sweep.ogg');
    writeFileSync(path, ogg);
    run('opusdec', '--quiet', '--rate', '48000', '--no-dither', path, join(folder, 'sweep.wav'));
    run('ffmpeg', '-v', 'error', '-i', path, '-f', 's16le', '-ar', '48000', join(folder, 'sweep.pcm'));
    const expected = samplesOf(sweep(200, 6_000, 4_137, 48_000, 9_000));
    for (const heard of [
      readFileSync(join(folder, 'sweep.wav')).subarray(44),
      readFileSync(join(folder, 'sweep.pcm')),
    ]) {
      assert.equal(heard.length / 2, expected.length);
      assert.ok(correlation(expected, samplesOf(heard), 0) > 0.99);
    }
  });

  test('holds the kept packets byte for byte, whatever their size', async () => {
    const sound = await keep(Buffer.concat([speech(3_000), noise(2_000, MODEL_RATE, 30_000), speech(2_000)]));
    assert.deepEqual(packetsIn(makeVoiceMessage(sound).ogg), splitPackets(sound));
    // Sizes at which a packet ends with a segment, and the largest that there is (RFC 6716).
    const sizes = [1, 254, 255, 256, 510, 1275, 1275, 0];
    const packets = Array.from({ length: 300 }, (_, at) => Buffer.alloc(sizes[at % sizes.length] ?? 1, at));
    const odd = { packets: joinPackets(packets), levels: new Uint16Array(300), samples: 300 * 480 - 156 };
    assert.deepEqual(splitPackets(odd), packets);
    assert.deepEqual(packetsIn(makeVoiceMessage(odd).ogg), packets);
  });

  test('can be made by the slower codec too', async () => {
    const pcm = sweep(200, 3_000, 1_500, MODEL_RATE, 9_000);
    const path = join(folder, 'script.ogg');
    writeFileSync(path, makeVoiceMessage(await keep(pcm, 'script')).ogg);
    assert.match(run('opusinfo', path), /Playback length: 0m:01\.500s/);
  });

  for (const ms of [640, 4_130, 25_600, 31_370])
    test(`of ${ms} ms has the waveform of its sound`, async () => {
      const pcm = speech(ms);
      const bars = [...Buffer.from(makeVoiceMessage(await keep(pcm)).waveform, 'base64')];
      const expected = barsOf(pcm);
      assert.equal(bars.length, expected.length);
      assert.ok(bars.length <= 256 && bars.length <= Math.ceil(ms / 100));
      assert.ok(Math.max(...bars) === 255 && Math.min(...bars) < 100);
      for (const [at, bar] of bars.entries()) assert.ok(Math.abs(bar - (expected[at] ?? 0)) <= 1, `bar ${at}`);
    });
});

test('a waveform always has a bar, and silence has bars of no height', () => {
  assert.equal(makeWaveform(new Uint16Array(0)), 'AA==');
  assert.equal(makeWaveform(new Uint16Array(10)), 'AAA=');
  assert.ok(makeWaveform(new Uint16Array(60_000).fill(7)).length <= 400);
});

test('what is kept of a sound is one stretch of memory, and the encoder’s delay comes out', async () => {
  const pcm = speech(1_015);
  const sound = await keep(pcm);
  assert.equal(sound.packets.byteLength, sound.packets.buffer.byteLength);
  assert.equal(splitPackets(sound).length, Math.ceil((pcm.length + LOOKAHEAD) / 960));
  assert.equal(sound.levels.length, Math.ceil(pcm.length / 960));
});

test('a WAV file has the samples as they are, for every program that reads it', () => {
  const pcm = sweep(200, 4_000, 1_234, MODEL_RATE, 9_000);
  const wav = toWav(Buffer.concat([pcm, Buffer.of(7)]));
  const read = new wavefile.WaveFile(wav);
  const own = new wavefile.WaveFile();
  own.fromScratch(1, MODEL_RATE, '16', samplesOf(pcm));
  assert.deepEqual(wav, Buffer.from(own.toBuffer()));
  assert.deepEqual(Int16Array.from(read.getSamples(false) as unknown as number[]), samplesOf(pcm));
  const path = join(folder, 'plain.wav');
  writeFileSync(path, wav);
  const probed = run(
    'ffprobe',
    '-v',
    'error',
    '-show_entries',
    'stream=codec_name,sample_rate,channels,bits_per_sample:format=duration',
    '-of',
    'csv=p=0',
    path,
  );
  assert.deepEqual(probed.trim().split('\n'), ['pcm_s16le,24000,1,16', '1.234000']);
});
