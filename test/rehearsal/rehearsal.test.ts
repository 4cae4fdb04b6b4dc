import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import wavefile from 'wavefile';
import { Rehearsal } from '../../rehearsal/rehearsal.ts';
import { BotDiedError } from '../../rehearsal/resident.ts';
import { readSound, writeSound } from '../../rehearsal/sound-file.ts';
import { View } from '../../rehearsal/view.ts';
import { helloAreYouThere, makeTone, powerAt, rootMeanSquare } from '../../world/discord/voice/signals.ts';
import { cut, durationOf } from '../../world/discord/voice/sound.ts';
import { sentence } from '../sentences.ts';
import { run } from '../terminal/program.ts';

/**
 * Types the lines of several stories in one rehearsal, because it takes long to begin. Resolves, when it has ended well, with
 * what was said to each line of each story.
 */
const rehearse = async <Story extends string>(
  stories: Record<Story, string[]>,
  env: Record<string, string> = {},
): Promise<Record<Story, string[]>> => {
  const typed = Object.values<string[]>(stories).flat();
  const input = typed.map((line) => `${line}\n`).join('');
  const { code, out, err } = await run('rehearsal/index.ts', { input, env });
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.doesNotMatch(out, /has not finished/, 'everything that was waited for came');
  const said = out
    .split(/\n(?:You|Ada): /)
    .slice(1)
    .map((part) => part.trimEnd().split('\n').slice(1).join('\n'));
  const ofStory = ([name, lines]: [string, string[]]) => [name, said.splice(0, lines.length)];
  return Object.fromEntries(Object.entries<string[]>(stories).map(ofStory));
};

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

/** A home with sounds that can be said and files that can't, and what must not be overwritten. */
const furnish = async (home: string): Promise<void> => {
  const at = (name: string) => join(home, name);
  await writeSound(at('hello you.wav'), helloAreYouThere());
  await writeSound(at('hum.wav'), makeTone(440, 800));
  const long = new wavefile.WaveFile();
  long.fromScratch(1, 8_000, '8', new Uint8Array(181 * 8_000));
  await writeFile(at('long.wav'), long.toBuffer());
  for (const name of ['diary.txt', 'diary.wav']) await writeFile(at(name), 'Dear diary');
  await mkdir(at('folder.wav'));
  await writeFile(at('empty.wav'), '');
  await writeFile(at('big.wav'), '');
  await truncate(at('big.wav'), 40_000_001);
};

