import { pino } from 'pino';
import { loadOpus } from '../../src/audio/opus.ts';
import { MODEL_FRAME } from '../../src/audio/pcm.ts';
import { loadVoiceActivityDetector } from '../../src/audio/voice-activity.ts';
import type { Clock } from '../../src/base/clock.ts';
import { type Budget, openBudget } from '../../src/budget/budget.ts';
import { DOLLAR, type Nano } from '../../src/budget/price.ts';
import type { Dismissal } from '../../src/calls/auto-join.ts';
import type { CallRecord } from '../../src/calls/call-record.ts';
import { Calls } from '../../src/calls/calls.ts';
import type { CallSettings } from '../../src/calls/contract.ts';
import { loadEverydayWords } from '../../src/calls/names/everyday-words.ts';
import { type OptOut, OptOuts } from '../../src/calls/opt-out.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { openConversationStore } from '../../src/conversation/conversation-store.ts';
import { Conversations } from '../../src/conversation/conversations.ts';
import { RecapWriter } from '../../src/conversation/memory/recap-writer.ts';
import { ToldRefusals } from '../../src/conversation/told-refusals.ts';
import { makeGoogleClient } from '../../src/live/connection/dial.ts';
import { DecisionModel } from '../../src/live/decisions/decision-model.ts';
import { ConnectionPool } from '../../src/live/limits/connection-pool.ts';
import { makeGate } from '../../src/parts/gate-part.ts';
import { makeBareSetup } from '../../src/parts/setup-part.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { writeTool } from '../../src/tools/write-tool.ts';
import type { ToProcess } from '../../src/voice/bridge/protocol.ts';
import { ScriptedTranslations } from '../../test/calls/interpreter/scripted-translations.ts';
import { ScriptedRules, ScriptedVenue } from '../../test/calls/stage.ts';
import { ALONE } from '../../test/claims/alone.ts';
import { makeDesk, makePace, makeSession } from '../../test/live/defaults.ts';
import type { Live } from '../../world/live/live.ts';
import { type HeardAnswer, PEOPLE, type StartBot } from './evening-bot.ts';
import { readMarks } from './marks.ts';
import { VirtualVoice } from './virtual-voice.ts';

const log = pino({ level: 'silent' });

const HERE = { guildId: 'guild', channelId: 'lounge', conversationId: 'general' };

/** How long the last answers may take when the evening is over, in milliseconds. */
const STOPPING = 4_500;

/** What all parts have in common. */
type Means = {
  live: Live;
  config: Config;
  clock: Clock;
  store: Store;
  budget: Budget;
  google: ReturnType<typeof makeGoogleClient>;
};

/**
 * Parley, from its ears down to the sockets: the floor, the gatekeeper, the calls, the conversations with their setup and
 * functions, the decisions and the accounts. What Discord shows is scripted. Without a gate it's set to ask nobody.
 */
export const startParleyBot =
  ({ hasGate }: { hasGate: boolean }): StartBot =>
  async (live) => {
    const { clock } = live;
    // Virtual time doesn't wait for files.
    const [activity] = await Promise.all([loadVoiceActivityDetector(), loadEverydayWords(), loadOpus()]);
    const config = readConfig({ DISCORD_TOKEN: 'none', GEMINI_API_KEY: live.key, GEMINI_BASE_URL: live.url });
    const store = await openStore('memory:', log, { clock });
    const google = makeGoogleClient({ apiKey: live.key, apiVersion: 'v1beta', baseUrl: live.url });
    const spent: Nano[] = [];
    const budget = makeBudget(config, store, clock, (nano) => spent.push(nano));
    const means: Means = { live, config, clock, store, budget, google };
    const answers = new AnswerLog(clock);
    const voice = new VirtualVoice({
      clock,
      activity,
      told: (message) => answers.note(message),
      audible: (turn) => answers.hear(turn),
    });
    const conversations = makeConversations(means);
    const calls = makeCalls(means, conversations, voice, hasGate);
    await calls.join({ ...HERE, settings: { listen: 'addressed', captions: 'off' } });
    return {
      hear: (person, sound) => voice.hear(PEOPLE[person - 1]?.id ?? '', sound),
      heard: answers.heard,
      get counted() {
        return spent.reduce((sum, nano) => sum + nano, 0);
      },
      async close() {
        await calls.close();
        voice.end();
        const [enough, all] = [new AbortController(), new AbortController()];
        clock.sleep(STOPPING, all.signal).then(
          () => enough.abort(),
          () => {},
        );
        await conversations.close(enough.signal);
        all.abort();
        await budget.close();
        await store.close();
      },
    };
  };

