import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import { checkAccess } from './access/access.ts';
import { type Clock, unlessAborted } from './base/clock.ts';
import { type Diagnosis, toStartError } from './base/diagnosis.ts';
import type { Observe } from './base/events.ts';
import { admitInbound, type InboundStage, type InboundStages } from './base/inbound.ts';
import { openBudget } from './budget/budget.ts';
import type { CallMeans } from './calls/call.ts';
import type { CallRecord } from './calls/call-room.ts';
import { Calls } from './calls/calls.ts';
import type { CallSettings } from './calls/contract.ts';
import { type OptOut, OptOuts } from './calls/opt-out.ts';
import { Claims } from './claims/claims.ts';
import type { Config } from './config.ts';
import { openConversationStore } from './conversation/conversation-store.ts';
import { Conversations, type ConversationsOptions } from './conversation/conversations.ts';
import { RecapWriter } from './conversation/memory/recap-writer.ts';
import { SYSTEM_INSTRUCTION } from './conversation/system-instruction.ts';
import { type Bot, startBot } from './discord/bot.ts';
import { makeGoogleClient } from './live/connection/dial.ts';
import { runPreflight } from './live/connection/preflight.ts';
import { explainVerdict } from './live/failures/close-codes.ts';
import { ConnectPace } from './live/limits/connect-pace.ts';
import { ConnectionPool } from './live/limits/connection-pool.ts';
import { findModel } from './live/protocol/models.ts';
import type { Setup } from './live/protocol/setup.ts';
import { OneShots } from './live/session/one-shot.ts';
import { Session } from './live/session/session.ts';
import { SpeakerMarkers } from './live/session/speaker-markers.ts';
import { type Monitor, openMonitor } from './ops/monitor.ts';
import { findProxy, formatProxy } from './proxy/proxy-settings.ts';
import { shutDown } from './shutdown.ts';
import { RECORD_KINDS } from './store/record-kinds.ts';
import { openStore, type Store } from './store/store.ts';
import { explainStore } from './store/store-faults.ts';
import { en } from './text/en/index.ts';
import { makeLanguages } from './text/languages.ts';
import { VoiceProcess } from './voice/bridge/voice-process.ts';
import { VoiceProcesses } from './voice/bridge/voice-processes.ts';

/** The languages that people are spoken to in. */
const languages = makeLanguages({ en }, 'en');

/** A running Parley. */
export type Parley = {
  /** Settles, with the reason, only if it cannot go on. */
  lost: Promise<Error>;
  /** Takes no more questions, ends what runs, stores what must last, and leaves; it takes at most about nine seconds. */
  stop(): Promise<void>;
};

/** What starting needs besides the settings. */
export type StartOptions = {
  clock: Clock;
  /** How long the machine has run, its sleep included, in milliseconds, for leases; the system's by default. */
  uptime?: () => number;
  log: Logger;
  /** Tells the owner, in a sentence, what they should know although it has started. */
  say?(sentence: string): void;
  signal?: AbortSignal;
  /** The environment of voice processes; it holds no secret. */
  voiceEnvironment?: Record<string, string>;
};

/**
 * Puts Parley together: the store, the live sessions, the conversations, and Discord on top. Resolves when people can
 * use it.
 *
 * @throws an error that says what to do when the store or Discord cannot be opened; nothing stays open then.
 */
export const startParley = async (config: Config, given: StartOptions): Promise<Parley> => {
  const monitor = await openMonitor(config.http, given.log);
  try {
    const { lost, stop } = await assemble(config, { ...given, monitor });
    const stopAll = async () => {
      monitor.observe({ is: 'stopping' });
      await stop();
      await monitor.close();
    };
    return { lost, stop: stopAll };
  } catch (error) {
    await monitor.close();
    throw error;
  }
};

