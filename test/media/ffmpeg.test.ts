import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import sharp from 'sharp';
import { makeChildEnvironment } from '../../src/base/child-environment.ts';
import { systemClock } from '../../src/base/clock.ts';
import { MediaFault } from '../../src/media/bridge/media-fault.ts';
import { MediaProcess } from '../../src/media/bridge/media-process.ts';
import type { Wants } from '../../src/media/bridge/media-protocol.ts';
import { FfmpegDecoder, type Foreign } from '../../src/media/ffmpeg.ts';
import { findFfmpeg } from '../../src/media/ffmpeg-program.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { compareSounds, readSaid } from './decoding/likeness.ts';
import { readSample } from './sample-files.ts';
import { ALL, NEVER } from './wants.ts';

const child = new MediaProcess({ env: makeChildEnvironment(process.env), clock: systemClock });
after(() => child.end());

const decoder = new FfmpegDecoder({
  readPicture: async (jpeg) => {
    const { width, height } = await sharp(jpeg).metadata();
    return { is: 'picture', jpeg, width, height };
  },
  clock: systemClock,
});
const without = { skip: (await findFfmpeg()) === undefined && 'FFmpeg is not installed' };

const decode = async (path: string, wants: Partial<Wants> = {}) => {
  const bytes = readSample(path);
  const foreign = await child.read(bytes, ALL, NEVER);
  assert.ok(foreign.is === 'needs-ffmpeg');
  return decoder.decode(bytes, foreign, { ...ALL, ...wants }, NEVER);
};

const sampleTest = (name: string, run: () => Promise<void>) => test(name, without, run);

for (const [path, from] of [
  ['sounds/vorbis.ogg', 0],
  ['sounds/speech.m4a', 0],
  ['sounds/speech.flac', 0],
  // These say nothing about the 1,024 samples that their encoder adds before the sound.
  ['sounds/speech.aac', 1_024 / 48],
  ['sounds/surround.ogg', 0],
] as const)
  sampleTest(`a recording that only FFmpeg decodes is heard as it was said: ${path}`, async () => {
    const content = await decode(path);
    assert.ok(content.is === 'sound');
    assert.ok(Math.abs(content.ms - from - 2_000) < 60, `${content.ms} ms`);
    assert.equal(content.isCut, false);
    const { likeness } = compareSounds(readSaid(0, 1_900), content.pcm.subarray(2 * Math.round(from * 16)));
    assert.ok(likeness > 0.97, `${likeness}`);
  });

sampleTest('a WAV file with a codec of its own is heard', async () => {
  const content = await decode('sounds/adpcm.wav');
  assert.ok(content.is === 'sound');
  const { likeness } = compareSounds(readSaid(1_200, 500), content.pcm);
  assert.ok(likeness > 0.97, `${likeness}`);
});

sampleTest('of a video there are its sound and four frames, although its index lies at its end', async () => {
  for (const path of ['videos/index-at-end.mp4', 'videos/clip.webm']) {
    const content = await decode(path);
    assert.ok(content.is === 'video');
    assert.ok(Math.abs(content.ms - 2_000) <= 10, `${content.ms} ms`);
    assert.deepEqual(
      content.frames.map(({ at, width, height }) => ({ at, width, height })),
      [1, 3, 5, 7].map((part) => ({ at: Math.floor((part * content.ms) / 8), width: 320, height: 240 })),
    );
    assert.equal(new Set(content.frames.map(({ jpeg }) => jpeg.toString('base64'))).size, 4, 'they differ');
    assert.ok(content.sound);
    const { likeness } = compareSounds(readSaid(0, 1_900), content.sound.pcm);
    assert.ok(likeness > 0.85, `${path}: ${likeness}`);
  }
});

