import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Place } from '../base/place.ts';
import type { Claims } from '../claims/claims.ts';
import { type Config, pickGoogle } from '../config.ts';
import { openConversationStore } from '../conversation/conversation-store.ts';
import { Conversations, type ConversationsOptions } from '../conversation/conversations.ts';
import { RecapWriter } from '../conversation/memory/recap-writer.ts';
import { makeGoogleClient } from '../live/connection/dial.ts';
import { explainVerdict } from '../live/failures/close-codes.ts';
import { ConnectPace } from '../live/limits/connect-pace.ts';
import type { ConnectionPool } from '../live/limits/connection-pool.ts';
import type { Setup } from '../live/protocol/setup.ts';
import { ImageTolerance } from '../live/session/image-tolerance.ts';
import { OneShots } from '../live/session/one-shot.ts';
import { Session, type SessionOptions } from '../live/session/session.ts';
import { SpeakerMarkers } from '../live/session/speaker-markers.ts';
import type { Store } from '../store/store.ts';
import { openToolDesk } from '../tools/tool-runner.ts';
import { makeSetup } from './gemini-part.ts';
import { chooseTools } from './tools-part.ts';
import { makeTyped } from './typed-part.ts';

/** What conversations need of the other parts. */
export type ConversationMeans = Pick<ConversationsOptions, 'finish' | 'excuse' | 'spend'> & {
  store: Store;
  /** The connections to Gemini that may be open at the same time. */
  pool: ConnectionPool;
  claims: Claims;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** Makes the conversations, each with a live session of its own. */
export const makeConversations = (config: Config, means: ConversationMeans): Conversations => {
  const { store, pool, claims, finish, excuse, spend, clock, log, observe } = means;
  const { seedTokens } = config;
  const google = makeGoogleClient(pickGoogle(config));
  // One object for all, because what follows from a setup is worked out once for each object.
  const usual = makeSetup(config);
  /** It's the same everywhere for now; a server's own settings are to be asked here. */
  const setup = async (_place: Place) => usual;
  const pace = new ConnectPace(clock, Math.random, observe);
  const desk = openToolDesk(chooseTools(config), { clock, log, observe });
  const live = { google, pool, pace, clock, desk };
  const asides = new OneShots({ ...live, setup: async () => usual });
  return new Conversations({
    records: openConversationStore(store),
    claims,
    session: makeSessions(config, { ...live, setup, log, observe }),
    typed: makeTyped(config, { google, desk, setup, clock, log }),
    setup,
    refusal: () => pace.refusal && explainVerdict(pace.refusal),
    seedTokens,
    recaps: new RecapWriter({ ask: (question, stop) => asides.ask(question, stop), seedTokens, clock, log }),
    finish,
    excuse,
    spend,
    clock,
    log,
    observe,
  });
};

/** What all sessions of the process have in common. */
type SessionMeans = Pick<SessionOptions, 'google' | 'pool' | 'pace' | 'desk' | 'clock' | 'log' | 'observe'> & {
  setup(place: Place): Promise<Setup>;
};

/** Makes the live session of each conversation. */
const makeSessions = (
  { sessionIdle: idle, answerSilence: silence }: Config,
  { setup, log, ...live }: SessionMeans,
): ConversationsOptions['session'] => {
  const markers = new SpeakerMarkers(log);
  const images = new ImageTolerance(log);
  return ({ place, memory, onRest, log: about }) =>
    new Session({
      ...live,
      setup: () => setup(place),
      memory,
      log: about,
      idle,
      silence,
      markers,
      images,
      random: Math.random,
      onRest,
    });
};