const assemble = async (config: Config, given: StartOptions & { monitor: Monitor }): Promise<Parley> => {
  const { clock, log, signal, monitor, say = () => {} } = given;
  const { observe } = monitor;
  const admitted = lookAtGemini(config, given);
  // It is looked at beside everything else, and may be refused before anybody waits for it.
  admitted.catch(() => {});
  const store = await open(config.storeUrl, { ...given, observe });
  const trouble = store.trouble();
  if (trouble !== undefined) say(withoutStore(explainStore(trouble, config.storeUrl)));
  const processes = new VoiceProcesses({
    count: config.voiceProcesses,
    env: given.voiceEnvironment ?? {},
    proxies: config.proxies,
    died: ({ code, signal: by, words }) => {
      log.error({ event: 'voice.process_died', code, signal: by, words }, 'a voice process died');
      observe({ is: 'voice', state: 'died' });
    },
    clock,
    start: (options) => new VoiceProcess(options),
  });
  try {
    const names = ['Parley'];
    const seats = new ConnectionPool(config.maxOpenSessions);
    const ownership = new Claims({
      leases: store.leases(given.uptime && { uptime: given.uptime }),
      clock,
      log,
    });
    const means = { clock, log, seats, observe, ownership };
    const budget = openBudget(observe);
    const stages: InboundStages = { access: checkAccess, budget: budget.check };
    const admit: InboundStage = (inbound) => admitInbound(inbound, stages);
    const conversations: Conversations = converse(config, store, means, {
      onBegin: (place, turn) => calls?.speak(place, turn),
      finish: async (channel, remnant) => bot?.finish(channel, remnant),
      excuse: async (promised) => bot?.excuse(promised),
      spend: budget.spend,
    });
    let calls: Calls | undefined;
    let bot: Bot | undefined;
    monitor.watch({
      sessions: () => seats.taken,
      conversations: () => conversations.awake,
      countWaiting: () => conversations.waiting,
      calls: () => calls?.count ?? 0,
      voiceProcesses: () => processes.running,
      store: () => store.health(),
    });
    /** What a dead process has left in servers is taken up as soon as Discord tells of them. */
    const restore = (guildIds: readonly string[]) => {
      void calls?.restore(guildIds);
      void conversations.remnants.restore(guildIds);
    };
    const { ids, count } = config.shards;
    const started = await startBot({
      token: config.discordToken,
      apiUrl: config.discordApiUrl,
      proxy: proxyOf(config),
      guildId: config.commandsGuildId,
      ...(ids !== 'auto' && count !== 'auto' && { shards: { ids: [...ids], count } }),
      commands,
      stages,
      ownership,
      promises: conversations.remnants.unfinished,
      languages,
      services: (venue) => {
        const all = call(config, store, means, { venue, conversations, remotes: processes, names, admit });
        calls = all;
        venue.on((change) => change.is === 'came' && restore([change.guildId]));
        return { conversations, calls: all };
      },
      admitted,
      clock,
      log,
      observe,
      signal,
    });
    bot = started;
    if (started.invite) {
      log.warn({ event: 'bot.alone', invite: started.invite }, 'the bot is in no server yet');
      say(`Parley is in no server yet. Add it to one with this link: ${started.invite}`);
    }
    names.push(started.user.name);
    restore(started.guildIds());
    return {
      lost: started.lost,
      stop: () => shutDown({ calls, conversations, bot: started, processes, ownership, store }, { clock, log }),
    };
  } catch (error) {
    await processes.end();
    await store.close();
    throw error;
  }
};

/** Opens the store. @throws the signal's reason as soon as it aborts, although the store may still be opening. */
const open = async (
  url: string,
  { clock, log, observe, signal }: StartOptions & { observe: Observe },
): Promise<Store> => {
  const opening = openStore(url, log, { clock, observe });
  if (!signal) return opening;
  try {
    return await unlessAborted(opening, signal);
  } catch (error) {
    // Without it nothing was begun, so nobody waits for its end.
    opening.then((store) => store.close()).catch(() => {});
    throw error;
  }
};

