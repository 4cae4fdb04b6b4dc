import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from '../../world/discord/member.ts';
import type { BotAudio } from '../../world/discord/voice/bot-audio.ts';
import { speech } from '../../world/discord/voice/signals.ts';
import { CHARACTER_MS } from '../../world/live/model-sound.ts';

/** What people say. It's made once, because making it takes longer than saying it. */
const QUESTION = speech(800);

/** What the model says to whoever speaks: some two seconds. */
export const ANSWER = 'This is what I think about it.';

/** How many packets of 20 ms that takes. */
const PACKETS = (ANSWER.length * CHARACTER_MS) / 20;

/** How long an answer may take to begin, and how long nothing is heard once it has ended, in milliseconds. */
const [BEGINS, ENDS] = [8_000, 1_000];

/** How long people are silent between two questions at most, in milliseconds. */
const PAUSE = 1_500;

/** A spoken question: when its sound began and ended, and how much of one answer was heard, from when on. Times are of `performance.now()`. */
export type Spoken = { began: number; ended: number; heard: number; first: number | undefined };

/** Somebody in a call who asks and hears answers. */
export class Talker {
  readonly spoken: Spoken[] = [];
  readonly #member: Member;
  readonly #ears: BotAudio;
  readonly #random: () => number;

  constructor(member: Member, ears: BotAudio, random: () => number) {
    this.#member = member;
    this.#ears = ears;
    this.#random = random;
  }

  /** Talks until the signal aborts. */
  async talk(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.spoken.push(await this.#ask());
      await sleep(300 + this.#random() * PAUSE, undefined, { signal }).catch(() => {});
    }
  }

  async #ask(): Promise<Spoken> {
    const ears = this.#ears;
    const { first: began, last: ended } = await this.#member.speaks(QUESTION);
    const listAnswer = () => ears.sounding.filter(({ at }) => at >= ended);
    await ears.until(() => listAnswer().length > 0, { deadline: BEGINS }).catch(() => {});
    // The last packet is known by the silence after it.
    let count = -1;
    while (listAnswer().length > count) {
      count = listAnswer().length;
      if (count > 0) await sleep(ENDS);
    }
    const first = listAnswer()[0]?.at;
    ears.forget();
    return { began, ended, heard: count / PACKETS, first };
  }
}
