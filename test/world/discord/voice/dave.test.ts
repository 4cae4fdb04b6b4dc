import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VoiceConnection } from '@discordjs/voice';
import { encode } from '../../../../world/discord/voice/codec.ts';
import { speech } from '../../../../world/discord/voice/signals.ts';
import { play, ReceivedAudio, ready, voiceScene } from '../../../../world/discord/voice/voice-scene.ts';

const frames = encode(speech(200));

const codeOf = ({ state }: VoiceConnection) =>
  'networking' in state && 'dave' in state.networking.state ? state.networking.state.dave?.voicePrivacyCode : undefined;

test('people come and go, and who is there hears and is heard', async (t) => {
  const { voice, guild, lounge, ears, ada, join } = await voiceScene(t);
  const ben = guild.member('Ben');
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const heard = async () => {
    await voice.connected(lounge);
    ears.forget();
    await play(connection, frames);
    await ears.until(({ sounding }) => sounding.length >= frames.length);
    // A frame or two may have been prepared before the client was told.
    return ears.sounding.slice(2, frames.length).map(({ dave }) => dave);
  };
  const alone = frames.slice(2).map(() => false);
  const together = frames.slice(2).map(() => true);
  assert.deepEqual(await heard(), alone, 'alone the bot has nobody to encrypt for');
  ada.joins(lounge);
  assert.deepEqual(await heard(), together);
  ben.joins(lounge);
  assert.deepEqual(await heard(), together);
  const code = voice.person(ben).dave?.privacyCode;
  assert.equal(code?.length, 30);
  assert.equal(codeOf(connection), code);
  ada.leaves();
  await voice.connected(lounge);
  const received = new ReceivedAudio(connection, ben);
  await ben.speaks(frames);
  await received.until(frames.length);
  assert.deepEqual(received.packets, frames);
  ben.leaves();
  assert.deepEqual(await heard(), alone);
  ada.joins(lounge);
  assert.deepEqual(await heard(), together);
  assert.deepEqual(voice.person(ada).dave?.errors, []);
});

test('a bot that comes into a group is welcomed', async (t) => {
  const { voice, guild, lounge, ears, ada, join } = await voiceScene(t);
  ada.joins(lounge);
  guild.member('Ben').joins(lounge);
  await voice.delivery.settled(lounge.id);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  await play(connection, frames);
  await ears.until(({ sounding }) => sounding.length >= frames.length);
  assert.ok(ears.sounding.every(({ dave, opus }) => dave && opus));
});
