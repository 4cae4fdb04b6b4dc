import type { EndpointingSettings } from '../bridge/endpointing.ts';
import type { FloorSpeech, SpeechReport } from './floor-speech.ts';

/** Who is being heard. `paused`: they ended, and may take it back. */
type State =
  | { is: 'free' }
  | { is: 'live'; speech: FloorSpeech }
  | { is: 'paused'; speech: FloorSpeech; since: number };

/** Milliseconds within which an end can be taken back if no reply becomes audible. */
const TAKE_BACK = 30_000;

/** Milliseconds of silence that are fed to the Live API's own detection before we end the speech ourselves. */
const FED = 1_500;

/** What is told when there is nothing to tell. Shared, because it is asked with every frame. */
const NOTHING: readonly SpeechReport[] = [];

/** Whether silence is fed, because the Live API itself finds the end of speech. */
export const isFed = ({ turnEnd }: EndpointingSettings): boolean => turnEnd === 'server';

/** When the speech of who has the floor ends, if they stay silent, in milliseconds. */
const endOf = (speech: FloorSpeech, endpointing: EndpointingSettings): number =>
  speech.voiced + (isFed(endpointing) ? FED : endpointing.pause);

/** The place of the one person who is heard, from the beginning of their speech until it cannot go on any more. */
export class Seat {
  #state: State = { is: 'free' };

  /** Whether somebody is being heard just now. */
  get isLive(): boolean {
    return this.#state.is === 'live';
  }

  /** When {@link expire} is to be called, in milliseconds. */
  next(endpointing: EndpointingSettings): number | undefined {
    const state = this.#state;
    if (state.is === 'free') return undefined;
    if (state.is === 'paused') return state.since + TAKE_BACK;
    const end = endOf(state.speech, endpointing);
    return isFed(endpointing) ? Math.min(end, state.speech.hungry) : end;
  }

  /** What somebody is saying, if they are the one who is heard. */
  findLive(userId: string): FloorSpeech | undefined {
    return this.#state.is === 'live' && this.#state.speech.userId === userId ? this.#state.speech : undefined;
  }

  /** What somebody said who may still go on with it. */
  findPaused(userId: string): FloorSpeech | undefined {
    return this.#state.is === 'paused' && this.#state.speech.userId === userId ? this.#state.speech : undefined;
  }

  /** Somebody is heard from now on, or goes on. */
  take(speech: FloorSpeech): void {
    this.#state = { is: 'live', speech };
  }

  /** They fell silent, and may take that back where it is only guessed. */
  end(speech: FloorSpeech, now: number, { turnEnd }: EndpointingSettings): SpeechReport[] {
    this.#state = { is: 'paused', speech, since: now };
    const ended: SpeechReport[] = [...speech.flush(), { is: 'ended', utterance: speech.utterance }];
    return turnEnd === 'speculative' ? ended : [...ended, ...this.close()];
  }

  /** The first sound of a reply has left: what was ended cannot be taken back any more. */
  noteAudible(now: number, endpointing: EndpointingSettings): readonly SpeechReport[] {
    const state = this.#state;
    if (state.is === 'paused') return this.close();
    const isEnded = state.is === 'live' && isFed(endpointing) && now - state.speech.voiced >= endpointing.pause;
    return isEnded ? this.end(state.speech, now, endpointing) : NOTHING;
  }

  /** Frees the place. Who has it is cut off without what they said last. */
  close(): readonly SpeechReport[] {
    const state = this.#state;
    if (state.is === 'free') return NOTHING;
    this.#state = { is: 'free' };
    const { utterance } = state.speech;
    const over: SpeechReport = { is: 'over', utterance };
    return state.is === 'live' ? [{ is: 'ended', utterance }, over] : [over];
  }

  /** Time has passed: feeds silence, and ends what was ended long enough ago. */
  expire(now: number, endpointing: EndpointingSettings): readonly SpeechReport[] {
    const state = this.#state;
    if (state.is === 'paused' && now - state.since >= TAKE_BACK) return this.close();
    if (state.is !== 'live') return NOTHING;
    const end = endOf(state.speech, endpointing);
    const fed = isFed(endpointing) ? state.speech.feed(Math.min(now, end)) : NOTHING;
    return now >= end ? [...fed, ...this.end(state.speech, now, endpointing)] : fed;
  }
}
