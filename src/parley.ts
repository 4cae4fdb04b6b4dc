import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { Conversations } from './conversation/conversations.ts';
import { INSTRUCTION } from './conversation/instruction.ts';
import { archiveIn } from './conversation/transcript.ts';
import { type Bot, start } from './discord/bot.ts';
import { googleClient } from './live/dial.ts';
import { Seats } from './live/seats.ts';
import { type Kept, Session } from './live/session.ts';
import { KINDS } from './store/kinds.ts';
import { openStore, type Store } from './store/store.ts';

/** A running Parley. */
export type Parley = {
  /** Settles, with the reason, only if it cannot go on. */
  lost: Promise<Error>;
  /** Takes no more questions, ends what runs, stores what must last, and leaves; it takes at most about nine seconds. */
  stop(): Promise<void>;
};

/** What starting needs besides the settings. */
export type Given = { clock: Clock; log: Logger; signal?: AbortSignal };

/** How long a stop lets running answers go on, and how long what they have said may take to be shown, in milliseconds. */
const STOP = { answers: 4_500, shown: 2_000 };

/**
 * Puts Parley together: the store, the live sessions, the conversations, and Discord on top. Resolves when people can
 * use it.
 *
 * @throws an error that says what to do when the store or Discord cannot be opened; nothing stays open then.
 */
export const startParley = async (config: Config, { clock, log, signal }: Given): Promise<Parley> => {
  const store = await openStore(config.storeUrl, log);
  try {
    const conversations = converse(config, store, { clock, log });
    const { ids, count } = config.shards;
    const bot = await start({
      token: config.discordToken,
      apiUrl: config.discordApiUrl,
      guildId: config.commandsGuildId,
      ...(ids !== 'auto' && count !== 'auto' && { shards: { ids: [...ids], count } }),
      commands,
      services: { conversations },
      clock,
      log,
      signal,
    });
    return { lost: bot.lost, stop: () => stop(conversations, bot, store, clock) };
  } catch (error) {
    await store.close();
    throw error;
  }
};

const converse = (config: Config, store: Store, { clock, log }: Given): Conversations => {
  const google = googleClient({
    apiKey: config.geminiKey,
    apiVersion: config.geminiApiVersion,
    baseUrl: config.geminiBaseUrl,
  });
  const seats = new Seats(config.maxOpenSessions);
  const setup = { model: config.geminiModel, instruction: INSTRUCTION };
  return new Conversations({
    archive: archiveIn(store),
    handles: store.shelf<Kept>(KINDS.handle),
    session: (memory, rested) =>
      new Session({ google, setup, memory, seats, clock, log, idle: config.sessionIdle, rested }),
    model: config.geminiModel,
    clock,
    log,
  });
};

/** Answers come to their end first, then they are shown, and only then the store goes. */
const stop = async (conversations: Conversations, bot: Bot, store: Store, clock: Clock): Promise<void> => {
  const enough = new AbortController();
  const all = new AbortController();
  clock.sleep(STOP.answers, all.signal).then(
    () => enough.abort(),
    () => {},
  );
  await conversations.close(enough.signal);
  all.abort();
  await bot.stop(STOP.shown);
  await store.close();
};
