import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { loadOpus } from '../../../src/audio/opus.ts';
import { makeUnpacker } from '../../../src/audio/opus-pack.ts';
import { EAR_FRAME, FRAME_MS, MODEL_RATE } from '../../../src/audio/pcm.ts';
import { loadVoiceActivityDetector } from '../../../src/audio/voice-activity.ts';
import { Listener } from '../../../src/calls/listener.ts';
import { Ears } from '../../../src/voice/ears/ears.ts';
import { say, sayHeard } from '../../../world/live/steps.ts';
import { pcmOf } from '../../audio/sounds.ts';
import { ada, stage } from '../../conversation/stage.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const MINUTE = 60_000;

/** A voice whose pitch rises every second. No second is like another, so a missing one is noticed. */
const voice = (second: number) =>
  pcmOf(1_000, MODEL_RATE, (at) => {
    const time = at / MODEL_RATE;
    const pitch = 90 + second / 4;
    return 0.3 * (((pitch * time) % 1) - 0.5) * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * time));
  });

test('ten minutes in a call are one question, kept as the Opus that came, and whole though two connections broke', async (t) => {
  const [codec, activity, clock] = [await loadOpus(), await loadVoiceActivityDetector(), new VirtualClock()];
  const { live, conversations } = await stage(t, { clock, model: () => [sayHeard('a long story'), say('I see.')] });
  const unpacking = async () => makeUnpacker(codec.decoder());
  const utterances: ReturnType<typeof conversations.hear>[] = [];
  const listener = new Listener({
    hear() {
      const utterance = conversations.hear(at('c'), ada, { unpacking });
      utterances.push(utterance);
      return utterance;
    },
    mayHear: () => true,
    stale: () => assert.fail('no answer is stale'),
    unheard: () => assert.fail('she wants to be heard'),
    full: () => assert.fail('less than ten minutes are not too much'),
    log: pino({ level: 'silent' }),
  });
  const told: Buffer[] = [];
  const decoder = codec.decoder();
  const detector = activity.open();
  const ears = new Ears({
    afterPackets: (step) => step(),
    hearing: { members: [ada.id], floor: 'open', turnEnd: 'speculative', pause: 200 },
    clock,
    senses: () => ({
      decode: (packet) => decoder.decode(packet),
      isSpeech: (pcm) => detector.isSpeech(pcm),
      close() {},
    }),
    out(effect) {
      if (effect.is === 'heard') told.push(Buffer.from(effect.pcm));
      if (effect.is === 'hold' || effect.is === 'release' || effect.is === 'interrupt' || effect.is === 'loss') return;
      listener.receive({ ...effect, call: 'guild' });
    },
  });
  t.after(() => ears.close());
  const encoder = codec.encoder();
  let sequence = 0;
  /** Ada speaks for a second. In every fourth second she pauses for 120 ms, and her client sends nothing. */
  const second = async (number: number) => {
    const sound = voice(number);
    for (let frame = 0; frame < 50; frame += 1) {
      const isPause = number % 4 === 3 && frame >= 44;
      const timestamp = (number * 50 + frame) * 960;
      const pcm = sound.subarray(frame * 960, frame * 960 + 960);
      const packet = Buffer.from(isPause ? [0xf8, 0xff, 0xfe] : encoder.encode(pcm));
      if (!isPause || frame < 46)
        ears.packet(ada.id, { ssrc: 1, sequence: sequence++ & 0xffff, timestamp, opus: packet, at: clock.now() });
      await clock.advance(FRAME_MS);
      if (frame % 5 === 0) await new Promise(setImmediate);
    }
  };
  const drops = new Map([
    [5 * MINUTE, 0],
    [9.5 * MINUTE, 1],
  ]);
  for (let number = 0; number < 598; number += 1) {
    await second(number);
    const broken = drops.get(number * 1_000);
    if (broken === undefined) continue;
    live.connections[broken]?.drop();
    const [utterance] = utterances;
    await clock.until(Promise.race([live.connection(broken + 1), utterance?.turn.ended]));
  }
  const [utterance] = utterances;
  assert.ok(utterance);
  assert.deepEqual(await clock.until(utterance.turn.ended), { is: 'complete' });
  assert.equal(utterance.turn.text, 'I see.');
  assert.equal(utterances.length, 1, 'one utterance');
  assert.equal(live.connections.length, 3);
  const whole = Buffer.concat(told);
  assert.ok(Math.abs(whole.length / EAR_FRAME - 598 * 50) < 100, `${whole.length / 32_000} s were heard`);
  const answered = live.questions.findLast(({ connection }) => connection === live.connections[2]);
  assert.ok(answered?.audio.equals(whole), 'what was answered is what was said, to the sample');
  assert.ok(utterance.speech.keptBytes < 5_000_000, `${utterance.speech.keptBytes} bytes are kept`);
  assert.equal(utterance.speech.lostBytes, 0);
  assert.deepEqual(live.unexpected, []);
});