/** @throws when Google refuses for good. What may pass is told, and people are answered as soon as it has. */
const lookAtGemini = async (config: Config, { clock, log, say = () => {}, signal }: StartOptions): Promise<void> => {
  const { geminiApiVersion: apiVersion, geminiBaseUrl: baseUrl } = config;
  const found = await runPreflight({
    google: googleOf(config),
    setup: setupOf(config),
    apiVersion,
    baseUrl,
    clock,
    signal,
  });
  if (!found) return;
  const { wrong, remedy, lasting } = found;
  if (lasting) throw toStartError(found, undefined);
  if (signal?.aborted) return;
  log.warn({ event: 'gemini.not_ready', wrong }, 'nobody can be answered yet');
  say(`${wrong}. ${remedy} Until then, Parley runs and answers nobody.`);
};

const googleOf = (config: Config) =>
  makeGoogleClient({
    apiKey: config.geminiKey,
    apiVersion: config.geminiApiVersion,
    keyIn: config.geminiKeyIn,
    baseUrl: config.geminiBaseUrl,
  });

const setupOf = ({ geminiModel: model, thinkingLevel: thinking, turns, contextTokens }: Config): Setup => ({
  model,
  thinking,
  instruction: SYSTEM_INSTRUCTION,
  activity: turns.turnEnd === 'server' ? 'server' : 'ours',
  contextTokens,
});

const withoutStore = ({ wrong, remedy }: Diagnosis): string =>
  `${wrong}. ${remedy} Until it works, Parley knows nothing of what was said before.`;

/** The proxy by which Discord is reached, if any, as people know it. */
const proxyOf = ({ proxies, discordApiUrl = 'https://discord.com' }: Config): string | undefined => {
  const proxy = findProxy(proxies, discordApiUrl);
  return proxy && formatProxy(proxy);
};

/** What every room needs. */
type Means = { clock: Clock; log: Logger; seats: ConnectionPool; observe: Observe; ownership: Claims };

const converse = (
  config: Config,
  store: Store,
  { clock, log, seats, observe, ownership }: Means,
  told: Required<Pick<ConversationsOptions, 'onBegin' | 'finish' | 'excuse' | 'spend'>>,
): Conversations => {
  const google = googleOf(config);
  const markers = new SpeakerMarkers(log);
  const pace = new ConnectPace(clock, Math.random, observe);
  const { seedTokens } = config;
  const setup = async () => setupOf(config);
  const asides = new OneShots({ google, setup, pool: seats, pace, clock });
  return new Conversations({
    records: openConversationStore(store),
    ownership,
    session: ({ memory, onRest, log: about }) =>
      new Session({
        google,
        setup,
        memory,
        pool: seats,
        clock,
        log: about,
        idle: config.sessionIdle,
        silence: config.answerSilence,
        markers,
        pace,
        random: Math.random,
        observe,
        onRest,
      }),
    setup,
    refusal: () => pace.refusal && explainVerdict(pace.refusal),
    seedTokens,
    recaps: new RecapWriter({ ask: (question, stop) => asides.ask(question, stop), seedTokens, clock, log }),
    ...told,
    clock,
    log,
    observe,
  });
};

const call = (
  config: Config,
  store: Store,
  { clock, log, observe, ownership }: Omit<Means, 'seats'>,
  means: Pick<CallMeans, 'venue' | 'conversations' | 'remotes' | 'names' | 'admit'>,
): Calls =>
  new Calls({
    ...means,
    turns: turnsOf(config),
    consent: new OptOuts(store.shelf<OptOut>(RECORD_KINDS.refusal)),
    remembered: store.shelf<CallRecord>(RECORD_KINDS.call),
    wanted: store.shelf<CallSettings>(RECORD_KINDS.callSettings),
    ownership,
    clock,
    log,
    observe,
  });

/** A model that leaves the end of speech to Google needs silence fed, whatever is set. */
const turnsOf = ({ geminiModel, turns }: Config): Config['turns'] =>
  findModel(geminiModel).activity === 'server' ? { ...turns, turnEnd: 'server' } : turns;
