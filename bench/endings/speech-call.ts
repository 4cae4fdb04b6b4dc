import { pino } from 'pino';
import { EAR_FRAME, FRAME_MS } from '../../src/audio/pcm.ts';
import { Timer } from '../../src/base/timer.ts';
import { Attention } from '../../src/calls/gate/attention.ts';
import type { AddressGate, GateQuestion } from '../../src/calls/gate/gate.ts';
import { Gatekeeper } from '../../src/calls/gate/gatekeeper.ts';
import type { FromEars } from '../../src/voice/bridge/protocol.ts';
import { type Effect, Floor } from '../../src/voice/floor/floor.ts';
import { VirtualClock } from '../../test/virtual-clock.ts';

/**
 * How a call decides that somebody has finished. `pause`: after the usual pause, because there's no gate. `attention`: the gate is
 * asked beside, because Parley answered them lately. `asked`: nothing is passed on before the gate has answered. It takes `latency`
 * milliseconds, and gets the share `wrong` of the pauses wrong.
 */
export type Deciding = { way: 'pause' } | { way: 'attention' | 'asked'; latency: number; wrong: number };

/** What became of a sentence: how often the model was told of an end that wasn't one, and when of the real one, in milliseconds after it. */
export type Ending = { early: number; wait: number };

const WHO = 'ann';

/** The usual pause, in milliseconds (`PAUSES` of src/voice/bridge/endpointing.ts). */
const PAUSE = 200;

/** How long it's waited for the end of a sentence, in milliseconds. */
const LONGEST = 5_000;

/** Every pause begins with so many frames of silence, as Discord's clients send them. */
const SILENCES = 5;

/** The floor and the gatekeeper of one call, in virtual time: without sound, which nothing here depends on. */
export class SpeechCall {
  readonly #clock = new VirtualClock();
  readonly #floor: Floor;
  readonly #timer: Timer;
  readonly #keeper: Gatekeeper;
  readonly #deciding: Deciding;
  readonly #chance: () => number;
  /** When the model was told that the speech has ended, in milliseconds. */
  #ends: number[] = [];
  #isWhole = false;

  constructor(deciding: Deciding, chance: () => number) {
    this.#deciding = deciding;
    this.#chance = chance;
    this.#timer = new Timer(this.#clock);
    this.#floor = new Floor({
      members: [WHO],
      floor: 'open',
      turnEnd: 'speculative',
      pause: PAUSE,
      tellsPauses: deciding.way !== 'pause',
    });
    const call = 'call';
    this.#keeper = new Gatekeeper({
      call,
      gate: this.#makeGate(),
      attention: new Attention(),
      rules: () => ({ listen: deciding.way === 'pause' ? 'everyone' : 'addressed', pause: PAUSE }),
      question: () => ({ said: { text: '' } }) as GateQuestion,
      mayHear: () => true,
      pass: (message) => void (message.is === 'ended' && this.#ends.push(this.#clock.now())),
      takeBack() {},
      hush() {},
      withdraw() {},
      findAudible: () => undefined,
      interrupt() {},
      send: (message) => {
        if (message.is === 'pause')
          this.#take(this.#floor.setPause(message.utterance, message.pause, this.#clock.now()));
      },
      observe() {},
      clock: this.#clock,
      log: pino({ level: 'silent' }),
    });
  }

  /** Somebody says a sentence of parts, with pauses between them, all in milliseconds. */
  async say(parts: readonly number[], pauses: readonly number[]): Promise<Ending> {
    if (this.#deciding.way === 'attention') this.#keeper.noteAnswer(WHO);
    let last = 0;
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      for (let said = 0; said < part; said += FRAME_MS) {
        this.#take(this.#floor.frame(WHO, Buffer.alloc(EAR_FRAME, 1), true, this.#clock.now()));
        last = this.#clock.now();
        await this.#pass(FRAME_MS);
      }
      this.#isWhole = isLast;
      await this.#rest(isLast ? LONGEST : (pauses[index] ?? 0));
    }
    const early = this.#ends.filter((end) => end <= last).length;
    const end = this.#ends.findLast((each) => each > last) ?? Number.NaN;
    await this.#pass(60_000);
    return { early, wait: end - last };
  }

  /** They say nothing for so long. */
  async #rest(ms: number): Promise<void> {
    const silences = Math.min(SILENCES, Math.floor(ms / FRAME_MS));
    for (let frame = 0; frame < silences; frame++) {
      this.#take(this.#floor.frame(WHO, Buffer.alloc(EAR_FRAME), false, this.#clock.now()));
      await this.#pass(FRAME_MS);
    }
    this.#take(this.#floor.quiet(WHO, this.#clock.now()));
    await this.#pass(ms - silences * FRAME_MS);
  }

  async #pass(ms: number): Promise<void> {
    await this.#clock.advance(ms);
    // Everything that was woken runs before anything else happens.
    await new Promise(setImmediate);
  }

  #take(effects: readonly Effect[]): void {
    for (const effect of effects)
      if ('utterance' in effect)
        this.#keeper.receive({
          ...effect,
          call: 'call',
          ...(effect.is === 'heard' && { pack: effect.pcm }),
        } as FromEars);
    const { next } = this.#floor;
    if (next === undefined) this.#timer.stop();
    else this.#timer.set(Math.max(0, next - this.#clock.now()), () => this.#take(this.#floor.tick(this.#clock.now())));
  }

  #makeGate(): AddressGate | undefined {
    const deciding = this.#deciding;
    if (deciding.way === 'pause') return undefined;
    return {
      isThere: true,
      sure: 0.65,
      patience: 1_000,
      ask: async (_, signal) => {
        const isFinished = this.#isWhole !== this.#chance() < deciding.wrong;
        await this.#clock.sleep(deciding.latency, signal);
        return { addressed: 0.98, finished: isFinished ? 0.95 : 0.05, wish: 'none' };
      },
    };
  }
}
