import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makeRehearsalModel } from '../../rehearsal/rehearsal-model.ts';
import { Live } from '../../world/live/live.ts';
import { frame } from '../../world/live/steps.ts';
import { sentence } from '../sentences.ts';
import { type Given, run } from './program.ts';

/** A Live server with the rehearsal's model, a directory, and the chat with both. */
const setUp = async () => {
  const live = await Live.listen({ model: makeRehearsalModel({ pause: 0 }) });
  const directory = await mkdtemp(join(tmpdir(), 'parley-chat-'));
  const env = {
    GEMINI_API_KEY: live.key,
    GEMINI_BASE_URL: live.url,
    STORE_URL: `sqlite://${join(directory, 'chat.sqlite')}`,
  };
  const chat = (args: string[], given: Given = {}) => run('src/terminal/chat.ts', { args, env, ...given });
  const clear = () => rm(directory, { recursive: true, force: true });
  return {
    live,
    env,
    directory,
    chat,
    [Symbol.asyncDispose]: () => Promise.all([live.close(), clear()]).then(() => {}),
  };
};

test('one question is answered on standard output, without a Discord token', async () => {
  await using scene = await setUp();
  const { code, out, err } = await scene.chat(['--once', 'hello']);
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.equal(out, 'Hello! This is a rehearsal: I am a small script and no real model.\n');
});

test('each piped line is a turn of one session, and the chat ends with the input', async () => {
  await using scene = await setUp();
  const { code, out } = await scene.chat([], { input: 'say one\n\nwhat did I ask?\n' });
  assert.equal(code, 0);
  assert.equal(out, 'one\nYou asked: say one\n');
  assert.equal(scene.live.connections.length, 1);
});

test('the next chat resumes by the handle, although that comes after the turn', async () => {
  await using scene = await setUp();
  scene.live.handleDelay = 200;
  await scene.chat(['--once', 'say tulip']);
  const { out } = await scene.chat(['--resume', '--once', 'what was my last question?']);
  assert.equal(out, 'You asked: say tulip\n');
  const { setup } = await scene.live.connection(1);
  assert.equal(typeof setup.sessionResumption?.handle, 'string');
});

test('a chat whose handle is dead goes on from its transcript', async () => {
  await using scene = await setUp();
  await scene.chat(['--once', 'say tulip']);
  scene.live.forget();
  const { out } = await scene.chat(['--resume', '--once', 'what was my last question?']);
  assert.equal(out, 'You asked: say tulip\n');
});

test('without --resume a chat knows nothing of the one before', async () => {
  await using scene = await setUp();
  await scene.chat(['--once', 'say tulip']);
  const { out } = await scene.chat(['--once', 'what was my last question?']);
  assert.equal(out, 'Nothing was asked before, as far as I remember.\n');
});

test('every answer is saved as a 24 kHz mono 16 bit WAV under the next free number', async () => {
  await using scene = await setUp();
  const wav = join(scene.directory, 'deep', 'answers');
  await scene.chat(['--wav', wav], { input: 'say one\nsay two\n' });
  const { err } = await scene.chat(['--wav', wav, '--once', 'say three']);
  assert.match(err, /saved .*answer-3\.wav \(\d+\.\d s\)/);
  assert.deepEqual((await readdir(wav)).sort(), ['answer-1.wav', 'answer-2.wav', 'answer-3.wav']);
  const bytes = await readFile(join(wav, 'answer-1.wav'));
  assert.equal(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 12), 'RIFFWAVE');
  const header = [bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)];
  assert.deepEqual(header, [1, 1, 24_000, 16]);
  assert.ok(bytes.length > 44 + 2 * 24_000 * 0.05);
});

test('a folder for sound that cannot be made is told, wherever it is', async () => {
  await using scene = await setUp();
  const { code, err } = await scene.chat(['--wav', '/proc/parley/answers', '--once', 'say one']);
  assert.equal(code, 1);
  assert.match(err, /\/proc\/parley/);
  assert.equal(err.trim().split('\n').length, 1);
});

test('a failure is one sentence on standard error and exit code 1, and never holds the key', async () => {
  await using scene = await setUp();
  const env = { ...scene.env, GEMINI_API_KEY: 'AIzaWrong-0123456789abcdefghijklmnopqrs' };
  const { code, out, err } = await scene.chat(['--once', 'hello'], { env });
  assert.equal(code, 1);
  assert.equal(out, '');
  assert.match(err, /GEMINI_API_KEY/);
  assert.doesNotMatch(err, /AIzaWrong/);
  assert.equal(err.trim().split('\n').length, 1);
});

test('an answer cannot steer the terminal', async () => {
  await using scene = await setUp();
  scene.live.script = () => 'red \u001b[31malert\u0007\nend';
  const { out } = await scene.chat(['--once', 'hello']);
  assert.equal(out, 'red [31malert\nend\n');
});

test('an answer without a word is told', async () => {
  await using scene = await setUp();
  scene.live.script = () => [];
  const { code, err } = await scene.chat(['--once', 'hello']);
  assert.equal(code, 1);
  assert.ok(err.includes(sentence({ code: 'answer.empty' })));
});

