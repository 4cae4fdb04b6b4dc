import { EchoDetector } from '../../audio/echo.ts';
import type { EchoReference } from '../../audio/echo-reference.ts';
import type { EarOutput } from './ear.ts';

/** How many undecided frames are kept, because they may be the beginning of a member's own speech: 160 ms. */
const MOST = 8;

type Sound = Extract<EarOutput, { is: 'frame' }>;

/**
 * Removes Parley's own voice from what one member sends: an echo is replaced by silence. Where the member speaks over it,
 * their sound passes unchanged, from its beginning on.
 */
export class EchoRemoval {
  readonly #echo: EchoDetector;
  /** Frames that may be an echo or the member's own. */
  #unsure: Sound[] = [];
  /** Whether frames were dropped before the unsure ones. */
  #gap = false;

  constructor(playout: EchoReference) {
    this.#echo = new EchoDetector(playout);
  }

  /** Returns what is left of the sound, and of the frames that were waiting for a decision. */
  take(heard: EarOutput): EarOutput[] {
    if (heard.is === 'quiet') return this.#quiet(heard.at);
    const holds = this.#echo.judge(heard.pcm, heard.speech, heard.at);
    if (holds === 'echo') return this.#drop(heard.at);
    if (holds === 'own' && (heard.speech || this.#unsure.length === 0)) return [...this.#give(), heard];
    return this.#wait(heard);
  }

  /** A frame without a voice doesn't show what the frames before it were, so they keep waiting. */
  #wait(heard: Sound): EarOutput[] {
    this.#unsure.push(heard);
    if (this.#unsure.length <= MOST) return [];
    this.#unsure.shift();
    this.#gap = true;
    return this.#unsure.some(({ speech }) => speech) ? [] : this.#give();
  }

  #quiet(at: number): EarOutput[] {
    // Until an echo path is proven, undecided frames count as the member's own: losing a word is worse than a bit of echo.
    const given = this.#echo.proven ? [] : this.#give();
    this.#echo.quiet();
    return [...given, ...this.#drop(at)];
  }

  #drop(at: number): EarOutput[] {
    this.#unsure = [];
    this.#gap = false;
    return [{ is: 'quiet', at }];
  }

  #give(): EarOutput[] {
    const [first] = this.#unsure;
    const given: EarOutput[] = first && this.#gap ? [{ is: 'quiet', at: first.at }, ...this.#unsure] : this.#unsure;
    this.#unsure = [];
    this.#gap = false;
    return given;
  }
}
