import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import wavefile from 'wavefile';
import { Rehearsal } from '../../rehearsal/rehearsal.ts';
import { BotDiedError } from '../../rehearsal/resident.ts';
import { readSound, writeSound } from '../../rehearsal/sound-file.ts';
import { View } from '../../rehearsal/view.ts';
import { helloAreYouThere, powerAt, rootMeanSquare } from '../../world/discord/voice/signals.ts';
import { cut, durationOf } from '../../world/discord/voice/sound.ts';
import { sentence } from '../sentences.ts';
import { run } from '../terminal/program.ts';

const rehearse = (...lines: string[]) =>
  run('rehearsal/index.ts', { input: lines.map((line) => `${line}\n`).join('') });

/** An empty folder that's removed after the test. */
const folderOf = async (t: TestContext, name: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `parley-${name}-`));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** What the model says about speech. A busy machine speaks with gaps, which make what is heard longer. */
const HEARD = /I heard (?!0\.)\d+\.\d seconds of sound/;

/** The arguments of Node for a rehearsal that logs. */
const PROGRAM = [fileURLToPath(new URL('../../rehearsal/index.ts', import.meta.url)), '--log'];

test('a panel is shown, picked from and edited, and its form is filled in', async () => {
  const { code, out, err } = await rehearse(
    '/fill captions: all',
    '/settings panel',
    '/pick nothing',
    '/pick in calls',
    '/press edit 1-5',
    '/fill captions: everything',
    '/fill captions: all greeting: Hello there',
    '/press edit 6-10',
    '/fill call.talk: members',
    '/settings show setting: greeting',
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.match(out, /There’s no form open/);
  assert.match(out, /There’s no “nothing” to pick here, only Voice and character, In calls/);
  assert.match(
    out,
    /\(A form opens: In calls \(1–5\)\.[\s\S]*\n {2}captions: as-inherited {2}Captions \(as-inherited, off,/,
  );
  assert.match(out, /"captions" does not offer "everything"/);
  assert.match(out, /Saved: Captions · Greeting\./);
  assert.match(out, /Saved: Talk button\./);
  assert.match(out, /\*\*Greeting\*\*: Hello there \*\(this server\)\*/);
});

test('what is typed is answered line by line by the real bot, which remembers after a restart', async () => {
  const { code, out, err } = await rehearse(
    '/ask question: hello',
    '@parley what is the capital of Brazil?',
    'Just chatting.',
    'Still chatting.',
    'exit',
    '/restart',
    '/ask what was my last question?',
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const [, dialogue = ''] = out.split('/quit      end the rehearsal\n\n');
  assert.deepEqual(dialogue.trim().split('\n'), [
    'You: /ask question: hello',
    'Parley: Hello, You! This is a rehearsal: I am a small script and no real model.',
    'You: @parley what is the capital of Brazil?',
    'Parley: The capital of Brazil is Brasília.',
    'You: Just chatting.',
    '(Parley reads only what is said to it, such as “@Parley Just chatting.” or “/ask Just chatting.”. This hint comes once.)',
    'You: Still chatting.',
    'You: exit',
    '(/quit ends the rehearsal.)',
    'You: /restart',
    '(Parley was restarted.)',
    'You: /ask what was my last question?',
    'Parley: You, you asked: what is the capital of Brazil?',
  ]);
});

test('buttons can be pressed, and others can speak', async () => {
  const { code, out } = await rehearse(
    '/ask say tulip',
    '/as Ada',
    '/reset',
    '/as You',
    '/reset',
    '/press Anything',
    '/press [forget everything]',
    '/press Nothing',
    '/ask what was my last question?',
    '/join',
    // As a keyboard has it: the button's label has another apostrophe.
    "/press don't listen to me",
    '/quit',
    '/ask never read',
  );
  assert.equal(code, 0);
  assert.ok(out.includes(`Ada: /reset\nParley (only you see this): ${sentence({ code: 'reset.not-allowed' })}`));
  assert.match(out, /\[Forget everything\] \[Keep it\]\n/);
  assert.match(out, /There’s no \[Anything\] button here, only \[Forget everything\] \[Keep it\] \[Ask again\]\./);
  assert.ok(out.includes(sentence({ code: 'reset.done' })));
  assert.match(out, /There’s no \[Nothing\] button here, only \[Ask again\]\./);
  assert.match(out, /Parley: Nothing was asked before, as far as I remember\./);
  assert.ok(out.includes(sentence({ code: 'consent.unheard' })));
  assert.doesNotMatch(out, /never read/);
});

test('a message that is too long for Discord is refused, and a long answer shown before the next line is read', async () => {
  const { code, out, err } = await rehearse(
    `@Parley ${'x'.repeat(1_000_000)}`,
    '@Parley say tulip',
    '/ask write me a long story',
    '/ask say tulip',
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const [refused = '', story = ''] = out.split('You: /ask write me a long story\n');
  assert.match(
    refused,
    /x\nA message takes at most 4000 characters; these are 1000008\.\nYou: @Parley say tulip\nParley: tulip\n$/,
  );
  assert.match(story, /\S\nYou: \/ask say tulip\nParley: tulip\n$/);
  assert.ok(story.length > 5_000, `${story.length} characters`);
});

test('messages are sent, replied to and forwarded, and what cannot be is told', async () => {
  const { code, out, err } = await rehearse(
    '/reply 1 @Parley hello',
    '/voice hello.wav',
    '/send none.txt @Parley what is this?',
    '/send program.ts, program.ts',
    '/reply 1 @Parley say tulip',
    '/voice none.wav',
    '/forward 9',
    '/about 2 @Parley what does this mean?',
    '/forward 1',
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const said = (line: string) => out.split(`You: ${line}\n`)[1]?.split('\nYou: ')[0]?.trimEnd();
  assert.equal(said('/reply 1 @Parley hello'), 'There’s no message here yet.');
  assert.match(said('/voice hello.wav') ?? '', /^A voice message replies to Parley, so mention/);
  assert.equal(said('/send none.txt @Parley what is this?'), 'none.txt: no such file.');
  assert.match(
    said('/send program.ts, program.ts') ?? '',
    /such as “\/send program\.ts, program\.ts @Parley what is this\?”\./,
  );
  assert.match(said('/reply 1 @Parley say tulip') ?? '', /^Parley: tulip\n\n-# Discord doesn’t show me the message/);
  assert.equal(said('/voice none.wav'), 'none.wav: no such file.');
  assert.equal(said('/forward 9'), 'There’s no message 9 here: 1 is the newest, and 3 the oldest.');
  assert.match(
    said('/about 2 @Parley what does this mean?') ?? '',
    /I was given: the question is about You's message; its words follow: “@Parley say tulip”$/,
  );
  assert.match(said('/forward 1') ?? '', /I was given: a forwarded message; its words follow: “-# You asked/);
});

test('files are sent, and the model tells what it was given, also when it is asked again', async () => {
  const { code, out, err } = await rehearse(
    '/send ../media/files/texts/shift_jis.txt @Parley what is this?',
    '/ask what is this? file: ../media/files/pictures/transparent.png',
    '/voice ../../src/terminal/recording/hello.wav',
    '/send ../media/files/documents/locked.pdf @Parley say tulip',
    '/send program.ts, ../media/files/pictures/transparent.png @Parley what are these?',
    '/ask write me a table',
    '/ask show some code',
    '@Parley formula',
    '/send program.ts @Parley what is this?',
    '/press Ask again',
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const said = out
    .split('\nYou: ')
    .slice(1)
    .map((part) => part.trimEnd().split('\n').slice(1).join('\n'));
  assert.match(
    said[0] ?? '',
    /I was given: file 1 “shift_jis\.txt”, a text, \d+ bytes: “\p{Script=Hiragana}?.*[\p{Script=Han}\p{Script=Hiragana}]/u,
  );
  assert.match(
    said[1] ?? '',
    /I was given: file 1 “transparent\.png”, a picture, \d+ × \d+ · I see a picture of \d+ × \d+/,
  );
  assert.match(said[2] ?? '', /I heard 1\.\d seconds of sound/);
  assert.match(said[3] ?? '', /^Parley: tulip\n\n-# .*locked\.pdf.*password/);
  assert.match(said[4] ?? '', /given: file 1 “program\.ts”.* · file 2 “transparent\.png”, a picture/);
  assert.match(said[5] ?? '', /Jupiter.*97.*\n[\s\S]*That is a table\./);
  assert.match(said[6] ?? '', /console\.log\(n \* n\)[\s\S]*That is code\./);
  assert.match(said[7] ?? '', /4ac[\s\S]*That is a formula\./);
  const [first, again] = said.slice(8).map((answer) => /^Parley: .*given: file 1 “program\.ts”.*$/m.exec(answer)?.[0]);
  assert.ok(first, out);
  assert.equal(again, first);
});

test('who enters the voice channel can talk with the bot, and what it said there can be saved', async (t) => {
  const folder = await folderOf(t, 'spoken');
  const [said, heard] = [join(folder, 'said.wav'), join(folder, 'heard.wav')];
  await writeSound(said, helloAreYouThere());
  const { code, out, err } = await rehearse(
    `/say ${said}`,
    '/join',
    `/say ${said}`,
    `/save ${heard}`,
    '/press Leave',
    // Then the answer is only spoken, and it is told of.
    '/join captions: off',
    `/say ${said}`,
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.match(out, /You can’t be heard: use \/join to enter/);
  assert.match(out, /You: \/join\nParley: .*I’m listening in #Lounge/);
  assert.match(out, new RegExp(`${HEARD.source}, but a rehearsal has no ears for words\\.\nYou: /save`));
  assert.match(out, /I’ve left #Lounge\.\nYou: \/join captions: off\n/);
  assert.match(out, /said\.wav\n\(Parley answered out loud; \/save saves it\.\)\n$/);
  const sound = await readSound(heard);
  // A character takes 60 ms to say, and the answer has some 70 of them.
  assert.ok(durationOf(sound) > 3_000, `${durationOf(sound)} ms`);
  // Within an answer the tone is one; between two its phase may jump.
  const tone = powerAt(cut(sound, durationOf(sound) - 1_500, durationOf(sound) - 500), 200);
  assert.ok(tone > 0.9, `${tone} of the sound is the tone of the answer`);
  assert.match(out, new RegExp(`saved \\S+heard\\.wav \\(${(durationOf(sound) / 1_000).toFixed(1)} s\\)`));
});

test('a bot that was killed or restarted in a call hears what is said next', async (t) => {
  const folder = await folderOf(t, 'again');
  const said = join(folder, 'said.wav');
  await writeSound(said, helloAreYouThere());
  const { code, out, err } = await rehearse('/join', '/kill', `/say ${said}`, '/restart', `/say ${said}`);
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.deepEqual(
    out
      .split('\nYou: ')
      .filter((part) => HEARD.test(part))
      .map((part) => part.split(' ', 1)[0]),
    ['/say', '/say'],
    out,
  );
});

test('a WAV file of any rate, depth and number of channels is read as the same sound', async (t) => {
  const folder = await folderOf(t, 'sounds');
  const path = join(folder, 'stereo.wav');
  const samples = Float64Array.from(
    { length: 44_100 },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * 440 * index) / 44_100),
  );
  const file = new wavefile.WaveFile();
  file.fromScratch(2, 44_100, '32f', [samples, samples]);
  for (const depth of ['32f', '24', '16', '8']) {
    file.toBitDepth(depth);
    await writeFile(path, file.toBuffer());
    const sound = await readSound(path);
    assert.equal(sound.rate, 48_000);
    assert.ok(Math.abs(durationOf(sound) - 1_000) < 2, `${depth}: ${durationOf(sound)} ms`);
    assert.ok(powerAt(sound, 440) > 0.95, `${depth}: ${powerAt(sound, 440)}`);
    assert.ok(Math.abs(rootMeanSquare(sound) - 0.5 / Math.SQRT2) < 0.02, `${depth}: ${rootMeanSquare(sound)}`);
  }
  await assert.rejects(readSound(join(folder, 'none.wav')), /none\.wav: no such file\./);
  await writeFile(path, 'words');
  await assert.rejects(readSound(path), /stereo\.wav: can’t be read as a WAV file/);
});

test('a bot that dies is told with its last log lines, and leaves nothing behind', async (t) => {
  const folder = await folderOf(t, 'temporary');
  const rehearsal = await Rehearsal.open({ view: new View(() => {}), temporary: folder });
  const made = await readdir(folder);
  assert.ok(rehearsal.pid);
  process.kill(rehearsal.pid, 'SIGKILL');
  await assert.rejects(rehearsal.died, (error) => {
    assert.ok(error instanceof BotDiedError);
    assert.match(error.message, /killed by SIGKILL[\s\S]*ready/);
    return true;
  });
  await rehearsal.abandon();
  assert.match(made.join(), /^parley-rehearsal-/);
  assert.deepEqual(await readdir(folder), []);
});

test('a rehearsal whose output nobody reads any more ends well', async () => {
  const child = spawn(process.execPath, PROGRAM, { stdio: ['pipe', 'pipe', 'pipe'] });
  const log = text(child.stderr);
  const ended = once(child, 'close');
  child.stdin.on('error', () => {});
  child.stdin.end('/ask say tulip\n'.repeat(50));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  assert.deepEqual(await ended, [0, null]);
  assert.match(await log, /"msg":"stopped"/);
  assert.doesNotMatch(await log, /EPIPE/);
});

test('Ctrl-C ends a rehearsal well, and leaves nothing behind', async (t) => {
  const folder = await folderOf(t, 'temporary');
  const child = spawn(process.execPath, PROGRAM, {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Where `os.tmpdir` is, on every system.
    env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder },
  });
  const log = text(child.stderr);
  const ended = once(child, 'close');
  let made: string[] = [];
  for await (const piece of child.stdout) {
    if (!String(piece).includes('/quit')) continue;
    made = await readdir(folder);
    child.kill('SIGINT');
  }
  assert.deepEqual(await ended, [0, null]);
  assert.match(await log, /"msg":"stopped"/);
  assert.ok(
    made.some((name) => name.startsWith('parley-rehearsal-')),
    String(made),
  );
  assert.deepEqual(await readdir(folder), []);
});
