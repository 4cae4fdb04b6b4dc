import type { TestContext } from 'node:test';
import { pino } from 'pino';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Observe } from '../../src/base/events.ts';
import { Turn } from '../../src/conversation/turns/turn.ts';
import { makeGoogleClient } from '../../src/live/connection/dial.ts';
import type { ConnectPace } from '../../src/live/limits/connect-pace.ts';
import { ConnectionPool } from '../../src/live/limits/connection-pool.ts';
import type { PastTurn } from '../../src/live/protocol/client-message.ts';
import { findModel } from '../../src/live/protocol/models.ts';
import type { Setup } from '../../src/live/protocol/setup.ts';
import type { TokenUsage } from '../../src/live/protocol/token-kinds.ts';
import type { SessionMemory } from '../../src/live/session/resumption.ts';
import type { StoredHandle } from '../../src/live/session/resumption-handle.ts';
import { SetupTolerance } from '../../src/live/session/setup-tolerance.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { Live, type LiveServerOptions } from '../../world/live/live.ts';
import { currentModels, everyModel } from '../../world/live/local-models.ts';
import { makeDesk, makeSession, makeSetup } from './defaults.ts';

export const never = new AbortController().signal;
export const silentLog = pino({ level: 'silent' });

/** A memory that a test can look into. */
export type Notes = SessionMemory & { kept: StoredHandle | undefined; said: PastTurn[]; saved: Promise<StoredHandle> };

export const notes = (said: PastTurn[] = [], kept?: StoredHandle): Notes => {
  let next = Promise.withResolvers<StoredHandle>();
  return {
    kept,
    said,
    /** The handle that is saved next. */
    get saved() {
      return next.promise;
    },
    async load() {
      return this.kept;
    },
    async countRecorded(turns) {
      return turns;
    },
    async save(newer) {
      this.kept = newer;
      next.resolve(newer);
      next = Promise.withResolvers();
    },
    async drop() {
      this.kept = undefined;
    },
    async since(turns) {
      return this.said.slice(turns);
    },
  };
};

/** A local Live API and a session on it, both gone with the test. */
export const stage = async (
  t: TestContext,
  {
    clock = systemClock,
    memory = notes(),
    model = 'gemini-3.8-live',
    idle = 120_000,
    pool = new ConnectionPool(40),
    live: options = {},
    silence,
    pace,
    rested,
    observe,
    tools = [],
  }: {
    clock?: Clock;
    memory?: Notes;
    model?: string;
    idle?: number;
    pool?: ConnectionPool;
    live?: LiveServerOptions;
    silence?: number;
    pace?: ConnectPace;
    rested?: () => void;
    observe?: Observe;
    /** The functions that the model has. */
    tools?: readonly Tool[];
  } = {},
) => {
  const models = findModel(model).older ? everyModel : currentModels;
  const live = await Live.listen({ clock, models, ...options });
  const google = makeGoogleClient({ apiKey: live.key, apiVersion: 'v1beta', baseUrl: live.url });
  const first = makeSetup({ model, tools: tools.map(({ declaration }) => declaration) });
  let current = async () => first;
  const setup = () => current();
  /** Changes the setup with which sessions are opened from now on. */
  const change = (next: Partial<Setup> | Error) => {
    current = async () => {
      if (next instanceof Error) throw next;
      return { ...first, ...next };
    };
  };
  const tolerance = new SetupTolerance({ bare: first, clock, log: silentLog });
  const open = (mine: Notes = memory, asked: () => Promise<Setup> = setup) =>
    makeSession({
      google,
      setup: asked,
      memory: mine,
      pool,
      clock,
      log: silentLog,
      tolerance,
      idle,
      ...(silence && { silence }),
      ...(pace && { pace }),
      ...(rested && { onRest: rested }),
      ...(observe && { observe }),
      desk: makeDesk(clock, tools, observe),
    });
  const session = open();
  t.after(() => live.close());
  return { live, google, setup, change, tolerance, memory, session, open };
};

/** A turn to be answered. */
export const turn = (text = 'hello') => new CountedTurn({ person: { id: '1', name: 'Ada' }, text, at: 0 });

/** A turn that shows Google's newest count. */
export class CountedTurn extends Turn {
  usage: TokenUsage | undefined;

  override count(usage: TokenUsage, isAnew?: boolean): void {
    this.usage = usage;
    super.count(usage, isAnew);
  }
}
