import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadOpus } from '../../../src/audio/opus.ts';
import { EAR_FRAME, MODEL_FRAME } from '../../../src/audio/pcm.ts';
import { Ears } from '../../../src/voice/ears/ears.ts';
import { Metronome } from '../../../src/voice/mouth/metronome.ts';
import { MOUTH_CAPACITY, Mouth } from '../../../src/voice/mouth/mouth.ts';
import { makeTone, powerAt, sweep } from '../../../world/discord/voice/signals.ts';
import { cut } from '../../../world/discord/voice/sound.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { counted, transparent } from '../mouth/mouth-rig.ts';
import { VirtualTicks } from '../mouth/ticks.ts';
import { open } from '../stage.ts';
import { fiveSilences, inCall, isHeard, tell } from './in-call.ts';

// Defects of @discordjs/voice 0.19.2, and of the packages it uses, that cut off or spoil a bot's sound. All have the same
// remedy: only the library's connection is used, and not its player.

const SOURCES = globSync(['src/**/*.ts', 'commands/**/*.ts']);

test('D4: the last frame of an utterance leaves, and all five frames of silence after it', async (t) => {
  const all = await inCall(t);
  await isHeard(all);
  // 400 ms, and one frame for the encoder's delay.
  assert.deepEqual([all.ears.sounding.length, all.ears.packets.length], [21, 26]);
});

test('D5: nothing of an utterance that was stopped is heard in the next one', async (t) => {
  const all = await inCall(t);
  tell(all, 1, makeTone(440, 5_000));
  await all.ears.until(({ sounding }) => sounding.length >= 10);
  all.remote.send({ is: 'hush', call: all.call });
  assert.equal((await all.reports.next('silent', 1)).how, 'hushed');
  await fiveSilences(all);
  all.ears.forget();
  tell(all, 2, makeTone(1_500, 300));
  await all.reports.next('silent', 2);
  await fiveSilences(all);
  const sound = cut(all.ears.sound(), 0, 100);
  assert.ok(powerAt(sound, 440) < 0.01, 'nothing of the old sound');
  assert.ok(powerAt(sound, 1_500) > 0.8, 'the new sound at once');
});

test('D6: what goes wrong with one call’s packets stops no other call', () => {
  const ticks = new VirtualTicks();
  const metronome = new Metronome(ticks);
  const listener = { audible() {}, silent() {}, onLoss() {} };
  const errors: unknown[] = [];
  let sent = 0;
  const mouth = (send: () => void) => {
    const failed = (error: unknown) => errors.push(error);
    return new Mouth({
      metronome,
      encoder: transparent(),
      send,
      onSaid() {},
      capacity: MOUTH_CAPACITY,
      listener: { ...listener, onFailure: failed },
    });
  };
  const broken = mouth(() => {
    throw new Error('The line is broken');
  });
  const sound = mouth(() => sent++);
  for (const one of [broken, sound]) {
    one.speak(1);
    one.sound(1, counted(50 * MODEL_FRAME));
  }
  ticks.advance(980);
  assert.deepEqual([errors.length, sent], [50, 50]);
});

