import type { Opus } from '../audio/opus.ts';
import { MODEL_FRAME } from '../audio/pcm.ts';
import type { VoiceActivityDetector } from '../audio/voice-activity.ts';
import type { Clock } from '../base/clock.ts';
import type { FromProcess, HearingPolicy, Interrupters, ToProcess } from './bridge/protocol.ts';
import { CallConnection } from './connection/call-connection.ts';
import { DiscordVoiceLink } from './connection/voice-link.ts';
import type { Senses } from './ears/ear.ts';
import { Ears } from './ears/ears.ts';
import type { Effect } from './floor/floor.ts';
import type { Metronome } from './mouth/metronome.ts';
import { MOUTH_CAPACITY, Mouth } from './mouth/mouth.ts';
import type { PlayoutOutcome } from './mouth/mouth-listener.ts';

type Join = Extract<ToProcess, { is: 'join' }>;

/** What all calls of a process share. */
export type VoiceCallMeans = {
  codec: Opus;
  activity: VoiceActivityDetector;
  metronome: Metronome;
  clock: Clock;
  /** What people hear while a tool takes its time: 24 kHz PCM, in whole frames. */
  cue: Uint8Array;
  /** A random number from 0 to 1. */
  random: () => number;
  report: (message: FromProcess) => void;
};

/** One call in the voice process: it connects a voice connection, ears and a mouth with each other and with the bot. */
export class VoiceCall {
  readonly #id: string;
  readonly #means: VoiceCallMeans;
  readonly #connection: CallConnection;
  readonly #ears: Ears;
  readonly #mouth: Mouth;
  /** Who may interrupt each turn that the mouth has. */
  readonly #interrupters = new Map<number, Interrupters>();
  /** Whether somebody talks who waits for the floor. */
  #areOthersTalking = false;
  /** The turn that is heard right now. */
  #audibleTurn: number | undefined;
  /** Two facts that have nothing to do with each other, so they aren't one union: the mouth needs both to speak. */
  #isConnected = false;
  #isMuted = false;

