import type { TestContext } from 'node:test';
import { type Logger, pino } from 'pino';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Observe } from '../../src/base/events.ts';
import { type Expense, NO_HOLD, type OpenHold } from '../../src/base/expense.ts';
import type { Place } from '../../src/base/place.ts';
import { Conversations } from '../../src/conversation/conversations.ts';
import { RecapWriter } from '../../src/conversation/memory/recap-writer.ts';
import { openTranscriptArchive } from '../../src/conversation/memory/transcript-archive.ts';
import { openCrashNotes } from '../../src/conversation/recovery/crash-note-shelf.ts';
import { ToldRefusals } from '../../src/conversation/told-refusals.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import type { MayStore } from '../../src/conversation/turns/turn-recorder.ts';
import type { TypedMeans } from '../../src/conversation/wake-conversation.ts';
import { makeGoogleClient } from '../../src/live/connection/dial.ts';
import { ConnectionPool } from '../../src/live/limits/connection-pool.ts';
import { OneShots } from '../../src/live/session/one-shot.ts';
import type { StoredHandle } from '../../src/live/session/resumption-handle.ts';
import { SetupTolerance } from '../../src/live/session/setup-tolerance.ts';
import { TextModel } from '../../src/live/typed/text-model.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Tool } from '../../src/tools/tool.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import { Live } from '../../world/live/live.ts';
import type { Script } from '../../world/live/script.ts';
import { ALONE } from '../claims/alone.ts';
import { makeDesk, makePace, makeSession, makeSetup } from '../live/defaults.ts';

export const ada = { id: '1', name: 'Ada' };
export const bob = { id: '2', name: 'Bob' };
export const never = new AbortController().signal;

type Options = {
  clock?: Clock;
  model?: Script<LocalConnection>;
  seats?: number;
  idle?: number;
  seedTokens?: number;
  began?(place: Place, turn: Turn): void;
  observe?: Observe;
  spend?(expense: Expense): void;
  hold?: OpenHold;
  log?: Logger;
  /** A text model for typed questions. */
  texts?: TypedMeans['plan'];
  /** The store; one in memory if none is given. */
  store?: Store;
  /** The functions that the model has. */
  tools?: readonly Tool[];
  /** Which process talks where; this one alone by default. */
  claims?: typeof ALONE;
  /** Whether what people say may be stored. */
  mayStore?: MayStore;
};

/** Conversations over a local Live API and a store in memory, all gone with the test. */
export const stage = async (
  t: TestContext,
  {
    clock = systemClock,
    model,
    seats = 40,
    idle = 120_000,
    seedTokens = 6_000,
    began,
    observe = () => {},
    spend = () => {},
    hold = async () => NO_HOLD,
    log = pino({ level: 'silent' }),
    texts,
    store: given,
    claims = ALONE,
    tools = [],
    mayStore,
  }: Options = {},
) => {
  const live = await Live.listen({ clock, model });
  const store = given ?? (await openStore('memory:', log));
  const google = makeGoogleClient({ apiKey: live.key, apiVersion: 'v1beta', baseUrl: live.url });
  let current = makeSetup({ tools: tools.map(({ declaration }) => declaration) });
  const setup = async () => current;
  /** From now on sessions are to be opened with something else. */
  const change = (next: Partial<typeof current>) => {
    current = { ...current, ...next };
  };
  const archive = openTranscriptArchive(store, mayStore);
  const handles = store.shelf<StoredHandle>(RECORD_KINDS.handle);
  /** The places for which sessions were made. */
  const sessions: Place[] = [];
  /** Another process with the same store: nothing is shared but what was stored. */
  const open = () => {
    const all = new ConnectionPool(seats);
    const asides = new OneShots({
      purse: { hold, spend },
      google,
      setup,
      pool: all,
      pace: makePace(clock),
      tolerance: new SetupTolerance({ bare: makeSetup(), clock, log }),
      desk: makeDesk(clock),
      clock,
    });
    const ask: OneShots['ask'] = (question, signal) => asides.ask(question, signal);
    const conversations = new Conversations({
      records: () => ({ archive, handles, unfinished: openCrashNotes(store) }),
      claims,
      finish: async () => {},
      excuse: async () => {},
      session: ({ place, memory, onRest }) => {
        sessions.push(place);
        const desk = makeDesk(clock, tools, observe);
        return makeSession({ google, setup, memory, pool: all, clock, log, idle, onRest, desk });
      },
      setup,
      typed: texts && { plan: texts, texts: new TextModel({ google, openDesk: makeDesk(clock), clock, log }) },
      seedTokens,
      recaps: new RecapWriter({ ask, seedTokens, clock, log }),
      observe,
      spend,
      hold,
      refusals: new ToldRefusals(),
      refusal: () => undefined,
      clock,
      log,
    });
    if (began) conversations.onTurn(began);
    return conversations;
  };
  t.after(() => live.close());
  return { live, store, archive, handles, conversations: open(), open, change, sessions };
};

/** What the model knew and was asked, as one line: a script that shows its memory. */
export const recall: Script<LocalConnection> = ({ memory, text }) =>
  [...memory.flatMap(({ parts }) => parts?.map((part) => part.text) ?? []), text].join(' | ');
