import type { EndpointingSettings } from '../bridge/endpointing.ts';
import type { FloorSpeech, SpeechReport } from './floor-speech.ts';

/** Who is being heard. `paused`: they fell silent, and may still go on. `since` is in milliseconds. */
type State =
  | { is: 'free' }
  | { is: 'live'; speech: FloorSpeech }
  | { is: 'paused'; speech: FloorSpeech; since: number };

/** How long the end of speech can be taken back if no answer becomes audible, in milliseconds. */
const TAKE_BACK = 30_000;

/** How much silence is fed to the Live API's own detection before the speech is ended here, in milliseconds. */
const FED = 1_500;

/** An empty list of reports. It's shared, because it's returned for almost every frame. */
const NOTHING: readonly SpeechReport[] = [];

/** Whether silence is fed, because the Live API itself detects the end of speech. */
export const isFed = ({ turnEnd }: EndpointingSettings): boolean => turnEnd === 'server';

/** When this speech ends if the person stays silent, in milliseconds. */
const endOf = (speech: FloorSpeech, endpointing: EndpointingSettings): number =>
  speech.voiced + (isFed(endpointing) ? FED : endpointing.pause);

/** The seat of the one person who is heard, from the beginning of their speech until it can't go on any more. */
export class Seat {
  #state: State = { is: 'free' };

  /** Whether someone is talking. */
  get isLive(): boolean {
    return this.#state.is === 'live';
  }

  /** When to call {@link expire}, in milliseconds. */
  next(endpointing: EndpointingSettings): number | undefined {
    const state = this.#state;
    if (state.is === 'free') return undefined;
    if (state.is === 'paused') return state.since + TAKE_BACK;
    const end = endOf(state.speech, endpointing);
    return isFed(endpointing) ? Math.min(end, state.speech.hungry) : end;
  }

  /** What this person is saying, if they have the seat. */
  findLive(userId: string): FloorSpeech | undefined {
    return this.#state.is === 'live' && this.#state.speech.userId === userId ? this.#state.speech : undefined;
  }

  /** What this person said, if they have the seat and may still go on. */
  findPaused(userId: string): FloorSpeech | undefined {
    return this.#state.is === 'paused' && this.#state.speech.userId === userId ? this.#state.speech : undefined;
  }

  /** A person takes the seat, or goes on. */
  take(speech: FloorSpeech): void {
    this.#state = { is: 'live', speech };
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
    const isEnded = state.is === 'live' && isFed(endpointing) && now - state.speech.voiced >= endpointing.pause;
    return isEnded ? this.end(state.speech, now, endpointing) : NOTHING;
  }

  /** Frees the seat. If the person is talking, frames that don't make a piece yet are lost. */
  close(): readonly SpeechReport[] {
    const state = this.#state;
    if (state.is === 'free') return NOTHING;
    this.#state = { is: 'free' };
    const { utterance } = state.speech;
    const over: SpeechReport = { is: 'over', utterance };
    return state.is === 'live' ? [{ is: 'ended', utterance }, over] : [over];
  }

  /** Time has passed: feeds silence, ends speech after its pause, and closes an end that can't be taken back any more. */
  expire(now: number, endpointing: EndpointingSettings): readonly SpeechReport[] {
    const state = this.#state;
    if (state.is === 'paused' && now - state.since >= TAKE_BACK) return this.close();
    if (state.is !== 'live') return NOTHING;
    const end = endOf(state.speech, endpointing);
    const fed = isFed(endpointing) ? state.speech.feed(Math.min(now, end)) : NOTHING;
    return now >= end ? [...fed, ...this.end(state.speech, now, endpointing)] : fed;
  }
}
