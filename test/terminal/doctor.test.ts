import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { GatewayIntentBits } from 'discord.js';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { openMonitor } from '../../src/ops/monitor.ts';
import { type Check, examine, makeTools } from '../../src/terminal/check.ts';
import { codecs } from '../../src/terminal/checks/codec-check.ts';
import { http } from '../../src/terminal/checks/http-check.ts';
import { judgeNode } from '../../src/terminal/checks/machine-check.ts';
import { judgeMedia, media } from '../../src/terminal/checks/media-check.ts';
import { listDeclared } from '../../world/live/declaration-verdict.ts';
import type { Script } from '../../world/live/script.ts';
import { say, sayHeard, think, toolCall, write } from '../../world/live/steps.ts';
import { words } from '../../world/live/wire.ts';
import { World } from '../../world/world.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { teachSamples } from './known-samples.ts';
import { run } from './program.ts';
import { row } from './table-row.ts';

/** Does as it is told, and remembers. What is said aloud it understands, thinks about, and answers. */
const obedient: Script = ({ text, images, audio, memory, setup }) => {
  const [tool] = listDeclared(setup);
  if (tool?.name === 'find_price') return [toolCall({ name: 'find_price' }), say('It costs 17 euros.')];
  if (tool) return [say('Here it is.'), write('`ready`'), say('Done.')];
  if (audio.length > 0) return [sayHeard('Hello, are you there?'), think(300), say('Yes, I am.')];
  const isSeen = images.length > 0 || JSON.stringify(memory).includes('image/jpeg');
  if (isSeen && /written (?:large|small)/.test(text)) return /small/.test(text) ? 'otter' : 'plums';
  if (!text.includes('What is the code word')) return 'ready';
  return /code word is (\w+)/.exec(words(memory))?.[1] ?? 'I do not know.';
};

const setUp = async (model: Script = obedient) => {
  const world = await World.open({ model });
  const directory = await mkdtemp(join(tmpdir(), 'parley-doctor-'));
  const env = {
    ...world.settings,
    STORE_URL: `sqlite://${join(directory, 'doctor.sqlite')}`,
    HTTP_PORT: '0',
  };
  const doctor = (args: string[] = [], other: Record<string, string> = {}) =>
    run('src/terminal/doctor.ts', { args, env: { ...env, ...other } });
  const dispose = async () => {
    await rm(directory, { recursive: true, force: true });
    await world.close();
  };
  return { world, directory, doctor, [Symbol.asyncDispose]: dispose };
};

