import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startMedia, summarize, tryFile } from '../outcome.ts';
import { readSample } from '../sample-files.ts';

const child = startMedia();
after(() => child.end());

const EXPECTED: Record<string, string> = {
  'sounds/voice-opus-tools.ogg': 'sound',
  'sounds/voice-ffmpeg.ogg': 'sound',
  'sounds/stereo-60ms.ogg': 'sound',
  'sounds/short-packets.ogg': 'sound',
  'sounds/recorder.webm': 'sound',
  'sounds/speech.mp3': 'sound',
  'sounds/variable.mp3': 'sound',
  'sounds/speech.wav': 'sound',
  'sounds/mulaw.wav': 'sound',
  'sounds/adpcm.wav': 'sound for FFmpeg: wav',
  'sounds/surround.ogg': 'sound for FFmpeg: ogg',
  'sounds/vorbis.ogg': 'sound for FFmpeg: ogg',
  'sounds/speech.m4a': 'sound for FFmpeg: mov',
  'sounds/speech.aac': 'sound for FFmpeg: aac',
  'sounds/speech.flac': 'sound for FFmpeg: flac',
  'documents/report.pdf': 'pages',
  'documents/scanned.pdf': 'pages',
  'documents/locked.pdf': 'locked',
  'documents/report.docx': 'unknown',
  'videos/index-at-end.mp4': 'video for FFmpeg: mov',
  'videos/silent.mp4': 'video for FFmpeg: mov',
  'videos/clip.webm': 'video for FFmpeg: matroska',
};

test('every file is what its bytes are, in the media process as it runs', async () => {
  const found: Record<string, string> = {};
  for (const path of Object.keys(EXPECTED)) found[path] = summarize(await tryFile(child, readSample(path)));
  assert.deepEqual(found, EXPECTED);
});
