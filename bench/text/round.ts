import type { Reply } from '../../world/discord/reply.ts';
import { say, stayQuiet } from '../../world/live/steps.ts';
import type { ServerFrame } from '../../world/live/wire.ts';
import type { World } from '../../world/world.ts';
import type { Place } from '../stage.ts';

/**
 * The times of one question, in milliseconds: from the first piece of the answer leaving the Live world to the first text
 * arriving at Discord; from the question to that; and from the question to the whole answer.
 */
export type Sample = { delay: number; first: number; whole: number };

/** How the model answers: in how many pieces, and with which pause between them, in milliseconds. */
export type Pieces = { count: number; pause: number };

/** A short answer that comes at once, so that only the bot takes time. */
export const AT_ONCE: Pieces = { count: 1, pause: 0 };

/** The deadline for an answer; a bot that needs it is broken. */
const DEADLINE = { deadline: 60_000 };

/**
 * Milliseconds of rest for each question of a round. discord.js sends 50 requests a second at most (its REST option
 * `globalRequestsPerSecond`); without a rest, rounds would only measure that.
 */
const REST = 27;

/** An edit of an interaction's reply, with the interaction's token. */
const EDIT = /^\/webhooks\/\d+\/([^/]+)\/messages\//;

/** Asks in all places of a world at once, round after round. */
export class Rounds {
  #world: World;
  #pieces = AT_ONCE;
  #asked = 0;
  /** When the next round may begin. */
  #next = 0;
  /** When the first piece of an answer left, by the question's number. */
  #left = new Map<string, number>();

  /** Takes over the world's model. */
  constructor(world: World) {
    this.#world = world;
    world.live.script = ({ text }) =>
      answer(numberOf(text), this.#pieces).flatMap((piece, index) => [
        ...(index > 0 ? [stayQuiet(this.#pieces.pause)] : []),
        say(piece),
      ]);
    world.live.sent = (_, frame) => this.#sent(frame as ServerFrame); // All that the local server sends is one.
  }

  /** Asks one round. Resolves when every answer is whole. */
  async ask(places: readonly Place[], pieces = AT_ONCE): Promise<Sample[]> {
    const { now, sleep } = this.#world.discord.clock;
    await sleep(Math.max(0, this.#next - now()));
    this.#pieces = pieces;
    this.#left.clear();
    const questions = await Promise.all(
      places.map(async ({ channel, member }) => {
        this.#asked += 1;
        const number = `${this.#asked}`;
        const at = now();
        return { number, at, reply: await member.slash('ask', { question: `Question <${number}>` }, { in: channel }) };
      }),
    );
    const began = questions[0]?.at ?? 0;
    const wholes = await Promise.all(questions.map(({ number, reply }) => this.#whole(number, reply)));
    this.#next = now() + places.length * REST;
    const shown = this.#shown(began);
    return questions.map(({ number, at, reply }, index) => {
      const first = shown.get(reply.channel.id) ?? Number.NaN;
      return {
        delay: first - (this.#left.get(number) ?? Number.NaN),
        first: first - at,
        whole: (wholes[index] ?? Number.NaN) - at,
      };
    });
  }

  async #whole(number: string, reply: Reply): Promise<number> {
    const text = answer(number, this.#pieces).join('');
    await reply.shows(text, DEADLINE);
    return reply.edits.find((edit) => edit.text === text)?.at ?? Number.NaN;
  }

  /** When the first edit since `began` arrived, by channel. Both bots defer their reply, so an edit brings the first text. */
  #shown(began: number): Map<string, number> {
    const { discord } = this.#world;
    const shown = new Map<string, number>();
    for (const { method, path, at } of discord.requests) {
      const [, token] = EDIT.exec(path) ?? [];
      if (method !== 'PATCH' || at < began || token === undefined) continue;
      const { channel } = discord.behindWebhook(discord.bot.id, token);
      if (!shown.has(channel.id)) shown.set(channel.id, at);
    }
    return shown;
  }

  #sent({ serverContent }: ServerFrame): void {
    const number = numberOf(serverContent?.outputTranscription?.text ?? '');
    if (number !== '' && !this.#left.has(number)) this.#left.set(number, this.#world.discord.clock.now());
  }
}

const numberOf = (text: string): string => /<(\d+)>/.exec(text)?.[1] ?? '';

const answer = (number: string, { count }: Pieces): string[] => [
  `Answer <${number}>`,
  ...Array.from({ length: count - 1 }, (_, index) => ` word ${index},`),
];

/** Resolves when the bot has left all its Live connections, because nobody asks. */
export const rested = async ({ live }: World): Promise<void> => {
  await Promise.all(live.connections.filter(({ open }) => open).map(({ ended }) => ended));
};
