import { joinObservers, type Observe } from './base/events.ts';
import { admitInbound, type Inbound } from './base/inbound.ts';
import type { Place } from './base/place.ts';
import type { Calls } from './calls/calls.ts';
import { Claims } from './claims/claims.ts';
import type { Config } from './config.ts';
import type { Conversations } from './conversation/conversations.ts';
import { IdentifyTurns } from './fleet/identify-turns.ts';
import { ConnectionPool } from './live/limits/connection-pool.ts';
import type { MediaReader } from './media/media-reader.ts';
import type { AnswerSounds } from './media/out/answer-sounds.ts';
import type { Levels } from './ops/levels.ts';
import { type Monitor, openMonitor } from './ops/monitor.ts';
import { openTraces } from './ops/trace-writer.ts';
import { makeBot, makeClient, startBot } from './parts/bot-part.ts';
import { makeBudget } from './parts/budget-part.ts';
import { makeCalls, makeVoiceProcesses } from './parts/call-part.ts';
import { makeConversations } from './parts/conversation-part.ts';
import { makeFace } from './parts/face-part.ts';
import { joinFleet } from './parts/fleet-part.ts';
import { checkDecisions, makeGate } from './parts/gate-part.ts';
import { checkGemini } from './parts/gemini-part.ts';
import { makeTranslations } from './parts/interpret-part.ts';
import { openLive } from './parts/live-part.ts';
import { type McpPart, openMcp } from './parts/mcp-part.ts';
import { makeMediaReader } from './parts/media-part.ts';
import { makeCallEnd, openMinutes } from './parts/minutes-part.ts';
import { makeOperated, makeOperatorMeans } from './parts/operator-part.ts';
import { openPrivacy } from './parts/privacy-part.ts';
import { makeSettings } from './parts/settings-part.ts';
import { makeSounds } from './parts/sound-part.ts';
import { openStages } from './parts/stage-part.ts';
import type { StartOptions } from './parts/start-options.ts';
import { openStoreToStart } from './parts/store-part.ts';
import { checkTyped } from './parts/typed-part.ts';
import { findInterfaceLanguage } from './settings/interface-language.ts';
import { shutDown } from './shutdown.ts';
import type { Store } from './store/store.ts';
import type { VoiceProcesses } from './voice/bridge/voice-processes.ts';

/** A running Parley. */
export type Parley = {
  /** Settles, with the reason, only if it cannot go on. */
  lost: Promise<Error>;
  /** Takes no more questions, ends what runs, stores what must last, and leaves; it takes at most about nine seconds. */
  stop(): Promise<void>;
};

/**
 * Puts Parley together: the store, the live sessions, the conversations, and Discord on top. Resolves when people can
 * use it.
 *
 * @throws an error that says what to do when the store or Discord cannot be opened; nothing stays open then.
 */
export const startParley = async (config: Config, options: StartOptions): Promise<Parley> => {
  const monitor = await openMonitor(config.http, options.log, makeOperatorMeans(config, options));
  const traces = await openTraces();
  const observe = joinObservers(monitor.observe, traces?.observe, options.observe);
  try {
    const { lost, stop } = await startParts(config, options, { monitor, observe });
    const stopAll = async () => {
      observe({ is: 'stopping' });
      await stop();
      traces?.close();
      await monitor.close();
    };
    return { lost, stop: stopAll };
  } catch (error) {
    await monitor.close();
    throw error;
  }
};

/** What watches all the parts. */
type Watch = { monitor: Monitor; observe: Observe };

/** Opens what has to be closed again, whatever happens, and puts the rest on top. */
const startParts = async (config: Config, options: StartOptions, watch: Watch): Promise<Parley> => {
  const { clock, log, childEnvironment: env } = options;
  const { observe } = watch;
  // Gemini is checked beside everything else, and may be refused before anything waits for that.
  const admitted = checkGemini(config, options);
  admitted.catch(() => {});
  void checkTyped(config, options);
  void checkDecisions(config, options);
  const store = await openStoreToStart(config, { ...options, observe });
  const processes = makeVoiceProcesses(config, { env, clock, log, observe });
  const reader = makeMediaReader(config, { env, log, observe });
  const mcp = openMcp(config, { env, log, observe });
  try {
    return await assemble(config, options, { ...watch, admitted, store, processes, reader, mcp });
  } catch (error) {
    await processes.end();
    await reader.end();
    await mcp.end();
    await store.close();
    throw error;
  }
};

