import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hasSpeech, readSound, writeSound } from '../../rehearsal/sound-file.ts';
import { helloAreYouThere, joinSounds, makeQuiet } from '../../world/discord/voice/signals.ts';
import { durationOf } from '../../world/discord/voice/sound.ts';

const folderOf = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

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
