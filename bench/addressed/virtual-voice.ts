import { SILENCE_FRAME } from '../../src/audio/opus.ts';
import { pack } from '../../src/audio/opus-pack.ts';
import { EAR_FRAME, FRAME_MS } from '../../src/audio/pcm.ts';
import type { VoiceActivityDetector } from '../../src/audio/voice-activity.ts';
import type { Clock } from '../../src/base/clock.ts';
import { Timer } from '../../src/base/timer.ts';
import type { Interrupters, ToProcess } from '../../src/voice/bridge/protocol.ts';
import type { VoiceWorker, VoiceWorkerEvents, VoiceWorkers } from '../../src/voice/bridge/voice-worker.ts';
import type { Senses } from '../../src/voice/ears/ear.ts';
import { Ears } from '../../src/voice/ears/ears.ts';
import type { Effect } from '../../src/voice/floor/floor.ts';
import { Metronome } from '../../src/voice/mouth/metronome.ts';
import { MOUTH_CAPACITY, Mouth } from '../../src/voice/mouth/mouth.ts';

/** The name of the only call. */
const CALL = 'guild';

/** RTP's ticks in a frame. */
const TICKS = 48 * FRAME_MS;

type VirtualVoiceOptions = {
  clock: Clock;
  activity: VoiceActivityDetector;
  /** Gets what the bot tells its voice process. */
  told(message: ToProcess): void;
  /** The first packet of a turn's answer was sent. */
  audible(turn: number): void;
};

/**
 * The ears and the mouth of one call, in virtual time: without encryption, without a codec and without an echo. A packet is the
 * frame of sound that it would decode to.
 */
export class VirtualVoice implements VoiceWorkers {
  readonly #options: VirtualVoiceOptions;
  readonly #interrupters = new Map<number, Interrupters>();
  readonly #sequences = new Map<string, number>();
  readonly #ears: Ears;
  readonly #mouth: Mouth;
  #events: VoiceWorkerEvents | undefined;

  constructor(options: VirtualVoiceOptions) {
    const { clock, activity } = options;
    this.#options = options;
    const hearing = { members: [], floor: 'open', turnEnd: 'speculative', pause: 200 } as const;
    this.#ears = new Ears({
      afterPackets: (step) => step(),
      hearing: { ...hearing, members: [] },
      clock,
      senses: () => makeSenses(activity),
      out: (effect) => this.#effect(effect),
    });
    this.#mouth = new Mouth({
      metronome: new Metronome({ now: () => clock.now(), at: (ms, callback) => ring(clock, ms, callback) }),
      encoder: { encode: () => SILENCE_FRAME, reset() {}, close() {} },
      send() {},
      onSaid() {},
      capacity: MOUTH_CAPACITY,
      listener: {
        audible: (turn) => this.#audible(turn),
        silent: (end) => {
          this.#interrupters.delete(end.turn);
          this.#events?.message({ is: 'silent', call: CALL, ...end });
          if (!this.#mouth.speaking) this.#ears.mouth({ is: 'silent' });
        },
        onLoss() {},
        onFailure: (error) => {
          throw error;
        },
      },
    });
  }

  open(_: string, events: VoiceWorkerEvents): VoiceWorker {
    this.#events = events;
    return { send: (message) => this.#take(message), close() {} };
  }

  warm(): void {}

  /** A person's packet arrives: 20 ms of sound, or a frame of silence. */
  hear(userId: string, sound: Buffer | 'silence'): void {
    const sequence = (this.#sequences.get(userId) ?? 0) + 1;
    this.#sequences.set(userId, sequence);
    const opus = sound === 'silence' ? SILENCE_FRAME : sound;
    const stamp = { ssrc: 1, sequence: sequence & 0xffff, timestamp: (sequence * TICKS) >>> 0 };
    this.#ears.packet(userId, { ...stamp, opus, at: this.#options.clock.now() });
  }

  /** Everything stops. */
  end(): void {
    this.#ears.close();
    this.#mouth.close();
  }

  #take(message: ToProcess): void {
    this.#options.told(message);
    switch (message.is) {
      case 'join':
        this.#ears.setHearing(message.hearing);
        queueMicrotask(() => this.#events?.message({ is: 'ready', call: CALL, delay: 1 }));
        break;
      case 'hearing':
        this.#ears.setHearing(message.hearing);
        break;
      case 'pause':
        this.#ears.setPause(message.utterance, message.pause);
        break;
      case 'speak':
        this.#interrupters.set(message.turn, message.interrupters);
        this.#mouth.speak(message.turn);
        break;
      case 'sound':
        this.#mouth.sound(message.turn, message.pcm);
        break;
      case 'said':
        this.#mouth.finish(message.turn);
        break;
      case 'withdraw':
        this.#mouth.withdraw(message.turn, message.more ? 'go on' : 'end');
        break;
      case 'hush':
        this.#mouth.hush();
    }
  }

  #audible(turn: number): void {
    this.#options.audible(turn);
    this.#events?.message({ is: 'audible', call: CALL, turn });
    this.#ears.audible();
    this.#ears.mouth({ is: 'speaking', interrupters: this.#interrupters.get(turn) ?? [] });
  }

  #effect(effect: Effect): void {
    if (effect.is === 'hold') this.#mouth.hold();
    else if (effect.is === 'release') this.#mouth.release();
    else if (effect.is === 'interrupt') this.#mouth.interrupt(effect.by);
    else {
      this.#events?.message({ ...effect, call: CALL, ...(effect.is === 'heard' && { pack: repack(effect.pcm) }) });
      if (effect.is === 'begun' || effect.is === 'again') this.#mouth.floorTaken();
      if (effect.is === 'ended' || effect.is === 'over') this.#mouth.floorFree();
    }
  }
}

/** A packet holds the sound itself, which the bot must not take for Opus. */
const repack = (pcm: Uint8Array): Buffer =>
  pack(
    Array.from({ length: pcm.length / EAR_FRAME }, (_, n) => ({
      pcm: pcm.subarray(n * EAR_FRAME, (n + 1) * EAR_FRAME),
    })),
  );

const makeSenses = (activity: VoiceActivityDetector): Senses => {
  const detector = activity.open();
  return { decode: (packet) => packet, isSpeech: (pcm) => detector.isSpeech(pcm), close: () => detector.close() };
};

const ring = (clock: Clock, ms: number, callback: () => void): (() => void) => {
  const timer = new Timer(clock);
  timer.set(Math.max(0, ms - clock.now()), callback);
  return () => timer.stop();
};
