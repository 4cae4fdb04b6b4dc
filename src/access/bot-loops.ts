import { BoundedMap } from '../base/bounded-map.ts';

/** How many bots' questions in a row are answered in a channel in which no person writes. */
const MOST_TURNS = 5;

/** In how many channels that's counted. */
const MOST_COUNTED = 1_000;

/**
 * Ends the talk of two bots that answer each other: after a few turns a bot is ignored until a person says something. What isn't
 * known here, because the process has just started, is counted from the conversation's turns.
 */
export class BotLoops {
  /** By channel. */
  readonly #turns = new BoundedMap<string, number>(MOST_COUNTED);

  /** A person said something in a channel. */
  noteHuman(channel: string): void {
    this.#turns.set(channel, 0);
  }

  /** A bot asks something in a channel. Resolves to whether it's answered. Rejects as `countStored` does. */
  async noteBot(channel: string, countStored: () => Promise<number>): Promise<boolean> {
    const stored = this.#turns.has(channel) ? 0 : await countStored();
    const turns = (this.#turns.get(channel) ?? stored) + 1;
    if (turns > MOST_TURNS) return false;
    this.#turns.set(channel, turns);
    return true;
  }
}