/** What is said to Google, and how long a Discord is waited for, takes its time and little else; meanwhile others are examined. */
describe('the program', { concurrency: 2 }, () => {
  test('with --live every assumption is told with what was seen and the setting it hangs on', async () => {
    await using scene = await setUp();
    await teachSamples(scene.world.live);
    const { code, out } = await scene.doctor(['--live']);
    assert.equal(code, 0, out);
    assert.match(out, /about five minutes and costs some ten cents/);
    assert.match(row(out, 'API version'), /^ok .*v1beta works, v1 is refused.*\n.*GEMINI_API_VERSION/);
    assert.match(row(out, 'the key may be in a header'), /^ok .*works.*\n.*GEMINI_KEY_IN/);
    assert.match(row(out, 'a fresh session takes history'), /^ok .*marmalade.*\n.*src\/live\/protocol\/models\.ts/);
    assert.match(row(out, 'a handle resumes a session'), /^ok .*marmalade.*\n.*HANDLE_LIFE/);
    assert.match(row(out, 'the text ends with the answer'), /^ok .*all text was there.*\n.*TRAILING/);
    assert.match(row(out, 'time to first text'), /^ok .*median of 3: \d+ ms/);
    assert.match(row(out, 'an answer goes on after what it wrote'), /^ok .*then it said "Done\."\n.*`tools`/);
    assert.match(row(out, 'a function is waited for'), /^ok .*BLOCKING: nothing was said before the result.*17 euros/);
    assert.match(row(out, 'a picture in a message is seen'), /^ok .*258 tokens of pictures/);
    assert.match(row(out, 'what has to be seen is written'), /^ok .*10 of 10 .*\n.*WRITTEN_ANSWERS/);
    assert.match(
      row(out, 'a name stands before speech'),
      /^ok .*the connection stands.*\n.*src\/live\/protocol\/models\.ts/,
    );
    assert.match(row(out, 'our end of speech is answered'), /^ok .*first sound \d+ ms after.*Yes, I am.*\n.*TURN_END/);
    assert.match(row(out, 'Google finds the end of speech'), /^ok .*first sound \d+ ms after.*\n.*TURN_END/);
    assert.match(row(out, 'the end of the stream ends speech'), /^ok .*200 ms of silence.*\n.*FED/);
    assert.match(row(out, 'an end of speech is taken back'), /^ok .*interrupted after \d+ ms.*\n.*TURN_PAUSE_MS/);
    assert.match(row(out, 'speech is written down'), /^ok .*"Hello, are you there\?", \d+ ms after/);
    scene.world.live.unexpected.length = 0;
  });

  test('a Discord that never answers ends the doctor in time, with the exit code of what is broken', async () => {
    await using scene = await setUp();
    const gate = scene.world.discord.hold('GET /users/@me');
    try {
      const { code, out } = await scene.doctor();
      assert.equal(code, 1, out);
      assert.match(row(out, 'Discord token'), /^FAIL .*no answer from 127\.0\.0\.1:\d+ in time\n.*DISCORD_API_URL/);
    } finally {
      gate.release();
    }
  });

  describe('that ends soon', { concurrency: false }, () => {
    test('a healthy bot passes every check, in a table whose columns are aligned', async () => {
      await using scene = await setUp();
      scene.world.discord.seedCommand({ name: 'ask', type: 1, description: 'Ask' });
      const { code, out } = await scene.doctor();
      assert.equal(code, 0, out);
      assert.doesNotMatch(out, /FAIL/);
      assert.match(row(out, 'Discord token'), /the bot Parley/);
      assert.match(row(out, 'Discord intents'), /^ok .*no privileged intent is needed/);
      assert.match(row(out, 'Discord commands'), /\/ask/);
      assert.match(row(out, 'Gemini model'), /gemini-3\.8-live is listed in v1beta/);
      assert.match(row(out, 'decision model'), /^note /);
      assert.match(row(out, 'MCP servers'), /^ok .*none/);
      const starts = out.split('\n').flatMap((line) => /^(?:ok) +\S.*? {2,}(?=\S)/.exec(line)?.[0].length ?? []);
      assert.equal(new Set(starts).size, 1);
      assert.ok(starts.length >= 10);
    });

    test('wrong settings are rows with their remedy, and what does not need them is checked all the same', async () => {
      await using scene = await setUp();
      const { code, out } = await scene.doctor([], { DISCORD_TOKEN: '', STORE_URL: 'nowhere', SHARDS: '3' });
      assert.equal(code, 1);
      assert.match(row(out, 'DISCORD_TOKEN'), /^FAIL .*is missing\n.*discord\.com\/developers/);
      assert.match(row(out, 'STORE_URL'), /^FAIL .*must be sqlite/);
      assert.match(row(out, 'SHARDS'), /^FAIL /);
      assert.match(row(out, 'Discord gateway'), /^skip .*needs DISCORD_TOKEN/);
      assert.match(row(out, 'store'), /^skip /);
      assert.match(row(out, 'Live session'), /^ok /);
    });

    test('a store that is not there yet is looked for and not made; the words of messages are granted', async () => {
      await using scene = await setUp();
      scene.world.discord.gateway.allowedIntents = GatewayIntentBits.MessageContent;
      const { out } = await scene.doctor([], {
        STORE_URL: `sqlite://${scene.directory}/new/store.sqlite`,
        MESSAGE_CONTENT: 'on',
      });
      assert.match(row(out, 'Discord intents'), /^ok .*Message Content is granted/);
      assert.match(row(out, 'store'), /^ok .*isn’t there yet, and Parley makes it when it starts/);
      assert.match(row(out, 'encryption'), /^note .*stored as they are/);
      assert.deepEqual(await readdir(scene.directory), []);
    });

    test('a store that could not be made is told', async () => {
      await using scene = await setUp();
      const { out } = await scene.doctor([], { STORE_URL: 'sqlite:///proc/none/store.sqlite' });
      assert.match(row(out, 'store'), /^FAIL .*cannot be opened or made/);
    });

    test('keys that nobody accepts fail with what to do, and are not shown', async () => {
      await using scene = await setUp();
      const secrets = { DISCORD_TOKEN: 'wrong.token.of-mine', GEMINI_API_KEY: 'wrong-key-of-mine' };
      const { code, out } = await scene.doctor([], secrets);
      assert.equal(code, 1);
      assert.match(row(out, 'Discord token'), /^FAIL .*does not accept DISCORD_TOKEN\n.*Reset Token/);
      assert.match(row(out, 'Gemini key'), /^FAIL .*API key not valid.*\n.*aistudio/);
      assert.match(row(out, 'store'), /^ok /);
      assert.doesNotMatch(out, /of-mine/);
      assert.equal(scene.world.discord.complaints.splice(0).length, 1);
    });

    test('a .env that cannot be read, and arguments that nobody knows, have exit codes of their own', async () => {
      await using scene = await setUp();
      await mkdir(join(scene.directory, '.env'));
      const unread = await run('src/terminal/doctor.ts', { cwd: scene.directory });
      assert.deepEqual([unread.code, unread.out], [78, '']);
      assert.match(unread.err, /can’t read the file \.env: it’s a folder\. Remove the folder/);
      const { code, err } = await scene.doctor(['--life']);
      assert.equal(code, 2);
      assert.match(err, /--life(?:.|\n)*--live/);
    });
  });
});

