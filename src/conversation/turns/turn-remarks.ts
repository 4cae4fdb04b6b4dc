import { isDeepStrictEqual } from 'node:util';
import type { Text } from '../../text/text.ts';

/** What is said about a recording that isn't heard to its end. */
const ABOUT_SOUND: ReadonlySet<Text['code']> = new Set(['media.sound-cut', 'media.sound-full']);

/** What people must know besides the answer to a question, such as which of its files couldn't be opened, and why. */
export class TurnRemarks {
  readonly #all: Text[] = [];
  #heard: readonly Text[] = [];

  /** The remarks, in the order in which they were made. */
  get all(): readonly Text[] {
    const isOutdated = (remark: Text) => this.#heard.some((one) => isOfSameRecording(one, remark));
    return [...this.#all.filter((remark) => !isOutdated(remark)), ...this.#heard];
  }

  /** Adds a remark, unless it was made already. */
  add(remark: Text): void {
    if (!this.#all.some((one) => isDeepStrictEqual(one, remark))) this.#all.push(remark);
  }

  /**
   * Notes which recordings the model that is asked hears only in part. It takes the place of what was noted for another
   * model, and of remarks that tell of more of the same recordings.
   */
  noteHeard(cuts: readonly Text[]): void {
    this.#heard = cuts;
  }
}

const isOfSameRecording = (one: Text, other: Text): boolean =>
  ABOUT_SOUND.has(one.code) && ABOUT_SOUND.has(other.code) && nameOf(one) === nameOf(other);

const nameOf = (text: Text): string | undefined => ('name' in text ? text.name : undefined);
