import { type Logger, pino } from 'pino';
import type { Clock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import { NO_HOLD } from '../../src/base/expense.ts';
import { openConversationStore } from '../../src/conversation/conversation-store.ts';
import { Conversations } from '../../src/conversation/conversations.ts';
import { composeInstruction } from '../../src/conversation/system-instruction.ts';
import { ToldRefusals } from '../../src/conversation/told-refusals.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import { makeGoogleClient } from '../../src/live/connection/dial.ts';
import { ConnectionPool } from '../../src/live/limits/connection-pool.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { writeTool } from '../../src/tools/write-tool.ts';
import { random } from '../../world/discord/voice/path.ts';
import type { Live } from '../../world/live/live.ts';
import { ALONE } from '../claims/alone.ts';
import { NO_RECAPS } from '../conversation/no-recaps.ts';
import { makeDesk, makePace, makeSession, makeSetup } from '../live/defaults.ts';
import { at } from '../place.ts';
import type { Client, Install } from './client.ts';
import type { End, Reply } from './ledger.ts';
import { Mortal } from './mortal.ts';

export const PLACE = at('the channel');

/** Longer than the default, so that most connections live until Google ends them. */
const IDLE = 300_000;

/** How long answers that run may go on when the process is stopped, in milliseconds, as in the real one. */
const STOPPING = 4_500;

/** What one process consists of, for whoever does more with it than people who speak. */
export type ProcessParts = { conversations: Conversations; store: Store; clock: Clock; log: Logger };

/**
 * Parley, from its conversations down to the sockets. What it logs goes to `log`, a JSON line at a time, and the parts of
 * each process that starts to `onStart`.
 */
export const parley =
  (log: (line: string) => void = () => {}, onStart: (parts: ProcessParts) => void = () => {}): Install =>
  async (live) => {
    const logger = pino(
      { level: 'warn', timestamp: () => `,"at":${live.clock.now()}` },
      { write: (line: string) => log(line) },
    );
    const store = await openStore('memory:', logger, { clock: live.clock });
    return { start: () => started(live, store, logger, onStart), close: () => store.close() };
  };

const started = (live: Live, kept: Store, log: Logger, onStart: (parts: ProcessParts) => void): Client => {
  const process = new Mortal();
  const [clock, store] = [process.has(live.clock), process.has(kept)];
  const google = makeGoogleClient({ apiKey: live.key, apiVersion: 'v1beta', baseUrl: live.url });
  const setup = makeSetup({ instruction: composeInstruction({ writes: true }), tools: [writeTool.declaration] });
  const began = new WeakMap<Turn, number>();
  const chance = random(1);
  const [pool, pace] = [new ConnectionPool(1), makePace(clock, chance)];
  const conversations = new Conversations({
    records: openConversationStore(store),
    claims: ALONE,
    finish: async () => {},
    excuse: async () => {},
    session: ({ memory, onRest }) =>
      makeSession({
        google,
        setup: async () => setup,
        memory,
        pool,
        clock,
        log,
        idle: IDLE,
        pace,
        random: chance,
        onRest,
        desk: makeDesk(clock, [writeTool]),
      }),
    setup: async () => setup,
    spend: () => {},
    hold: async () => NO_HOLD,
    refusals: new ToldRefusals(),
    seedTokens: 6_000,
    recaps: NO_RECAPS,
    refusal: () => undefined,
    observe: () => {},
    clock,
    log,
  });
  onStart({ conversations, store, clock, log });
  conversations.onTurn((_channel, turn) => began.set(turn, clock.now()));
  const replyOf = (turn: Turn): Reply => ({
    get text() {
      return turn.parts.map((part) => (part.is === 'said' ? part.text : `[${part.part.markdown}]`)).join('');
    },
    get began() {
      return began.get(turn);
    },
    first: shown(turn),
    ended: turn.ended.then(endOf),
    hush: () => conversations.interrupt(PLACE, turn, turn.audioBytes.came, 'hush'),
  });
  return {
    ask: (person, text) => replyOf(conversations.ask(PLACE, { person, text })),
    hear(person) {
      const { turn, speech } = conversations.hear(PLACE, person);
      return { reply: replyOf(turn), write: (pcm) => speech.write(pcm), end: () => speech.end() };
    },
    async stop() {
      const [enough, all] = [new AbortController(), new AbortController()];
      clock.sleep(STOPPING, all.signal).then(
        () => enough.abort(),
        () => {},
      );
      await conversations.close(enough.signal);
      all.abort();
    },
    kill: () => process.die(),
  };
};

/** Shows an answer as Discord's side does: before people see more of it, the turn is told. Resolves with its first words. */
const shown = (turn: Turn): Promise<void> => {
  const first = Promise.withResolvers<void>();
  const show = async () => {
    for await (const { is } of turn.follow()) {
      if (is !== 'text') continue;
      turn.view.show(undefined);
      first.resolve();
    }
  };
  void show();
  return first.promise;
};

const endOf = (end: Awaited<Turn['ended']>): End => {
  if (end.is !== 'failed' && end.is !== 'broken' && end.is !== 'yielded') return { is: end.is };
  if (end.is === 'yielded') throw new Error('nobody else is there to answer');
  return { is: 'failed', told: end.error instanceof UserError ? end.error.message : undefined };
};
