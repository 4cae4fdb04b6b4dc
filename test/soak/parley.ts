import { pino } from 'pino';
import { Conversations, recordsIn } from '../../src/conversation/conversations.ts';
import { INSTRUCTION } from '../../src/conversation/instruction.ts';
import type { Turn } from '../../src/conversation/turn.ts';
import { UserError } from '../../src/errors.ts';
import { googleClient } from '../../src/live/dial.ts';
import { Pace } from '../../src/live/pace.ts';
import { Seats } from '../../src/live/seats.ts';
import { Session } from '../../src/live/session.ts';
import { openStore } from '../../src/store/store.ts';
import { random } from '../world/discord/voice/path.ts';
import type { OpenClient } from './client.ts';
import type { End, Reply } from './ledger.ts';

const CHANNEL = 'the channel';

/** Longer than the default, so that most connections live until Google ends them. */
const IDLE = 300_000;

/** Parley, from its conversations down to the sockets. What it logs goes to `log`, a JSON line at a time. */
export const parley =
  (log: (line: string) => void = () => {}): OpenClient =>
  async (live) => {
    const { clock } = live;
    const logger = pino(
      { level: 'warn', timestamp: () => `,"at":${clock.now()}` },
      { write: (line: string) => log(line) },
    );
    const store = await openStore('memory:', logger);
    const google = googleClient({ apiKey: live.key, apiVersion: 'v1beta', baseUrl: live.url });
    const setup = { model: 'gemini-3.8-live', instruction: INSTRUCTION };
    const began = new WeakMap<Turn, number>();
    const start = () => {
      const seats = new Seats(1);
      const chance = random(1);
      const pace = new Pace(clock, chance);
      return new Conversations({
        records: recordsIn(store),
        session: (memory, rested) =>
          new Session({ google, setup, memory, seats, clock, log: logger, idle: IDLE, pace, random: chance, rested }),
        model: setup.model,
        began: (_channel, turn) => began.set(turn, clock.now()),
        clock,
        log: logger,
      });
    };
    let conversations = start();
    const replyOf = (turn: Turn): Reply => ({
      get text() {
        return turn.text;
      },
      get began() {
        return began.get(turn);
      },
      first: firstOf(turn),
      ended: turn.ended.then(endOf),
      hush: () => conversations.interrupt(CHANNEL, turn, turn.audioBytes.came, 'hush'),
    });
    return {
      ask: (person, text) => replyOf(conversations.ask(CHANNEL, { person, text })),
      hear(person) {
        const { turn, speech } = conversations.hear(CHANNEL, person);
        return { reply: replyOf(turn), write: (pcm) => speech.write(pcm), end: () => speech.end() };
      },
      async restart() {
        const closing = conversations;
        conversations = start();
        await closing.close(AbortSignal.abort());
      },
      async close() {
        await conversations.close(AbortSignal.abort());
        await store.close();
      },
    };
  };

const firstOf = async (turn: Turn): Promise<void> => {
  for await (const { is } of turn.follow()) if (is === 'text') return;
};

const endOf = (end: Awaited<Turn['ended']>): End => {
  if (end.is !== 'failed' && end.is !== 'broken' && end.is !== 'yielded') return { is: end.is };
  if (end.is === 'yielded') throw new Error('nobody else is there to answer');
  return { is: 'failed', told: end.error instanceof UserError ? end.error.message : undefined };
};
