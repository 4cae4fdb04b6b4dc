import type { LookupFunction } from 'node:net';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Place } from '../base/place.ts';
import type { Budget } from '../budget/budget.ts';
import { DOLLAR } from '../budget/price.ts';
import { type Config, pickGoogle } from '../config.ts';
import type { Bot } from '../discord/bot.ts';
import { makeGoogleClient } from '../live/connection/dial.ts';
import { DecisionModel } from '../live/decisions/decision-model.ts';
import { ConnectPace } from '../live/limits/connect-pace.ts';
import type { ConnectionPool } from '../live/limits/connection-pool.ts';
import type { SetupExtra } from '../live/protocol/setup.ts';
import type { OpenCallDesk } from '../live/protocol/tool-call.ts';
import { OneShots } from '../live/session/one-shot.ts';
import type { OneShotPurse } from '../live/session/one-shot-purse.ts';
import type { SessionOptions } from '../live/session/session.ts';
import { SetupTolerance } from '../live/session/setup-tolerance.ts';
import type { Settings } from '../settings/settings.ts';
import type { Leases } from '../store/leases.ts';
import type { Store } from '../store/store.ts';
import type { ToolHands } from '../tools/hands.ts';
import type { PlaceTool } from '../tools/place-tool.ts';
import type { PlaceTools } from '../tools/place-tools.ts';
import type { ToolChanges } from '../tools/tool-changes.ts';
import { makeToolRegistry } from '../tools/tool-registry.ts';
import { openToolDesk } from '../tools/tool-runner.ts';
import { makePlaceSetups, type PlaceSetups } from './setup-part.ts';
import { openTools, type Reminders, type ToolMeans } from './tools-part.ts';

/** What the way to Gemini needs of the other parts. */
export type LiveMeans = {
  settings: Pick<Settings, 'of' | 'peek'>;
  /** What the bot is called on Discord is known once it's logged in. */
  bot: Pick<Bot, 'listOwnNames'> & { hands: ToolHands };
  /** The tools of MCP servers, if there may be any. */
  mcp?: { tools: ToolMeans['mcp'] };
  /** Where questions outside conversations are paid, and decisions. */
  purse: Pick<OneShotPurse, 'hold'> & Pick<Budget, 'spend' | 'isFull'>;
  /** The connections to Gemini that may be open at the same time. */
  pool: ConnectionPool;
  /** Tools besides Parley's own. */
  more?: readonly PlaceTool[] | undefined;
  /** Finds the addresses of hosts whose pages are read, if not as the system does. */
  lookup?: LookupFunction | undefined;
  /** Where reminders are kept. */
  store: Store;
  leases: Leases;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** What all that asks Gemini has in common. */
export type LiveGround = Pick<SessionOptions, 'google' | 'pool' | 'pace' | 'tolerance' | 'desk'> & {
  pace: ConnectPace;
  setups: PlaceSetups;
  /** What answers the calls of a place's model; `desk` answers those of none. */
  deskAt(place: Place): OpenCallDesk;
  /** Asks questions outside every conversation. */
  asides: OneShots;
  /** Decides closed questions, as whether Parley was meant; nothing if the operator doesn't want that. */
  decisions: DecisionModel | undefined;
  /** What commands need of it. */
  services: {
    gemini: GeminiServices;
    tools: Pick<PlaceTools, 'checkSwitches'>;
    changes: ToolChanges;
    reminders: Reminders;
  };
};

/** What people who set things want to know of Gemini. */
export type GeminiServices = {
  /** What Google refuses of what's set in a place, so that it's left out there. */
  listRefused(place: Place): Promise<readonly SetupExtra[]>;
  /**
   * Has a few words said in a voice, as 24 kHz mono PCM. It's put off while conversations need every connection.
   *
   * @throws UserError if Google refuses the voice, or can't be reached
   */
  sampleVoice(voice: string, signal: AbortSignal): Promise<{ is: 'said'; pcm: Buffer } | { is: 'putOff' }>;
};

/** What a voice says so that people hear it. */
const SAMPLE = {
  instruction: 'People choose your voice. You say exactly the words that you are asked for, and nothing else.',
  text: 'Say in a friendly way: Hello, I am Parley. This is how I sound. Nice to meet you!',
};

/** Samples of voices are the same for everybody, so they count for nobody but the process. */
const SAMPLES: Place = { server: undefined, channel: 'voice-samples', parent: undefined };

/** Makes it. Nothing is asked yet. */
export const openLive = (config: Config, means: LiveMeans): LiveGround => {
  const { bot, settings, mcp, pool, purse, clock, log, observe } = means;
  const google = makeGoogleClient(pickGoogle(config));
  const { tools, changes, reminders } = openTools(config, { ...means, mcp: mcp?.tools });
  const setups = makePlaceSetups(config, { settings, tools, listOwnNames: (server) => bot.listOwnNames(server) });
  const { bare } = setups;
  const tolerance = new SetupTolerance({ bare, clock, log });
  const pace = new ConnectPace(clock, Math.random, observe);
  const running = { clock, log, observe };
  const desk = openToolDesk(makeToolRegistry([]), running);
  const live = { google, pool, pace, tolerance, desk };
  const asides = new OneShots({ ...live, purse, clock, setup: async () => bare });
  return {
    ...live,
    setups,
    deskAt: (place) => openToolDesk(tools.at(place), running),
    asides,
    decisions: makeDecisions(config, google, { purse, clock, log, observe }),
    services: {
      gemini: {
        listRefused: async (place) => tolerance.listRefused(await setups.find(place)),
        sampleVoice: (voice, signal) => asides.askAloud({ ...SAMPLE, place: SAMPLES, voice }, signal),
      },
      tools,
      changes,
      reminders,
    },
  };
};

/** Makes what decides, if there's to be a model for it. */
const makeDecisions = (
  { decisionModel: model }: Config,
  google: LiveGround['google'],
  { purse, ...means }: Pick<LiveMeans, 'purse' | 'clock' | 'log' | 'observe'>,
): DecisionModel | undefined => {
  if (model === 'off') return undefined;
  const { isFull } = purse;
  return new DecisionModel({
    ...means,
    google,
    model,
    purse: { isFull, spend: (expense) => purse.spend(expense) / DOLLAR },
  });
};