  /** @throws if the codec has no room for another call. */
  constructor({ call, guildId, channelId, userId, hearing }: Join, means: VoiceCallMeans) {
    const { clock, codec, metronome, random } = means;
    // This comes first because it may throw, and then nothing has to be undone.
    const encoder = codec.encoder();
    this.#id = call;
    this.#means = means;
    const out = (effect: Effect) => this.#effect(effect);
    // Node reads from the sockets before that.
    const afterPackets = setImmediate;
    const onTalk = (talking: boolean) => this.#noteTalk(talking);
    this.#ears = new Ears({ hearing, clock, senses: () => sensesOf(means), out, onTalk, afterPackets });
    const listener = this.#ears.packet.bind(this.#ears);
    this.#connection = new CallConnection({
      call,
      guildId,
      channelId,
      clock,
      random,
      line: (on) => new DiscordVoiceLink({ guildId, channelId, userId, clock, on, listener }),
      report: (message) => this.#report(message),
    });
    const { line } = this.#connection;
    line.hear(hearing.members);
    this.#mouth = new Mouth({
      metronome,
      encoder,
      send: (packet) => line.play(packet),
      onSaid: (pcm) => this.#ears.noteSaid(pcm),
      capacity: MOUTH_CAPACITY,
      listener: {
        audible: (turn, what) => this.#audible(turn, what),
        silent: (end) => this.#silent(end),
        onLoss: (bytes) => means.report({ is: 'loss', call, what: 'sound', bytes }),
        onFailure: () => means.report({ is: 'loss', call, what: 'sound', bytes: MODEL_FRAME }),
      },
    });
    // There's no connection yet, so the mouth starts paused.
    this.#open();
  }

  take(message: ToProcess): void {
    this.#takeDetail(message);
    switch (message.is) {
      case 'voiceState':
        this.#connection.voiceState(message.event);
        break;
      case 'voiceServer':
        this.#connection.voiceServer(message.event);
        break;
      case 'hearing':
        this.#hear(message.hearing);
        break;
      case 'grant':
        this.#ears.grant(message.userId);
        break;
      case 'speak':
        this.#interrupters.set(message.turn, message.interrupters);
        this.#mouth.speak(message.turn);
        break;
      case 'interrupters':
        this.#changeInterrupters(message);
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
      case 'mute':
        this.#mute(message.muted);
        break;
      case 'hush':
        this.#mouth.hush();
        break;
    }
  }

  /** Takes what concerns one utterance, or one pause of an answer. */
  #takeDetail(message: ToProcess): void {
    if (message.is === 'pause') this.#ears.setPause(message.utterance, message.pause);
    if (message.is === 'release') this.#ears.release(message.utterance);
    if (message.is === 'cue') this.#mouth.cue(message.turn, this.#means.cue);
  }

  /** Leaves at once, without reporting an end. */
  close(): void {
    this.#connection.leave();
    this.#fallSilent();
  }

  #mute(muted: boolean): void {
    this.#isMuted = muted;
    this.#open();
  }

  #hear(hearing: HearingPolicy): void {
    this.#connection.line.hear(hearing.members);
    this.#ears.setHearing(hearing);
  }

  #report(message: FromProcess): void {
    if (message.is === 'ready' || message.is === 'mending') {
      this.#isConnected = message.is === 'ready';
      this.#open();
    }
    if (message.is === 'lost') this.#fallSilent();
    this.#means.report(message);
  }

  /** The mouth waits while the connection is down, and while Discord lets nobody hear it. */
  #open(): void {
    if (this.#isConnected && !this.#isMuted) this.#mouth.resume();
    else this.#mouth.pause();
  }

  #fallSilent(): void {
    this.#ears.close();
    this.#mouth.close();
  }

  #audible(turn: number, what: 'answer' | 'cue'): void {
    this.#means.report({ is: 'audible', call: this.#id, turn, ...(what === 'cue' && { cue: true }) });
    // After a cue the floor knows already.
    if (turn === this.#audibleTurn) return;
    this.#audibleTurn = turn;
    this.#ears.audible();
    this.#ears.mouth({ is: 'speaking', interrupters: this.#interrupters.get(turn) ?? [] });
  }

  #changeInterrupters({ turn, interrupters }: Extract<ToProcess, { is: 'interrupters' }>): void {
    // The mouth may be done with the turn by now.
    if (!this.#interrupters.has(turn)) return;
    this.#interrupters.set(turn, interrupters);
    if (turn === this.#audibleTurn) this.#ears.mouth({ is: 'speaking', interrupters });
  }

  #silent(end: PlayoutOutcome): void {
    this.#interrupters.delete(end.turn);
    if (this.#audibleTurn === end.turn) this.#audibleTurn = undefined;
    this.#means.report({ is: 'silent', call: this.#id, ...end });
    if (!this.#mouth.speaking) this.#ears.mouth({ is: 'silent' });
  }

  #effect(effect: Effect): void {
    switch (effect.is) {
      case 'hold':
        this.#mouth.hold();
        break;
      case 'release':
        this.#mouth.release();
        break;
      case 'interrupt':
        this.#mouth.interrupt(effect.by);
        break;
      default:
        this.#tell({ ...effect, call: this.#id });
    }
  }

  #noteTalk(talking: boolean): void {
    if (talking === this.#areOthersTalking) return;
    this.#areOthersTalking = talking;
    this.#means.report({ is: 'talk', call: this.#id, talking });
  }

  /** Reports speech to the bot. While someone has the floor, the mouth starts no new answer. */
  #tell(told: Extract<FromProcess, { is: Effect['is'] }>): void {
    this.#means.report(told);
    if (told.is === 'begun' || told.is === 'again') this.#mouth.floorTaken();
    if (told.is === 'ended' || told.is === 'over') this.#mouth.floorFree();
  }
}

/** Opens a decoder and a voice activity detector for one member. Both depend on what they heard before. */
const sensesOf = ({ codec, activity }: VoiceCallMeans): Senses => {
  const decoder = codec.decoder();
  const detector = activity.open();
  return {
    decode: (opus) => decoder.decode(opus),
    isSpeech: (pcm) => detector.isSpeech(pcm),
    close() {
      decoder.close();
      detector.close();
    },
  };
};