/** What is there before the parts that talk with people. */
type Ground = Watch & {
  admitted: Promise<void>;
  store: Store;
  processes: VoiceProcesses;
  reader: MediaReader;
  mcp: McpPart;
};

/** Makes each part of those before it. The login comes last, so nothing happens before everything is there. */
const assemble = async (config: Config, options: StartOptions, ground: Ground): Promise<Parley> => {
  const { clock, log, uptime, tools: more, lookup } = options;
  const { monitor, observe, admitted, store, processes, reader, mcp } = ground;
  const means = { clock, log, observe };
  const leases = store.leases(uptime && { uptime });
  const claims = new Claims({ leases, clock, log });
  const turns = new IdentifyTurns({ leases, clock, random: Math.random });
  const { client, findGone } = makeClient(config, { ...means, turns });
  const settings = makeSettings(config, { ...means, store, leases, claims, findGone });
  const findLanguage = (place: Place) => findInterfaceLanguage(settings, place);
  const bot = makeBot(config, { ...means, claims, turns, client, findLanguage });
  const budget = makeBudget(config, { ...means, store, leases, settings });
  const purse = { spend: budget.spend, hold: budget.open, isFull: budget.isFull };
  const findRoles = (server: string, person: string) => bot.roles.find(server, person);
  const { stages, choices, ...people } = openStages({ ...means, store, settings, budget: budget.check, findRoles });
  const pool = new ConnectionPool(config.maxOpenSessions);
  const live = openLive(config, { ...means, store, leases, settings, purse, pool, bot, mcp, more, lookup });
  // The conversations subscribe to the claims before the calls do: where a home is lost, an answer ends before its call.
  const shared = { ...means, store, claims, settings, choices };
  const conversations = makeConversations(config, { ...shared, ...purse, bot, live });
  const openBoard = (channel: string) => bot.openMinutesBoard(channel);
  const recaps = openMinutes(config, { ...shared, ...purse, live, openBoard, agreements: people.agreements });
  const models = { gate: makeGate(live.decisions, config), ...makeTranslations(live, config, { ...means, purse }) };
  const talk = { venue: bot.venue, conversations, remotes: processes, ...models };
  const admit = (inbound: Inbound) => admitInbound(inbound, stages);
  const calls = makeCalls(config, { ...shared, ...talk, admit, onEnd: makeCallEnd(recaps) });
  const fleet = joinFleet(config, { ...shared, leases, bot, conversations, calls, pool, pace: live.pace });
  const sounds = makeSounds(conversations, means);
  const levels = makeLevels({ pool, conversations, calls, sounds, processes, store });
  monitor.watch(levels, makeOperated({ bot, conversations, calls, budget, clock }));
  const face = makeFace(bot, { store, leases, clock, log });
  const { privacy, erasing } = openPrivacy(bot, { ...shared, accounts: budget, conversations, sounds, face });
  const asked = { conversations, calls, sounds, reader, privacy, usage: budget.usage, face, mcp, ...live.services };
  await startBot(config, bot, { ...options, ...asked, ...recaps, ...people, stages, settings, admitted, fleet });
  erasing.start();
  const parts = { ...asked, recaps, fleet, erasing, bot, processes, budget, claims, store };
  // Whichever part says first that it can't go on.
  const lost = Promise.race([bot.lost, store.refused]);
  return { lost, stop: () => shutDown(parts, { patience: config.drainTime, clock, log }) };
};

/** The parts that monitoring looks at. */
type WatchedParts = {
  pool: ConnectionPool;
  conversations: Conversations;
  calls: Calls;
  sounds: AnswerSounds;
  processes: VoiceProcesses;
  store: Store;
};

/** What monitoring shows of the parts at each moment. */
const makeLevels = ({ pool, conversations, calls, sounds, processes, store }: WatchedParts): Levels => ({
  sessions: () => pool.taken,
  conversations: () => conversations.awake,
  countWaiting: () => conversations.waiting,
  calls: () => calls.count,
  countSoundBytes: () => sounds.bytes,
  voiceProcesses: () => processes.running,
  store: () => store.health(),
});
