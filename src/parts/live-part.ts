import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Place } from '../base/place.ts';
import { type Config, pickGoogle } from '../config.ts';
import type { Bot } from '../discord/bot.ts';
import { makeGoogleClient } from '../live/connection/dial.ts';
import { ConnectPace } from '../live/limits/connect-pace.ts';
import type { ConnectionPool } from '../live/limits/connection-pool.ts';
import type { SetupExtra } from '../live/protocol/setup.ts';
import { OneShots } from '../live/session/one-shot.ts';
import type { OneShotPurse } from '../live/session/one-shot-purse.ts';
import type { SessionOptions } from '../live/session/session.ts';
import { SetupTolerance } from '../live/session/setup-tolerance.ts';
import type { Settings } from '../settings/settings.ts';
import { openToolDesk } from '../tools/tool-runner.ts';
import { makePlaceSetups, type PlaceSetups } from './setup-part.ts';
import { chooseTools } from './tools-part.ts';

/** What the way to Gemini needs of the other parts. */
export type LiveMeans = {
  settings: Pick<Settings, 'of'>;
  /** What the bot is called on Discord is known once it's logged in. */
  bot: Pick<Bot, 'listOwnNames'>;
  /** Where questions outside conversations are paid. */
  purse: OneShotPurse;
  /** The connections to Gemini that may be open at the same time. */
  pool: ConnectionPool;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** What all that asks Gemini has in common. */
export type LiveGround = Pick<SessionOptions, 'google' | 'pool' | 'pace' | 'tolerance' | 'desk'> & {
  pace: ConnectPace;
  setups: PlaceSetups;
  /** Asks questions outside every conversation. */
  asides: OneShots;
  /** What people who set things ask Gemini for. */
  services: GeminiServices;
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
  const { bot, settings, pool, purse, clock, log, observe } = means;
  const google = makeGoogleClient(pickGoogle(config));
  const setups = makePlaceSetups(config, { settings, listOwnNames: (server) => bot.listOwnNames(server) });
  const { bare } = setups;
  const tolerance = new SetupTolerance({ bare, clock, log });
  const pace = new ConnectPace(clock, Math.random, observe);
  const desk = openToolDesk(chooseTools(config), { clock, log, observe });
  const live = { google, pool, pace, tolerance, desk };
  const asides = new OneShots({ ...live, purse, clock, setup: async () => bare });
  return {
    ...live,
    setups,
    asides,
    services: {
      listRefused: async (place) => tolerance.listRefused(await setups.find(place)),
      sampleVoice: (voice, signal) => asides.askAloud({ ...SAMPLE, place: SAMPLES, voice }, signal),
    },
  };
};
