import { unlessAborted } from '../../src/base/clock.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import type { World } from '../../world/world.ts';
import type { Dice } from '../duel/dice.ts';
import type { Place } from '../duel/places.ts';
import { type Asking, manner, type Way } from '../duel/plan.ts';
import { Question } from '../duel/question.ts';

/** Servers, and how many of the people write to the bot directly. */
const SERVERS = 6;
const DIRECT = 2;

/** Between two questions in a channel passes so long at most, in milliseconds. */
const REST = 4_500;

/** How long somebody waits for an answer before asking again. */
const PATIENCE = 7_000;

/** A press of a button under an answer, and which processes Discord told of it. */
export type Press = {
  label: 'Stop' | 'Continue';
  at: number;
  question: Question;
  reply: Reply;
  heard: readonly string[];
};

/** Servers on every shard with a channel each, the first of them with two, and direct messages. */
export const placesIn = ({ discord }: World): Place[] => {
  const guilds = Array.from({ length: SERVERS }, (_, index) => discord.guild(`Server ${index + 1}`));
  const places = guilds.map((guild) => ({
    channel: guild.text('general'),
    members: [guild.member(`Ada ${guild.name}`), guild.member(`Bob ${guild.name}`)],
  }));
  const [first] = places;
  const second = first && guilds[0] ? [{ ...first, channel: guilds[0].text('garden') }] : [];
  const direct = places
    .slice(0, DIRECT)
    .flatMap(({ members: [ada] }) => (ada ? [{ channel: ada.dm, members: [ada] }] : []));
  return [...places, ...second, ...direct];
};

/** People who ask in many places, over and over, wait or don't, stop answers, and have broken ones go on. */
export class People {
  readonly questions: Question[] = [];
  readonly presses: Press[] = [];
  readonly #world: World;
  readonly #dice: Dice;
  readonly #expect: (question: Question) => void;

  constructor(world: World, dice: Dice, expect: (question: Question) => void) {
    this.#world = world;
    this.#dice = dice;
    this.#expect = expect;
  }

  /** Asks in a place until the signal aborts. Nobody waits for an answer then. */
  async talk(place: Place, signal: AbortSignal): Promise<void> {
    const { clock } = this.#world.discord;
    while (!signal.aborted) {
      await clock.sleep(this.#dice.below(REST), signal).catch(() => {});
      if (signal.aborted) return;
      const question = await this.ask(place);
      if (this.#dice.chance(0.15)) await this.#press(question, place, { label: 'Stop', signal });
      else if (this.#dice.chance(0.6)) await this.#wait(question, place, signal);
    }
  }

  /** Asks one question in a place. */
  async ask({ channel, members }: Place, way: Way = this.#way(channel.guild !== undefined)): Promise<Question> {
    const dice = this.#dice;
    const asking: Asking = { channel: 0, way, after: 0, manner: manner(dice) };
    const question = new Question(this.questions.length + 1, asking, channel);
    this.questions.push(question);
    this.#expect(question);
    await question.ask(dice.of(members));
    return question;
  }

  #way(isServer: boolean): Way {
    if (this.#dice.chance(0.35)) return 'ask';
    return isServer && this.#dice.chance(0.2) ? 'edit' : 'mention';
  }

  /** Waits for an answer, and has it go on where it has broken off. */
  async #wait(question: Question, place: Place, signal: AbortSignal): Promise<void> {
    await this.#until(() => question.isOver || findButton(question, 'Continue'), signal);
    if (findButton(question, 'Continue')) await this.#press(question, place, { label: 'Continue', signal });
  }

  /** Presses a button under an answer, once there is one. */
  async #press(
    question: Question,
    { members }: Place,
    { label, signal }: { label: Press['label']; signal: AbortSignal },
  ): Promise<void> {
    await this.#until(() => findButton(question, label), signal);
    const found = findButton(question, label);
    const asker = members.find(({ id }) => id === question.asker?.id);
    if (!found || !asker) return;
    const { clock } = this.#world.discord;
    const heard = question.listeners;
    const at = clock.now();
    const reply = await asker.press(found.message, found.id);
    this.presses.push({ label, at, question, reply, heard });
  }

  /** Waits for something, but not for ever, nor beyond the signal. */
  #until(check: () => unknown, signal: AbortSignal): Promise<void> {
    return unlessAborted(
      this.#world.discord.until(check, { deadline: PATIENCE }).then(() => {}),
      signal,
    ).catch(() => {});
  }
}

/** The button under the newest message of an answer that has one. */
const findButton = ({ messages }: Question, label: Press['label']): { message: Message; id: string } | undefined =>
  messages.flatMap((message) => buttonOf(message, label) ?? []).at(-1);

const buttonOf = (message: Message, label: string): { message: Message; id: string } | undefined => {
  if (message.deletedAt !== undefined) return undefined;
  const id = flatten(message.components).find((one) => one.label === label && !one.disabled)?.custom_id;
  return id === undefined ? undefined : { message, id };
};