test('D7: jumps of the wall clock can’t be heard, and don’t keep anyone from being heard', async (t) => {
  // Only in the voice process, the wall clock goes one hour back, then two ahead, then one back, six times a second.
  const steps = `const { now } = Date; let by = 0;
    setInterval(() => { by = by < 0 ? 3600000 : by - 3600000; }, 150).unref();
    Date.now = () => now() + by;`;
  const all = await inCall(t, {
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(steps)}` },
  });
  tell(all, 1, sweep(300, 3_000, 1_200));
  await all.reports.next('silent', 1);
  await fiveSilences(all);
  const { packets, lost, longestGap } = all.ears.pacing();
  assert.deepEqual([packets, lost], [61, 0]);
  // A busy machine may stall for a while, but not for as long as the clock's jumps.
  assert.ok(longestGap < 1_500, `a gap of ${longestGap} ms`);
  const [first, last] = [all.ears.sounding[0], all.ears.sounding.at(-1)];
  assert.ok(first && last && last.at - first.at > 1_000, 'no burst');
  await all.ada.speaks(sweep(300, 1_000, 800));
  await all.reports.next('ended', 1);
  assert.equal(all.reports.of('begun').length, 1);
});

test('D11: while a transition is held back, everyone who could follow hears the bot and is heard', async (t) => {
  // The library encrypts with the keys of a new epoch as soon as it has them, and not when everyone switches. We can't
  // change that: a slower member hears nothing until they've switched, for which they have two seconds.
  const all = await inCall(t);
  const before = all.voice.delivery.epoch(all.lounge.id);
  all.voice.delivery.faults.holdExecution();
  const bob = all.guild.member('Bob');
  bob.joins(all.lounge);
  await all.voice.delivery.until((delivery) => delivery.epoch(all.lounge.id) > before);
  await isHeard(all);
  assert.ok(all.ears.sounding.every(({ opus, dave }) => dave && opus));
  all.voice.delivery.faults.releaseExecution();
  await all.voice.connected(all.lounge);
  await isHeard(all);
});

test('D13: the only library for XChaCha is the one that works with this library', () => {
  // The library uses the first of these that's installed, and two of them end the process with the first packet.
  for (const name of ['sodium-native', 'sodium', 'libsodium-wrappers', '@stablelib/xchacha20poly1305'])
    assert.throws(() => import.meta.resolve(name), name);
  assert.ok(import.meta.resolve('@noble/ciphers/chacha.js'));
});

test('D4, D5, D6, D7, D16: nothing plays but the mouth: no player, resource or transcoder of a library is used', () => {
  assert.ok(SOURCES.length > 50);
  const users = (what: RegExp) => SOURCES.filter((file) => what.test(readFileSync(file, 'utf8')));
  assert.deepEqual(users(/createAudio|AudioPlayer|AudioResource|StreamType|prism-media/i), []);
  // FFmpeg opens what people send; nothing of a call goes through it.
  assert.deepEqual(
    users(/ffmpeg/i).filter((file) => /src\/(?:audio|voice|calls)\//.test(file.replaceAll('\\', '/'))),
    [],
  );
});

test('D17: sixty encoders and sixty decoders work at once', async () => {
  const codec = await loadOpus();
  const pairs = Array.from({ length: 60 }, () => ({ encoder: codec.encoder(), decoder: codec.decoder() }));
  for (let round = 0; round < 3; round++)
    for (const { encoder, decoder } of pairs)
      assert.equal(decoder.decode(encoder.encode(counted(MODEL_FRAME))).length, EAR_FRAME);
  for (const { encoder, decoder } of pairs) {
    encoder.close();
    decoder.close();
  }
});

test('D17: if there’s no room for another decoder, one member isn’t heard, and the others are', () => {
  let room = 1;
  const effects: string[] = [];
  const ears = new Ears({
    afterPackets: (step) => step(),
    hearing: open('ann', 'bob'),
    clock: new VirtualClock(),
    senses() {
      if (room === 0) throw new Error('All are in use');
      room -= 1;
      return { decode: () => Buffer.alloc(EAR_FRAME, 1), isSpeech: () => true, close: () => (room += 1) };
    },
    out: (effect) => effects.push(effect.is === 'begun' ? `begun ${effect.userId}` : effect.is),
  });
  const speaks = (userId: string) => {
    for (let at = 0; at < 10; at++)
      ears.packet(userId, { ssrc: 1, sequence: at, timestamp: at * 960, at: 0, opus: Buffer.alloc(9, 1) });
  };
  speaks('ann');
  speaks('bob');
  assert.deepEqual(new Set(effects), new Set(['begun ann', 'heard']));
  assert.equal(ears.misses.broken, 10);
  ears.setHearing(open('bob'));
  speaks('bob');
  assert.ok(effects.includes('begun bob'));
});