/** Which question of the model each answer is to, as its sound says, and when people heard it first. */
class AnswerLog {
  readonly heard: HeardAnswer[] = [];
  readonly #clock: Clock;
  readonly #asked = new Map<number, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(message: ToProcess): void {
    if (message.is !== 'sound' || this.#asked.has(message.turn)) return;
    const [mark] = readMarks(message.pcm, MODEL_FRAME);
    if (mark) this.#asked.set(message.turn, mark.number);
  }

  hear(turn: number): void {
    this.heard.push({ at: this.#clock.now(), asked: this.#asked.get(turn) ?? 0 });
  }
}

const makeBudget = (config: Config, store: Store, clock: Clock, spent: (nano: Nano) => void): Budget => {
  const limits = { caps: [], perMinute: {} };
  const budget = openBudget({
    store,
    leases: store.leases(),
    findLimits: () => limits,
    usual: limits,
    findParents: async () => new Map(),
    model: config.geminiModel,
    contextTokens: config.contextTokens,
    clock,
    log,
    observe() {},
  });
  const spend: Budget['spend'] = (expense) => {
    const nano = budget.spend(expense);
    spent(nano);
    return nano;
  };
  return { ...budget, spend };
};

const makeConversations = ({ config, clock, store, budget, google }: Means): Conversations => {
  const { seedTokens, sessionIdle: idle, maxOpenSessions } = config;
  const setup = async () => makeBareSetup(config);
  const [pool, pace] = [new ConnectionPool(maxOpenSessions), makePace(clock, () => 0.5)];
  const rest = { random: () => 0.5, desk: makeDesk(clock, [writeTool]) };
  return new Conversations({
    records: openConversationStore(store),
    claims: ALONE,
    finish: async () => {},
    excuse: async () => {},
    session: ({ memory, onRest }) =>
      makeSession({ google, pool, pace, clock, setup, memory, log, idle, onRest, ...rest }),
    setup,
    spend: (expense) => void budget.spend(expense),
    hold: budget.open,
    seedTokens,
    // There's nothing to recap in an hour.
    recaps: new RecapWriter({ ask: async () => ({ is: 'putOff' }), seedTokens, clock, log }),
    refusals: new ToldRefusals(),
    refusal: () => undefined,
    observe() {},
    clock,
    log,
  });
};

const makeCalls = (means: Means, conversations: Conversations, voice: VirtualVoice, hasGate: boolean): Calls => {
  const { config, clock, store, budget, google } = means;
  const venue = new ScriptedVenue();
  venue.open(HERE.channelId, PEOPLE);
  const purse = {
    isFull: budget.isFull,
    spend: (expense: Parameters<Budget['spend']>[0]) => budget.spend(expense) / DOLLAR,
  };
  const model = 'gemini-decision-1';
  const decisions = hasGate ? new DecisionModel({ google, model, purse, clock, log, observe() {} }) : undefined;
  return new Calls({
    venue,
    remotes: voice,
    conversations,
    consent: new OptOuts(store.shelf<OptOut>(RECORD_KINDS.refusal)),
    remembered: store.shelf<CallRecord>(RECORD_KINDS.call),
    wanted: store.shelf<CallSettings>(RECORD_KINDS.callSettings),
    dismissals: store.shelf<Dismissal>(RECORD_KINDS.dismissal),
    rules: new ScriptedRules(),
    translations: new ScriptedTranslations(),
    admit: async () => {},
    gate: makeGate(decisions, config),
    claims: ALONE,
    clock,
    log,
    observe() {},
  });
};
