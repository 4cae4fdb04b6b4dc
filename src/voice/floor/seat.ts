import type { EndpointingSettings } from '../bridge/endpointing.ts';
import type { HearingPolicy } from '../bridge/protocol.ts';
import type { FloorSpeech, SpeechReport } from './floor-speech.ts';
import type { SpeechFrame } from './speech-frame.ts';

/**
 * Who is being heard. `pausing`: the bot knows that they're silent just now, and `pause` is what it wants that to be at most.
 * `paused`: they fell silent, and may still go on. Times are milliseconds.
 */
type State =
  | { is: 'free' }
  | { is: 'live'; speech: FloorSpeech }
  | { is: 'pausing'; speech: FloorSpeech; pause: number | undefined }
  | { is: 'paused'; speech: FloorSpeech; since: number };

/** How long the end of speech can be taken back if no answer becomes audible, in milliseconds. */
const TAKE_BACK = 30_000;

/** How much silence is fed to the Live API's own detection before the speech is ended here, in milliseconds. */
const FED = 1_500;

/** After how much silence the bot is told of a pause, in milliseconds: two frames may be late or unvoiced in mid word. */
const PAUSING = 60;

/** What the seat has to know of how people are heard. */
type SeatPolicy = EndpointingSettings & Pick<HearingPolicy, 'tellsPauses'>;

/** An empty list of reports. It's shared, because it's returned for almost every frame. */
const NOTHING: readonly SpeechReport[] = [];

/** Whether silence is fed, because the Live API itself detects the end of speech. */
export const isFed = ({ turnEnd }: EndpointingSettings): boolean => turnEnd === 'server';

/** When this speech ends if the person stays silent, in milliseconds. */
const endOf = (state: State & { is: 'live' | 'pausing' }, policy: EndpointingSettings): number =>
  state.speech.voiced + (isFed(policy) ? FED : (state.is === 'pausing' && state.pause) || policy.pause);

/** The seat of the one person who is heard, from the beginning of their speech until it can't go on any more. */
export class Seat {
  #state: State = { is: 'free' };

  /** Whether someone is talking. */
  get isLive(): boolean {
    return this.#state.is === 'live' || this.#state.is === 'pausing';
  }

  /** When to call {@link expire}, in milliseconds. */
  next(policy: SeatPolicy): number | undefined {
    const state = this.#state;
    if (state.is === 'free') return undefined;
    if (state.is === 'paused') return state.since + TAKE_BACK;
    const end = endOf(state, policy);
    const told = policy.tellsPauses && state.is === 'live' ? Math.min(end, state.speech.voiced + PAUSING) : end;
    return isFed(policy) ? Math.min(told, state.speech.hungry) : told;
  }

  /** What this person is saying, if they have the seat. */
  findLive(userId: string): FloorSpeech | undefined {
    const state = this.#state;
    const isLive = state.is === 'live' || state.is === 'pausing';
    return isLive && state.speech.userId === userId ? state.speech : undefined;
  }

  /** What this person said, if they have the seat and may still go on. */
  findPaused(userId: string): FloorSpeech | undefined {
    return this.#state.is === 'paused' && this.#state.speech.userId === userId ? this.#state.speech : undefined;
  }

  /** A person takes the seat, or goes on. */
  take(speech: FloorSpeech): void {
    this.#state = { is: 'live', speech };
  }

  /** Takes the next frame of who is talking. */
  frame(speech: FloorSpeech, frame: SpeechFrame): SpeechReport[] {
    const reports = speech.frame(frame);
    if (!frame.speech || this.#state.is !== 'pausing') return reports;
    this.#state = { is: 'live', speech };
    return [{ is: 'resumed', utterance: speech.utterance }, ...reports];
  }

  /** How long the pause may be that just runs, in milliseconds. */
  setPause(utterance: number, pause: number): void {
    const state = this.#state;
    if (state.is === 'pausing' && state.speech.utterance === utterance) this.#state = { ...state, pause };
  }

  /** The person fell silent. With speculative endpointing they may still go on; otherwise the seat is free. */
  end(speech: FloorSpeech, now: number, { turnEnd }: EndpointingSettings): SpeechReport[] {
    this.#state = { is: 'paused', speech, since: now };
    const ended: SpeechReport[] = [...speech.flush(), { is: 'ended', utterance: speech.utterance }];
    return turnEnd === 'speculative' ? ended : [...ended, ...this.close()];
  }

  /** The first packet of an answer was sent: an end can't be taken back any more. */
  noteAudible(now: number, endpointing: EndpointingSettings): readonly SpeechReport[] {
    const state = this.#state;
    if (state.is === 'paused') return this.close();
    const isLive = state.is === 'live' || state.is === 'pausing';
    const isEnded = isLive && isFed(endpointing) && now - state.speech.voiced >= endpointing.pause;
    return isEnded ? this.end(state.speech, now, endpointing) : NOTHING;
  }

  /** Frees the seat. If the person is talking, frames that don't make a piece yet are lost. */
  close(): readonly SpeechReport[] {
    const state = this.#state;
    if (state.is === 'free') return NOTHING;
    this.#state = { is: 'free' };
    const { utterance } = state.speech;
    const over: SpeechReport = { is: 'over', utterance };
    return state.is === 'paused' ? [over] : [{ is: 'ended', utterance }, over];
  }

  /** Time has passed: feeds silence, ends speech after its pause, and closes an end that can't be taken back any more. */
  expire(now: number, policy: SeatPolicy): readonly SpeechReport[] {
    const state = this.#state;
    if (state.is === 'paused' && now - state.since >= TAKE_BACK) return this.close();
    if (state.is !== 'live' && state.is !== 'pausing') return NOTHING;
    const end = endOf(state, policy);
    const fed = isFed(policy) ? state.speech.feed(Math.min(now, end)) : NOTHING;
    if (now >= end) return [...fed, ...this.end(state.speech, now, policy)];
    return policy.tellsPauses && state.is === 'live' ? [...fed, ...this.#tellPause(state.speech, now)] : fed;
  }

  #tellPause(speech: FloorSpeech, now: number): readonly SpeechReport[] {
    if (now - speech.voiced < PAUSING) return NOTHING;
    this.#state = { is: 'pausing', speech, pause: undefined };
    return [...speech.flush(), { is: 'pausing', utterance: speech.utterance }];
  }
}
