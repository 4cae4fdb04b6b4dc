import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Model } from '../duel/model.ts';
import type { Asking } from '../duel/plan.ts';
import { Question } from '../duel/question.ts';

/** How long an answer is waited for, in milliseconds, before the next question is asked: longer than any drain. */
const PATIENCE = 90_000;

/** How often somebody looks whether the answer is there, in milliseconds. */
const LOOK = 200;

/** Of so many questions one is asked by a command, and after one of so many somebody else asks before it's answered. */
const [COMMANDS, CROWDS] = [4, 3];

/** What a conversation needs: where it is, who is in it, the model that answers, numbers for its questions, and chance. */
type WriterOptions = {
  channel: Channel;
  members: readonly [Member, Member];
  model: Pick<Model, 'expect'>;
  number(): number;
  /** How long people wait at most until they ask the next question, in milliseconds. */
  pause: number;
  random(): number;
};

/** People in one channel who ask all the time, and sometimes before the last answer is there. */
export class Writer {
  readonly questions: Question[] = [];
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Asks until the signal aborts, and resolves when the last answers are there, or too late. */
  async write(signal: AbortSignal): Promise<void> {
    const { random, members, pause: most } = this.#options;
    const pause = () => sleep(random() * most, undefined, { signal }).catch(() => {});
    for (await pause(); !signal.aborted; await pause()) {
      const asked = [this.#ask(members[0])];
      if (random() < 1 / CROWDS) asked.push(this.#ask(members[1]));
      await Promise.all(asked);
    }
  }

  async #ask(member: Member): Promise<void> {
    const { channel, model, number, random } = this.#options;
    const manner = {
      think: random() * 400,
      pieces: 1 + Math.floor(random() * 5),
      gap: 80 + random() * 300,
      filler: 20,
    };
    const way = random() < 1 / COMMANDS ? 'ask' : 'mention';
    const asking: Asking = { channel: 0, way, after: 0, manner };
    const question = new Question(number(), asking, channel);
    this.questions.push(question);
    model.expect(question);
    await question.ask(member);
    // A hundred people who look whenever anything happens in the world would be its main work.
    for (let waited = 0; waited < PATIENCE && !question.isOver; waited += LOOK) await sleep(LOOK);
  }
}