test('a port that a running Parley has is as it should be', async () => {
  const ports: number[] = [];
  const log = pino({}, { write: (line: string) => void ports.push(JSON.parse(line).port) });
  const monitor = await openMonitor({ host: '127.0.0.1', port: 0 }, log);
  const [port] = ports;
  const config = readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y', HTTP_PORT: `${port}` });
  using tools = makeTools({ config, clock: new VirtualClock() });
  const seen = `a running Parley is using port ${port} of 127.0.0.1`;
  assert.deepEqual(await examine(http, tools), { name: 'HTTP port', ok: true, seen });
  await monitor.close();
});

test('a Node that is too old is told with how to get one that is not', () => {
  assert.deepEqual(judgeNode('24.0.0'), { ok: true, seen: '24.0.0' });
  assert.match(JSON.stringify(judgeNode('20.19.5')), /"ok":false.*20\.19\.5 is too old.*npm ci/);
});

const patient = { config: readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y' }), clock: new VirtualClock() };

test('a check that hangs fails after 8 seconds and is told to stop', async () => {
  let given: AbortSignal | undefined;
  const hanging: Check = {
    name: 'hanging',
    needs: [],
    remedy: 'Wait.',
    run: ({ signal }) => {
      given = signal;
      return new Promise(() => {});
    },
  };
  using tools = makeTools(patient);
  const row = examine(hanging, tools);
  await patient.clock.advance(8_000);
  assert.deepEqual(await row, { name: 'hanging', ok: false, seen: 'no answer within 8 s', remedy: 'Wait.' });
  assert.equal(given?.aborted, true);
});

test('codecs, the encryption of calls and voice activity are proved, not only loaded', async () => {
  using tools = makeTools(patient);
  const rows = await Promise.all(codecs.map((check) => examine(check, tools)));
  assert.deepEqual(
    rows.map(({ name, ok, seen }) => [name, ok, seen.replace(/\d+ %/, 'N %')]),
    [
      ['WAV codec', true, 'writes 24 kHz mono 16 bit'],
      ['Opus codec', true, 'encodes and decodes; the native library'],
      ['DAVE encryption', true, 'makes keys for protocol version 1'],
      ['voice activity', true, 'tells speech from silence (N % of a sentence)'],
    ],
  );
});

test('files are read in a process of their own, and FFmpeg is only missed', async () => {
  using tools = makeTools(patient);
  const { ok, seen } = await examine(media, tools);
  assert.notEqual(ok, false, seen);
  assert.match(seen, /^texts, pictures, documents and recordings are read/);
  assert.equal(judgeMedia([], '/usr/bin/ffmpeg').ok, true);
  assert.equal(judgeMedia([], undefined).ok, 'note');
  assert.deepEqual(judgeMedia(['pictures'], undefined).seen, 'files are opened, but not pictures');
});

test('files that a busy machine doesn’t come to read are no damaged packages', async () => {
  // The time for files is over at once, and that of the whole examination never.
  const sleep = (ms: number) => (ms < 8_000 ? Promise.resolve() : new Promise<void>(() => {}));
  using tools = makeTools({ ...patient, clock: { ...systemClock, sleep } });
  const { ok, seen } = await examine(media, tools);
  assert.equal(ok, 'note', seen);
  assert.match(seen, /^not read to the end within 6 s, because this machine is busy/);
});
