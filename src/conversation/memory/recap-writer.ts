import type { Logger } from 'pino';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { Clock } from '../../base/clock.ts';
import type { AskOneShot } from '../../live/session/one-shot.ts';
import type { NumberedTurn } from '../turns/stored-turn.ts';
import type { ConversationMemory } from './conversation-memory.ts';
import { listPeople } from './erased-turns.ts';
import {
  composeRecapQuestion,
  MOST_RECAP,
  type NumberedPastTurn,
  RECAP_INSTRUCTION,
  type Recap,
  takeDue,
} from './recap.ts';
import { takeFitting, toPastTurn } from './seed.ts';
import { shorten } from './tokens.ts';

type RecapWriterOptions = {
  /** Asks the model outside of every conversation. */
  ask: AskOneShot;
  /** How many tokens a fresh session is told. Turns that don't fit into that are due for a recap. */
  seedTokens: number;
  clock: Clock;
  log: Logger;
};

/** How many times a recap of the same turns is tried. */
const MOST_TRIES = 3;

/** For how many channels failures are remembered. If one is forgotten, its recaps are just tried again. */
const MOST_FAILED = 1_000;

/** What a recap is made from, and where it's stored. */
type RecapSource = Pick<ConversationMemory, 'place' | 'transcript' | 'recaps'>;

type RecapJob = { stop: AbortController; done: Promise<void> };

/**
 * Has the model sum up older turns while a conversation rests, once so much has been said that a fresh session can't be
 * told all of it. It makes one recap for a channel at a time, over a connection of its own.
 */
export class RecapWriter {
  #options: RecapWriterOptions;
  #running = new Map<string, RecapJob>();
  /** By channel: up to which turn the last failed recap would have reached, and how many times in a row one failed. */
  #failed = new BoundedMap<string, { upTo: number; times: number }>(MOST_FAILED);
  #closing = false;

  constructor(options: RecapWriterOptions) {
    this.#options = options;
  }

  /**
   * Sums up what is due, now that the conversation rests, and resolves when that's over. It never rejects: what fails
   * is tried again the next time it rests.
   */
  writeIfDue(channel: string, memory: RecapSource): Promise<void> {
    const running = this.#running.get(channel);
    if (this.#closing || running) return running?.done ?? Promise.resolve();
    const stop = new AbortController();
    const done = this.#extend(channel, memory, stop.signal)
      .catch((error) => {
        if (!stop.signal.aborted)
          this.#options.log.warn({ event: 'recap.failed', err: error, channel }, 'a recap failed');
      })
      .finally(() => this.#running.delete(channel));
    this.#running.set(channel, { stop, done });
    return done;
  }

  /** Gives up the recap that is being made for a channel. Once this resolves, nothing of it is stored any more. */
  async abandon(channel: string): Promise<void> {
    this.#failed.delete(channel);
    const running = this.#running.get(channel);
    running?.stop.abort(new Error('the recap was given up'));
    await running?.done;
  }

  /** Gives up every recap that is being made, and makes no more. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#running.keys()].map((channel) => this.abandon(channel)));
  }

  async #extend(channel: string, { place, transcript, recaps }: RecapSource, signal: AbortSignal): Promise<void> {
    const { ask, seedTokens, clock, log } = this.#options;
    const [before, overview] = [await recaps.get(), await transcript.summary()];
    // Usually a recap is due before this much has been said. After long trouble there may be more, and the oldest is
    // skipped.
    const most = 2 * seedTokens;
    const since = await transcript.since(before?.upTo ?? 0, most);
    const fresh = since.map(toPastTurn);
    const turns = takeFitting(takeDue(fresh, seedTokens), most);
    const last = turns.at(-1);
    if (overview?.startedAt === undefined || !last || this.#hasGivenUp(channel, fresh)) return;
    const question = { instruction: RECAP_INSTRUCTION, text: composeRecapQuestion(before, turns), place };
    const reply = await ask(question, signal).catch((error) => {
      if (!signal.aborted) this.#fail(channel, last.number);
      throw error;
    });
    if (reply.is === 'putOff')
      return log.debug({ event: 'recap.put_off', channel }, 'a recap was put off, because no connection is free');
    signal.throwIfAborted();
    const text = shorten(reply.text, MOST_RECAP);
    await recaps.keep({
      text,
      upTo: last.number,
      startedAt: overview.startedAt,
      at: clock.wall(),
      model: reply.model,
      ...notePeople(before, since, last.number),
    });
    this.#failed.delete(channel);
    log.info(
      { event: 'recap.made', channel, from: turns[0]?.number, upTo: last.number, tokens: reply.usage.total },
      'older turns were summed up',
    );
  }

  /** Whether a recap of these turns failed too often. It's tried again once enough has been said after them. */
  #hasGivenUp(channel: string, turns: readonly NumberedPastTurn[]): boolean {
    const failed = this.#failed.get(channel);
    if (!failed || failed.times < MOST_TRIES) return false;
    const since = turns.filter(({ number }) => number > failed.upTo);
    if (takeDue(since, this.#options.seedTokens).length === 0) return true;
    this.#failed.delete(channel);
    return false;
  }

  #fail(channel: string, upTo: number): void {
    const times = (this.#failed.get(channel)?.times ?? 0) + 1;
    this.#failed.set(channel, { upTo, times });
  }
}

/** Whose turns a recap up to this one sums up. It isn't known if it extends an older recap that doesn't say. */
const notePeople = (before: Recap | undefined, turns: readonly NumberedTurn[], upTo: number): Pick<Recap, 'people'> => {
  if (before && !before.people) return {};
  const asked = turns.filter(({ number }) => number <= upTo).flatMap(listPeople);
  return { people: [...new Set([...(before?.people ?? []), ...asked])] };
};
