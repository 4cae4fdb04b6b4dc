import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from '../../../../world/discord/voice/codec.ts';
import { speech } from '../../../../world/discord/voice/signals.ts';
import { ReceivedAudio, ready, voiceScene } from '../../../../world/discord/voice/voice-scene.ts';

const frames = encode(speech(300));

test('five people talk over one another, and everybody is heard whole', async (t) => {
  const { voice, guild, lounge, join } = await voiceScene(t);
  const people = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'].map((name) => guild.member(name));
  for (const person of people) person.joins(lounge);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const received = people.map((person) => new ReceivedAudio(connection, person));
  const said = people.map((_, index) => encode(speech(300, { seed: index + 1 })));
  await Promise.all(people.map((person, index) => person.speaks(said[index] ?? [])));
  await Promise.all(received.map((one) => one.until(frames.length)));
  assert.deepEqual(
    received.map(({ packets }) => packets),
    said,
  );
});

test('what somebody says comes one after another, with the pause that is asked for', async (t) => {
  const { voice, lounge, ada, join } = await voiceScene(t, { dave: 0 });
  ada.joins(lounge);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  let starts = 0;
  connection.receiver.speaking.on('start', () => {
    starts += 1;
  });
  const speeches = [ada.speaks(frames, { silenceFrames: 0 }), ada.speaks(frames, { after: 240 })];
  const [one, other] = await Promise.all(speeches);
  const pause = (other?.first ?? 0) - (one?.last ?? 0) - 20;
  assert.ok(pause >= 239, `${pause} ms`);
  // A machine that stalls for a tenth of a second in the middle of one makes two of it.
  assert.ok(starts >= 2, `${starts} starts`);
});

test('speech at once leaves in one burst', async (t) => {
  const { voice, lounge, ada, join } = await voiceScene(t, { dave: 0 });
  ada.joins(lounge);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const long = encode(speech(3_000));
  const received = new ReceivedAudio(connection, ada);
  const { first, last } = await ada.speaks(long, { pace: 'at once' });
  await received.until(long.length);
  assert.ok(last - first < 1_500, `${last - first} ms`);
});

test('who leaves or mutes in the middle of a word is cut short', async (t) => {
  const { voice, lounge, ada, guild, join } = await voiceScene(t, { dave: 0 });
  const ben = guild.member('Ben');
  for (const person of [ada, ben]) person.joins(lounge);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const [one, other] = [new ReceivedAudio(connection, ada), new ReceivedAudio(connection, ben)];
  const speeches = [ada.speaks(frames), ben.speaks(frames)];
  await Promise.all([one.until(3), other.until(3)]);
  ada.leaves();
  ben.mutes();
  await Promise.all(speeches);
  assert.ok(one.packets.length < frames.length && other.packets.length < frames.length);
  assert.throws(() => ada.speaks(frames), /in no voice channel/);
  ben.unmutes();
  await ben.speaks(frames);
});

test('whom nobody would hear cannot speak', async (t) => {
  const { guild, lounge, ada, voice } = await voiceScene(t);
  const stage = guild.stage('Stage');
  ada.joins(stage);
  assert.throws(() => ada.speaks(frames), /listener/);
  guild.invitesToSpeak(ada);
  const overheard: [string, Buffer][] = [];
  const end = voice.overhears(stage, (userId, opus) => overheard.push([userId, opus]));
  await ada.speaks(frames.slice(0, 2), { silenceFrames: 0 });
  end();
  assert.deepEqual(
    overheard,
    frames.slice(0, 2).map((opus) => [ada.id, opus]),
  );
  guild.moves(ada, lounge);
  guild.mutes(ada);
  assert.throws(() => ada.speaks(frames), /muted/);
});
