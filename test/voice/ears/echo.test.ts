import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FRAME_MS } from '../../../src/audio/pcm.ts';
import { Ears } from '../../../src/voice/ears/ears.ts';
import type { Packet } from '../../../src/voice/ears/jitter-buffer.ts';
import type { Effect } from '../../../src/voice/floor/floor.ts';
import { helloAreYouThere, joinSounds, speech } from '../../../world/discord/voice/signals.ts';
import { cut, type Sound } from '../../../world/discord/voice/sound.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { type Coming, type Tick, ticks } from './echo-rig.ts';

/** What Parley says: a real voice, at the loudness of the model's, over and over. */
const { rate, samples } = helloAreYouThere();
const hello = cut({ rate, samples: samples.map((sample) => 4 * sample) }, 1_150, 2_300);
const reply = joinSounds(hello, hello, hello);
const hum = speech(3_000, { seed: 1, rate: 24_000 });
const words = speech(1_000, { seed: 3, rate: 24_000 });

/**
 * Ears that hear one person while the mouth speaks, in virtual time. Each tick gives a packet. With a stall, the packets of these
 * ticks arrive together at its end.
 */
const hearing = async (
  all: Tick[],
  stall = { from: 0, to: 0 },
): Promise<{ effects: (Effect & { tick: number })[]; cost: number }> => {
  const clock = new VirtualClock();
  const effects: (Effect & { tick: number })[] = [];
  let tick = 0;
  let opening = 0;
  const ears: Ears = new Ears({
    afterPackets: (step) => step(),
    hearing: { members: ['ann'], floor: 'open', turnEnd: 'speculative', pause: 200 },
    clock,
    senses: () => ({
      decode: () => all[opening]?.heard ?? Buffer.alloc(0),
      isSpeech: () => all[opening]?.speech ?? false,
      close() {},
    }),
    out(effect) {
      effects.push({ ...effect, tick });
      if (effect.is === 'interrupt') ears.mouth({ is: 'silent' });
    },
  });
  ears.mouth({ is: 'speaking', interrupters: 'all' });
  let speaks = true;
  let spent = 0;
  for (; tick < all.length; tick += 1) {
    const { said } = all[tick] as Tick;
    if (said.length > 0 && speaks) ears.noteSaid(said);
    else if (speaks) ears.mouth({ is: 'silent' });
    speaks &&= said.length > 0;
    const before = process.cpuUsage();
    for (let number = tick === stall.to ? stall.from : tick; number <= tick; number += 1) {
      if (tick >= stall.from && tick < stall.to) break;
      opening = number;
      const stamp = { ssrc: 1, sequence: number, timestamp: number * 960, at: clock.now() };
      const packet: Packet = { ...stamp, opus: Buffer.alloc(16, 1) };
      ears.packet('ann', packet);
    }
    const { user, system } = process.cpuUsage(before);
    spent += user + system;
    if (effects.some(({ is }) => is === 'interrupt')) speaks = false;
    await clock.advance(FRAME_MS);
  }
  ears.close();
  return { effects, cost: spent / all.length };
};

const names = (effects: Effect[]) => effects.map(({ is }) => is).filter((is) => is !== 'heard');

/** When the first of these effects came, in frames. */
const first = (effects: (Effect & { tick: number })[], what: Effect['is']) =>
  effects.find(({ is }) => is === what)?.tick ?? Number.NaN;

const LEVELS = [-3, -8, -20, -30];
const DELAYS = [50, 150, 400, 600];

describe('Parley’s own voice', () => {
  for (const [index, delay] of DELAYS.entries())
    for (const level of LEVELS) {
      // Each room with each delay and with each level, but not all combinations of the three.
      const room = [0, 80, 150, 0][(index + LEVELS.indexOf(level)) % 4] ?? 0;
      test(`${delay} ms late and at ${level} dB, in a room of ${room} ms, is nobody’s speech`, async () => {
        const { effects } = await hearing(await ticks(reply, { delay, level, room, noise: 8 }));
        assert.deepEqual(names(effects), [], effects.map(({ is, tick }) => `${is} ${tick}`).join());
      });
    }

  for (const delay of DELAYS)
    test(`that is nothing but a hum, ${delay} ms late, is nobody’s speech`, async () => {
      const { effects } = await hearing(await ticks(hum, { delay, level: -8 }));
      assert.deepEqual(names(effects), [], effects.map(({ is, tick }) => `${is} ${tick}`).join());
    });
});

describe('Parley’s own voice whose packets are held up on their way', () => {
  for (const [delay, ms] of [
    [150, 500],
    [400, 300],
    [400, 700],
    [600, 400],
  ] as const)
    test(`for ${ms} ms, ${delay} ms late, is nobody’s speech`, async () => {
      const { effects } = await hearing(await ticks(reply, { delay, level: -8 }), { from: 70, to: 70 + ms / FRAME_MS });
      assert.deepEqual(names(effects), [], effects.map(({ is, tick }) => `${is} ${tick}`).join());
    });
});

/** When a person is heard who speaks while Parley does, with an echo and without. */
const both = async (said: Sound, coming: Coming & { own: NonNullable<Coming['own']> }) => {
  const alone = await hearing(await ticks(said, { ...coming, level: Number.NEGATIVE_INFINITY }));
  return { alone: alone.effects, over: (await hearing(await ticks(said, coming))).effects };
};

describe('a person who speaks over Parley’s voice', () => {
  for (const [index, delay] of DELAYS.entries())
    for (const level of [-3, -8, -20])
      test(`is heard as fast as without the echo, which is ${delay} ms late and at ${level} dB`, async () => {
        const said = index % 2 === 0 ? reply : hum;
        const { alone, over } = await both(said, { delay, level, noise: 8, own: { sound: words, at: 1_500 } });
        assert.deepEqual(names(over).slice(0, 3), ['hold', 'interrupt', 'begun']);
        const late = first(over, 'interrupt') - first(alone, 'interrupt');
        assert.ok(Math.abs(late) <= 1, `${late} frames later`);
        assert.ok(first(over, 'hold') - first(alone, 'hold') <= 5, 'the mouth is held within 100 ms');
      });

  test('with its very words, a second after it, is heard', async () => {
    const own = { sound: hello, at: 2_200 };
    const { alone, over } = await both(reply, { delay: 150, level: Number.NEGATIVE_INFINITY, own });
    assert.deepEqual(names(over), names(alone));
    assert.ok(names(over).includes('interrupt'));
  });

  test('is passed on with all of their words, and the echo alone is not', async () => {
    // When the mouth is interrupted it falls silent, and the echo a little later.
    const { over } = await both(cut(reply, 0, 1_800), { delay: 150, level: -8, own: { sound: words, at: 1_500 } });
    const bytes = over.reduce((sum, effect) => sum + (effect.is === 'heard' ? effect.pcm.length : 0), 0);
    const ms = bytes / 32;
    assert.ok(ms >= 900 && ms <= 1_500, `${ms} ms were heard of 1000`);
  });
});

test('to listen for an echo costs a few percent of a core', async () => {
  const { cost } = await hearing(await ticks(reply, { delay: 150, level: -8 }));
  assert.ok(cost < 1_000, `${Math.round(cost)} µs a frame of 20 ms`);
});