describe('a rehearsal without a terminal', () => {
  test('what is typed is done, and told line by line', async (t) => {
    const stories = await rehearse({
      messages: [
        '/reply 1 @Parley hello',
        '/voice hello.wav',
        '/send none.txt @Parley what is this?',
        '/send program.ts, program.ts',
        '/reply 1 @Parley say tulip',
        '/voice none.wav',
        '/forward 9',
        '/about 2 @Parley what does this mean?',
        '/forward 1',
      ],
      buttons: [
        '/ask say tulip',
        '/as Ada',
        '/reset',
        '/as You',
        '/reset',
        '/press Anything',
        '/press [forget everything]',
        '/press Nothing',
        '/ask what was my last question?',
      ],
      panel: [
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
      ],
      long: [`@Parley ${'x'.repeat(1_000_000)}`, '@Parley say tulip', '/ask write me a long story', '/ask say tulip'],
      files: [
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
      ],
      wrong: [
        '/join channel: Bar',
        '/join listen: all',
        '/join volume: 3',
        '/status now',
        '/join channel: <#1> listen: off captions: off',
        '/join channel: #Lounge captions: all',
        '/join channel: Lounge listen: everyone',
      ],
      // As a keyboard has it: the button's label has another apostrophe.
      end: ['/join', "/press don't listen to me", '/quit'],
      beyond: ['/ask never read'],
    });

    await t.test('messages are sent, replied to and forwarded, and what cannot be is told', () => {
      const [early, unheard, missing, unread, replied, silent, far, about, forwarded] = stories.messages;
      assert.equal(early, 'There’s no message here yet.');
      assert.match(unheard ?? '', /^A voice message replies to Parley, so mention/);
      assert.equal(missing, 'none.txt: no such file.');
      assert.match(unread ?? '', /such as “\/send program\.ts, program\.ts @Parley what is this\?”\./);
      assert.match(replied ?? '', /^Parley: tulip\n\n-# Discord doesn’t show me the message/);
      assert.equal(silent, 'none.wav: no such file.');
      assert.equal(far, 'There’s no message 9 here: 1 is the newest, and 3 the oldest.');
      assert.match(
        about ?? '',
        /I was given: the question is about You's message; its words follow: “@Parley say tulip”$/,
      );
      assert.match(forwarded ?? '', /I was given: a forwarded message; its words follow: “-# You asked/);
    });

    await t.test('buttons can be pressed, and others can speak', () => {
      const [, , refused, , asked, no, done, none, forgotten] = stories.buttons;
      assert.equal(refused, `Parley (only you see this): ${sentence({ code: 'reset.not-allowed' })}`);
      assert.match(asked ?? '', /\[Forget everything\] \[Keep it\]$/);
      assert.equal(no, 'There’s no [Anything] button here, only [Forget everything] [Keep it] [Ask again] [Listen].');
      assert.ok(done?.includes(sentence({ code: 'reset.done' })), done);
      assert.equal(none, 'There’s no [Nothing] button here, only [Ask again] [Listen].');
      assert.match(forgotten ?? '', /^Parley: Nothing was asked before, as far as I remember\./);
      assert.ok(stories.end[1]?.includes(sentence({ code: 'consent.unheard' })), stories.end[1]);
      assert.deepEqual(stories.beyond, []);
    });

    await t.test('a panel is shown, picked from and edited, and its form is filled in', () => {
      const [none, , nothing, , form, wrong, saved, , talk, shown] = stories.panel;
      assert.match(none ?? '', /There’s no form open/);
      assert.match(nothing ?? '', /There’s no “nothing” to pick here, only Voice and character, In calls/);
      assert.match(
        form ?? '',
        /\(A form opens: In calls \(1–5\)\.[\s\S]*\n {2}captions: as-inherited {2}Captions \(as-inherited, off,/,
      );
      assert.match(wrong ?? '', /"captions" does not offer "everything"/);
      assert.match(saved ?? '', /Saved: Captions · Greeting\./);
      assert.match(talk ?? '', /Saved: Talk button\./);
      assert.match(shown ?? '', /\*\*Greeting\*\*: Hello there \*\(this server\)\*/);
    });

    await t.test('somebody who writes a command wrongly is helped, and goes on', () => {
      const [nowhere, all, volume, status, ...named] = stories.wrong;
      assert.equal(nowhere, 'channel: there is no “Bar” to choose, only #Lounge.');
      assert.match(all ?? '', /^“all” is not a choice of listen\. Choose one of\n {2}auto: .*\n {2}everyone: /);
      assert.match(volume ?? '', /^\/join has no option “volume”\. Write it as: \/join \[channel: …\] /);
      assert.equal(status, '/status takes nothing after its name.');
      assert.equal(named.length, 3);
      for (const said of named) assert.match(said, /\(only you see this\): I’m in #Lounge\./);
    });

    await t.test(
      'what is too long for Discord is refused, and a long answer shown before the next line is read',
      () => {
        const [refused, after, story = '', next] = stories.long;
        assert.equal(refused, 'A message takes at most 2000 characters; these are 1000008.');
        assert.deepEqual([after, next], ['Parley: tulip', 'Parley: tulip']);
        assert.ok(story.length > 5_000, `${story.length} characters`);
      },
    );

    await t.test('files are sent, and the model tells what it was given, also when it is asked again', () => {
      const said = stories.files;
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
      const [first, again] = said
        .slice(8)
        .map((answer) => /^Parley: .*given: file 1 “program\.ts”.*$/m.exec(answer)?.[0]);
      assert.ok(first, said.join('\n'));
      assert.equal(again, first);
    });
  });

  test('the real bot answers in writing and aloud, and goes on after a restart', async (t) => {
    const home = await folderOf(t, 'spoken');
    await furnish(home);
    const said = join(home, 'hello.wav');
    await writeSound(said, helloAreYouThere());
    const typed = {
      typed: [
        '/ask question: hello',
        '@parley what is the capital of Brazil?',
        'Just chatting.',
        'Still chatting.',
        'exit',
        '/restart',
        '/ask what was my last question?',
      ],
      unsaid: [
        '/say ~/none.wav',
        '/say ~',
        '/say ~/empty.wav',
        '/say ~/diary.txt',
        '/say ~/big.wav',
        '/say ~/long.wav',
        '/save',
        ...(process.platform === 'win32' ? [] : ['/say /dev/zero']),
      ],
      spoken: [`/say ${said}`, '/join', '/say ~/hum.wav', "/say '~/hello you.wav'", '/save ~/heard.wav'],
      saved: [
        '/save ~/diary.txt',
        '/save ~/diary.wav',
        '/save ~/no/answer.wav',
        '/save ~/folder.wav',
        '/save "~/my answer.wav"',
        '/save ~/my\\ answer.wav',
      ],
      // Then the answer is only spoken, and it is told of.
      silent: ['/press Leave', '/join captions: off', `/say ${said}`],
      again: ['/leave', '/join captions: all', '/kill', `/say ${said}`, '/restart', `/say ${said}`],
    };
    const stories = await rehearse(typed, { HOME: home, USERPROFILE: home });

    await t.test('what is typed is answered line by line by the real bot, which remembers after a restart', () => {
      assert.deepEqual(stories.typed, [
        'Parley: Hello, You! This is a rehearsal: I am a small script and no real model.',
        'Parley: The capital of Brazil is Brasília.',
        '(Parley reads only what is said to it, such as “@Parley Just chatting.” or “/ask Just chatting.”. This hint comes once.)',
        '',
        '(/quit ends the rehearsal.)',
        '(Parley was restarted.)',
        'Parley: You, you asked: what is the capital of Brazil?',
      ]);
    });

    await t.test('what cannot be said is told file by file', () => {
      const [missing, folder, empty, diary, big, long, unheard, endless = ': is not a regular file.'] = stories.unsaid;
      assert.match(missing ?? '', /none\.wav: no such file\.$/);
      assert.match(folder ?? '', /: is a folder\.$/);
      assert.match(empty ?? '', /: is empty\.$/);
      assert.match(diary ?? '', /: can’t be read as a WAV file\.$/);
      assert.match(big ?? '', /: is too big \(40\.0 MB, at most 40\.0 MB\)\.$/);
      assert.match(long ?? '', /: is too long \(181 seconds, at most 180\)\.$/);
      assert.match(unheard ?? '', /Parley has not said anything aloud yet\.$/);
      assert.match(endless, /: is not a regular file\.$/);
    });

    await t.test(
      'who enters the voice channel can talk with the bot, and what it said there can be saved',
      async () => {
        const [outside, joined, hum, answer, saved] = stories.spoken;
        assert.match(outside ?? '', /You can’t be heard: use \/join to enter/);
        assert.match(joined ?? '', /^Parley: .*I’m listening in #Lounge/);
        assert.match(hum ?? '', /hum\.wav: no speech was heard in it\.$/);
        assert.match(answer ?? '', new RegExp(`${HEARD.source}, but a rehearsal has no ears for words\\.$`));
        const [left, , aloud] = stories.silent;
        assert.match(left ?? '', /I’ve left #Lounge\.$/);
        assert.equal(aloud, '(Parley answered out loud; /save saves it.)');
        const sound = await readSound(join(home, 'heard.wav'));
        // A character takes 60 ms to say, and the answer has some 70 of them.
        assert.ok(durationOf(sound) > 3_000, `${durationOf(sound)} ms`);
        // Within an answer the tone is one; between two its phase may jump.
        const tone = powerAt(cut(sound, durationOf(sound) - 1_500, durationOf(sound) - 500), 200);
        assert.ok(tone > 0.9, `${tone} of the sound is the tone of the answer`);
        assert.match(
          saved ?? '',
          new RegExp(`saved \\S+heard\\.wav \\(${(durationOf(sound) / 1_000).toFixed(1)} s\\)`),
        );
      },
    );

    await t.test('what must not be overwritten is told file by file', async () => {
      const [text, foreign, nowhere, folder, quoted, escaped] = stories.saved;
      assert.match(text ?? '', /has to end in \.wav/);
      assert.match(foreign ?? '', /: exists, and a rehearsal didn’t save it\. Please choose another name\.$/);
      for (const name of ['diary.txt', 'diary.wav'])
        assert.equal(await readFile(join(home, name), 'utf8'), 'Dear diary');
      assert.match(nowhere ?? '', /: no such folder\.$/);
      assert.match(folder ?? '', /: is a folder\.$/);
      assert.match(quoted ?? '', /^saved .*my answer\.wav \(\d/);
      assert.match(escaped ?? '', /^saved .*my answer\.wav \(\d/);
      assert.ok(durationOf(await readSound(join(home, 'my answer.wav'))) > 3_000);
    });

    await t.test('a bot that was killed or restarted in a call hears what is said next', () => {
      const [, , killed, first, restarted, second] = stories.again;
      assert.deepEqual([killed, restarted], ['(Parley was killed, and runs again.)', '(Parley was restarted.)']);
      for (const answer of [first, second]) assert.match(answer ?? '', HEARD);
    });
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
});

test('a WAV file of any rate, depth and number of channels is read as the same sound', async (t) => {
  const folder = await folderOf(t, 'sounds');
  const path = join(folder, 'stereo.wav');
  const samples = Float64Array.from(
    { length: 11_025 },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * 440 * index) / 44_100),
  );
  const file = new wavefile.WaveFile();
  file.fromScratch(2, 44_100, '32f', [samples, samples]);
  for (const depth of ['32f', '24', '16', '8']) {
    file.toBitDepth(depth);
    await writeFile(path, file.toBuffer());
    const sound = await readSound(path);
    assert.equal(sound.rate, 48_000);
    assert.ok(Math.abs(durationOf(sound) - 250) < 2, `${depth}: ${durationOf(sound)} ms`);
    assert.ok(powerAt(sound, 440) > 0.95, `${depth}: ${powerAt(sound, 440)}`);
    assert.ok(Math.abs(rootMeanSquare(sound) - 0.5 / Math.SQRT2) < 0.02, `${depth}: ${rootMeanSquare(sound)}`);
  }
  // As telephones have it, and as the other kind of machines wrote it.
  file.fromScratch(
    1,
    44_100,
    '16',
    samples.map((sample) => sample * 32_767),
    { container: 'RIFX' },
  );
  file.toALaw();
  await writeFile(path, file.toBuffer());
  assert.ok(powerAt(await readSound(path), 440) > 0.95);
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
