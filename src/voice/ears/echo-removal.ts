import { EchoDetector } from '../../audio/echo.ts';
import type { EchoReference } from '../../audio/echo-reference.ts';
import type { EarOutput } from './ear.ts';

/** Frames that wait to be known for the beginning of somebody's own sound: 160 ms. */
const MOST = 8;

type Sound = Extract<EarOutput, { is: 'frame' }>;

/**
 * Takes Parley's own voice out of what one person sends: an echo is as good as silence. Where the person speaks over it,
 * their sound passes as it is, from its beginning on.
 */
export class EchoRemoval {
  readonly #echo: EchoDetector;
  #unsure: Sound[] = [];
  /** Whether frames before the unsure ones were dropped. */
  #gap = false;

  constructor(playout: EchoReference) {
    this.#echo = new EchoDetector(playout);
  }

  /** Gives what is left of what was heard, and of what waited for it. */
  take(heard: EarOutput): EarOutput[] {
    if (heard.is === 'quiet') return this.#quiet(heard.at);
    const holds = this.#echo.judge(heard.pcm, heard.speech, heard.at);
    if (holds === 'echo') return this.#drop(heard.at);
    if (holds === 'own' && (heard.speech || this.#unsure.length === 0)) return [...this.#give(), heard];
    return this.#wait(heard);
  }

  /** What holds no voice does not tell either what came before it. */
  #wait(heard: Sound): EarOutput[] {
    this.#unsure.push(heard);
    if (this.#unsure.length <= MOST) return [];
    this.#unsure.shift();
    this.#gap = true;
    return this.#unsure.some(({ speech }) => speech) ? [] : this.#give();
  }

  #quiet(at: number): EarOutput[] {
    // What no way has explained yet is theirs: to lose a word is worse than to hear a bit of an echo.
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
