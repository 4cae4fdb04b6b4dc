import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import wavefile from 'wavefile';
import { hasSpeech, readSound, writeSound } from '../../rehearsal/sound-file.ts';
import { helloAreYouThere, joinSounds, makeQuiet, makeTone } from '../../world/discord/voice/signals.ts';
import { durationOf } from '../../world/discord/voice/sound.ts';
import { run } from '../terminal/program.ts';

const folderOf = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

test('what cannot be said, and what must not be overwritten, is told file by file', async (t) => {
  const home = await folderOf(t);
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
  const lines = [
    '/say ~/hello.wav',
    '/say ~',
    '/say ~/empty.wav',
    '/say ~/diary.txt',
    '/say ~/big.wav',
    '/say ~/long.wav',
    ...(process.platform === 'win32' ? [] : ['/say /dev/zero']),
    '/save',
    '/join',
    '/say ~/hum.wav',
    "/say '~/hello you.wav'",
    '/save ~/diary.txt',
    '/save ~/diary.wav',
    '/save ~/no/answer.wav',
    '/save ~/folder.wav',
    '/save "~/my answer.wav"',
    '/save ~/my\\ answer.wav',
  ];
  const { code, out, err } = await run('rehearsal/index.ts', {
    env: { HOME: home, USERPROFILE: home },
    input: lines.map((line) => `${line}\n`).join(''),
  });
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const said = (line: string) => out.split(`You: ${line}\n`)[1]?.split('\nYou: ')[0] ?? 'nothing';
  assert.match(said('/say ~/hello.wav'), /hello\.wav: no such file\.$/);
  assert.match(said('/say ~'), /: is a folder\.$/);
  assert.match(said('/say ~/empty.wav'), /: is empty\.$/);
  assert.match(said('/say ~/diary.txt'), /: can’t be read as a WAV file\.$/);
  assert.match(said('/say ~/big.wav'), /: is too big \(40\.0 MB, at most 40\.0 MB\)\.$/);
  assert.match(said('/say ~/long.wav'), /: is too long \(181 seconds, at most 180\)\.$/);
  if (process.platform !== 'win32') assert.match(said('/say /dev/zero'), /: is not a regular file\.$/);
  assert.match(said('/save'), /Parley has not said anything aloud yet\.$/);
  assert.match(said('/say ~/hum.wav'), /hum\.wav: no speech was heard in it\.$/);
  // A busy machine speaks with gaps, which make what is heard longer.
  assert.match(said("/say '~/hello you.wav'"), /I heard (?!0\.)\d+\.\d seconds of sound/);
  assert.match(said('/save ~/diary.txt'), /has to end in \.wav/);
  assert.match(said('/save ~/diary.wav'), /: exists, and a rehearsal didn’t save it\. Please choose another name\.$/);
  for (const name of ['diary.txt', 'diary.wav']) assert.equal(await readFile(at(name), 'utf8'), 'Dear diary');
  assert.match(said('/save ~/no/answer.wav'), /: no such folder\.$/);
  assert.match(said('/save ~/folder.wav'), /: is a folder\.$/);
  assert.match(said('/save "~/my answer.wav"'), /^saved .*my answer\.wav \(\d/);
  assert.match(said('/save ~/my\\ answer.wav'), /^saved .*my answer\.wav \(\d/);
  assert.ok(durationOf(await readSound(at('my answer.wav'))) > 3_000);
});

test('sound is written over what a rehearsal saved, and over nothing else', async (t) => {
  const folder = await folderOf(t);
  const [own, other, link] = [join(folder, 'own.wav'), join(folder, 'other.wav'), join(folder, 'link.wav')];
  await writeSound(own, makeQuiet(100));
  await writeSound(own, makeQuiet(200));
  assert.equal(durationOf(await readSound(own)), 200);
  await writeFile(
    other,
    (await readFile(own)).toString('latin1').replace('Parley rehearsal', 'Somebody else wr'),
    'latin1',
  );
  const { size } = await stat(other);
  await symlink(other, link);
  for (const path of [other, link])
    await assert.rejects(writeSound(path, makeQuiet(500)), /a rehearsal didn’t save it/);
  assert.equal((await stat(other)).size, size);
});

test('a sound that begins with silence is still one with speech', async (t) => {
  const folder = await folderOf(t);
  const path = join(folder, 'late.wav');
  await writeSound(path, joinSounds(makeQuiet(3_000), helloAreYouThere()));
  assert.ok(await hasSpeech(await readSound(path)));
});
