import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode } from '../../../../world/discord/voice/codec.ts';
import { correlate, sweep } from '../../../../world/discord/voice/signals.ts';
import { AES, XCHACHA } from '../../../../world/discord/voice/transport.ts';
import { play, ReceivedAudio, ready, voiceScene } from '../../../../world/discord/voice/voice-scene.ts';

const signal = sweep(300, 3_000, 800);

for (const mode of [AES, XCHACHA])
  for (const dave of [0, 1] as const)
    test(`discord.js joins, speaks and hears by ${mode} with DAVE ${dave}`, async (t) => {
      const { voice, lounge, ears, ada, join } = await voiceScene(t, { dave, modes: [mode] });
      ada.joins(lounge);
      const connection = join();
      await ready(connection);
      const client = await voice.connected(lounge);
      assert.equal(client.mode, mode);
      const received = new ReceivedAudio(connection, ada);
      await Promise.all([play(connection, encode(signal)), ada.speaks(signal)]);
      await ears.falls();
      assert.ok(correlate(signal, ears.sound()).r > 0.99);
      assert.ok(ears.sounding.every((packet) => packet.dave === (dave === 1)));
      await received.until(encode(signal).length);
      assert.deepEqual(received.packets, encode(signal));
      assert.ok(correlate(signal, decode(received.packets)).r > 0.99);
    });