/** Between one try and the next they pause, so they do it together. */
describe('a chat that tries again', { concurrency: 2 }, () => {
  test('a retry that needs a pause is waited for, of one question and of piped ones', async () => {
    await using scene = await setUp();
    scene.live.next({ upgrade: 503 }, { upgrade: 503 }, { upgrade: 503 });
    const once = await scene.chat(['--once', 'say one']);
    assert.deepEqual(once, { code: 0, out: 'one\n', err: '' });
    scene.live.next({ upgrade: 503 }, { upgrade: 503 }, { upgrade: 503 });
    const piped = await scene.chat([], { input: 'say two\nsay three\n' });
    assert.deepEqual(piped, { code: 0, out: 'two\nthree\n', err: '' });
  });

  test('Gemini out of reach is a sentence and exit code 1', async () => {
    await using scene = await setUp();
    const env = { ...scene.env, GEMINI_BASE_URL: 'http://127.0.0.1:1' };
    for (const given of [{ args: ['--once', 'hello'] }, { args: [], input: 'hello\n' }]) {
      const { code, out, err } = await scene.chat(given.args, { ...given, env });
      assert.deepEqual({ code, out }, { code: 1, out: '' });
      assert.match(
        err,
        /^Gemini cannot be reached: nothing listens at 127\.0\.0\.1:1\. Check host and port in GEMINI_BASE_URL.* `npm run doctor`/,
      );
      assert.doesNotMatch(err, /1006|in a minute/);
    }
  });

  test('a host of Gemini that is none is told with the setting', async () => {
    await using scene = await setUp();
    // No label of a name may have so many letters, so no name server is asked.
    const env = { ...scene.env, GEMINI_BASE_URL: `https://${'x'.repeat(64)}.invalid` };
    const { code, err } = await scene.chat(['--once', 'hello'], { env });
    assert.equal(code, 1);
    assert.match(
      err,
      /^Gemini cannot be reached: this machine can’t find the host x+\.invalid\. Check .* in GEMINI_BASE_URL.* `npm run doctor`/,
    );
  });
});

test('a refusal that only the reader can end is told to them, and not to a member who should tell them', async () => {
  const refusals = [
    [403, /^Google refuses GEMINI_API_KEY\. Look at the key, .* `npm run doctor` checks everything/],
    [401, /^Google does not accept GEMINI_API_KEY\. Get a key at .* `npm run doctor` checks everything/],
  ] as const;
  for (const [upgrade, says] of refusals) {
    await using scene = await setUp();
    scene.live.next({ upgrade }, { upgrade }, { upgrade }, { upgrade });
    const { code, out, err } = await scene.chat(['--once', 'hello']);
    assert.deepEqual({ code, out }, { code: 1, out: '' });
    assert.match(err, says);
    assert.doesNotMatch(err, /tell the person|this bot/);
  }
});

/** Half a second of a hum. */
const hum = frame({
  serverContent: {
    modelTurn: {
      role: 'model',
      parts: [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data: Buffer.alloc(24_000, 7).toString('base64') } }],
    },
  },
});

test('sound without words is told, and is an answer only where it is saved', async () => {
  await using scene = await setUp();
  scene.live.script = () => [hum];
  const heard = await scene.chat(['--once', 'hello']);
  assert.deepEqual({ code: heard.code, out: heard.out }, { code: 1, out: '' });
  assert.match(heard.err, /sound and without words/);
  const piped = await scene.chat([], { input: 'hello\n' });
  assert.equal(piped.code, 1);
  const wav = join(scene.directory, 'answers');
  const saved = await scene.chat(['--wav', wav, '--once', 'hello']);
  assert.equal(saved.code, 0);
  assert.match(saved.err, /saved .*answer-1\.wav \(0\.5 s\)\n.*without words/);
});

test('a missing key is told with its remedy and exit code 78, before any socket opens', async () => {
  await using scene = await setUp();
  const { code, err } = await scene.chat(['--once', 'hello'], { env: { ...scene.env, GEMINI_API_KEY: '' } });
  assert.equal(code, 78);
  assert.match(err, /GEMINI_API_KEY is missing\. Get it at https/);
  assert.doesNotMatch(err, /DISCORD_TOKEN/);
  assert.equal(scene.live.dials, 0);
});

test('wrong arguments are answered with how to use it and exit code 2', async () => {
  for (const args of [['--nope'], ['hello'], ['--once', ' '], ['--wav']]) {
    const { code, err } = await run('src/terminal/chat.ts', { args });
    assert.equal(code, 2, args.join(' '));
    assert.match(err, /--once TEXT/);
  }
  assert.equal((await run('src/terminal/chat.ts', { args: ['--help'] })).code, 0);
});

test('a wrong value is told of a setting that the chat uses, and of no other', async () => {
  await using scene = await setUp();
  for (const name of ['CONTEXT_TOKENS', 'SEED_TOKENS', 'ANSWER_SILENCE_SECONDS']) {
    const { code, err } = await scene.chat(['--once', 'hello'], { env: { ...scene.env, [name]: '1' } });
    assert.equal(code, 78, name);
    assert.match(err, new RegExp(name));
  }
  const other = await scene.chat(['--once', 'hello'], { env: { ...scene.env, MAX_OPEN_SESSIONS: 'many' } });
  assert.deepEqual([other.code, other.err], [0, '']);
});