sampleTest('a video without sound has frames only, and as few as are wanted', async () => {
  const content = await decode('videos/silent.mp4', { pictures: 2 });
  assert.ok(content.is === 'video');
  assert.equal(content.sound, undefined);
  assert.deepEqual(
    content.frames.map(({ at }) => at),
    [500, 1_500],
  );
});

sampleTest('only as much is decoded as is wanted, and that says so', async () => {
  const content = await decode('sounds/speech.flac', { soundMs: 700 });
  assert.ok(content.is === 'sound');
  assert.deepEqual(
    { bytes: content.pcm.length, ms: content.ms, isCut: content.isCut },
    { bytes: 22_400, ms: 700, isCut: true },
  );
});

const MP4: Foreign = { is: 'needs-ffmpeg', format: 'mov', kind: 'video', ms: 2_000 };

sampleTest('a video that says it lasts for days still shows where it begins to be one', async () => {
  const content = await decoder.decode(readSample('videos/silent.mp4'), { ...MP4, ms: 1e9 }, ALL, NEVER);
  assert.ok(content.is === 'video');
  assert.deepEqual(
    content.frames.map(({ at }) => at),
    [0],
  );
});

sampleTest('what is damaged is broken', async () => {
  const video = readSample('videos/index-at-end.mp4');
  await assert.rejects(decoder.decode(video.subarray(0, 9_000), MP4, ALL, NEVER), { why: 'broken' });
  const sound = { is: 'needs-ffmpeg', format: 'flac', kind: 'sound' } as const;
  await assert.rejects(decoder.decode(Buffer.alloc(5_000, 'fLaC'), sound, ALL, NEVER), { why: 'broken' });
});

sampleTest('FFmpeg opens a file as what it was found to be, so a playlist in it names nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-test-'));
  after(() => rm(folder, { recursive: true }));
  const other = join(folder, 'other.wav');
  await writeFile(other, readSample('sounds/speech.wav'));
  const head = '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n';
  for (const [format, playlist] of [
    ['matroska', `ffconcat version 1.0\nfile '${other}'\n`],
    ['mov', `${head}file://${other}\n#EXT-X-ENDLIST\n`],
    ['aac', `${head}http://127.0.0.1:9/\n#EXT-X-ENDLIST\n`],
  ] as const) {
    const foreign = { is: 'needs-ffmpeg', format, kind: 'sound' } as const;
    await assert.rejects(decoder.decode(Buffer.from(playlist), foreign, ALL, NEVER), { why: 'broken' }, format);
  }
});

/** A program in FFmpeg's place, in a folder of its own. */
const makeProgram = async (t: TestContext, script: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-test-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'ffmpeg'), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return folder;
};
const readPicture = () => assert.fail('no picture was made');
const FLAC: Foreign = { is: 'needs-ffmpeg', format: 'flac', kind: 'sound' };

test('a program that takes too long is killed, and so is one for which nobody waits any more', async (t) => {
  const path = await makeProgram(t, 'echo half of it; echo $$ > "$(dirname "$0")/pid"; exec /bin/sleep 60');
  const clock = new VirtualClock();
  const slow = new FfmpegDecoder({ readPicture, clock, path });
  const begun = async () => {
    for await (const { filename } of watch(path)) if (filename === 'pid') return;
  };
  const waiting = begun();
  const decoding = slow.decode(Buffer.from('x'), FLAC, ALL, NEVER);
  decoding.catch(() => {});
  await waiting;
  await clock.advance(15_000);
  await assert.rejects(decoding, { why: 'slow' });
  const over = new AbortController();
  const again = begun();
  const abandoned = slow.decode(Buffer.from('x'), FLAC, ALL, over.signal);
  abandoned.catch(() => {});
  await again;
  over.abort(new Error('not wanted'));
  await assert.rejects(abandoned, /not wanted/);
});

/** What a program of ours wrote in place of a sound. */
const readWords = async (decoding: ReturnType<FfmpegDecoder['decode']>): Promise<string> => {
  const content = await decoding;
  assert.ok(content.is === 'sound');
  return content.pcm.toString().trim();
};

test('it runs once at a time, however many files there are', async (t) => {
  const path = await makeProgram(
    t,
    'cd "$(dirname "$0")"; mkdir busy && echo alone || echo crowd; /bin/sleep 0.05; rmdir busy; exit 0',
  );
  const decoders = new FfmpegDecoder({ readPicture, clock: systemClock, path });
  const all = Array.from({ length: 4 }, () => readWords(decoders.decode(Buffer.from('x'), FLAC, ALL, NEVER)));
  assert.deepEqual(await Promise.all(all), ['alone', 'alone', 'alone', 'alone']);
});

test('the time that a file waits for another isn’t its own', async (t) => {
  const path = await makeProgram(t, 'cd "$(dirname "$0")"; mkdir first && exec /bin/sleep 60; echo second');
  const clock = new VirtualClock();
  const patient = new FfmpegDecoder({ readPicture, clock, path });
  const begun = (async () => {
    for await (const { filename } of watch(path)) if (filename === 'first') return;
  })();
  const slow = patient.decode(Buffer.from('x'), FLAC, ALL, NEVER);
  slow.catch(() => {});
  const second = patient.decode(Buffer.from('x'), FLAC, ALL, NEVER);
  const over = new AbortController();
  const third = patient.decode(Buffer.from('x'), FLAC, ALL, over.signal);
  third.catch(() => {});
  await begun;
  over.abort(new Error('not wanted'));
  await assert.rejects(third, /not wanted/);
  await clock.advance(15_000);
  await assert.rejects(slow, { why: 'slow' });
  assert.equal(await readWords(second), 'second');
});

test('like the media process it lets calls go first, and it’s bound in what it computes', async (t) => {
  const wait =
    process.platform === 'linux' ? 'until [ "$(cat /proc/$$/oom_score_adj)" = 1000 ]; do /bin/sleep 0.01; done;' : '';
  const path = await makeProgram(t, `${wait} echo "$(nice) $@"`);
  const humble = new FfmpegDecoder({ readPicture, clock: systemClock, path });
  assert.match(await readWords(humble.decode(Buffer.from('x'), FLAC, ALL, NEVER)), /^10 .*-timelimit 20 /);
});

test('a frame of which the media process dies is the last, because the next might be like it', async (t) => {
  const path = await makeProgram(t, 'echo frame');
  let looked = 0;
  const dying = new FfmpegDecoder({
    readPicture: async () => {
      looked += 1;
      throw new MediaFault('broken', { isFatal: true });
    },
    clock: systemClock,
    path,
  });
  await assert.rejects(dying.decode(Buffer.from('x'), MP4, ALL, NEVER), { why: 'broken', isFatal: true });
  assert.equal(looked, 1);
});

test('the program sees a private file, none of our settings, and leaves nothing behind', async (t) => {
  const path = await makeProgram(t, 'set | grep -c SECRET_OF_OURS; echo "$@"');
  process.env.SECRET_OF_OURS = 'yes';
  t.after(() => {
    delete process.env.SECRET_OF_OURS;
  });
  const nosy = new FfmpegDecoder({ readPicture, clock: systemClock, path });
  const words = await readWords(nosy.decode(Buffer.from('x'), FLAC, ALL, NEVER));
  assert.match(words, /^0\n/, 'the environment is empty');
  const file = /file:(\S+)/.exec(words)?.[1] ?? assert.fail(words);
  await assert.rejects(readdir(dirname(file)), { code: 'ENOENT' });
});

test('without FFmpeg that is said', async () => {
  const bare = new FfmpegDecoder({ readPicture: () => assert.fail(), clock: systemClock, path: '/nonexistent' });
  await assert.rejects(bare.decode(readSample('sounds/speech.flac'), { ...MP4, format: 'flac' }, ALL, NEVER), {
    why: 'no-ffmpeg',
  });
});
