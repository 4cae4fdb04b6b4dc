import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Observe } from '../base/events.ts';
import type { OpenHold } from '../base/expense.ts';
import type { Claims } from '../claims/claims.ts';
import type { Config } from '../config.ts';
import { openConversationStore } from '../conversation/conversation-store.ts';
import { Conversations, type ConversationsOptions } from '../conversation/conversations.ts';
import { RecapWriter } from '../conversation/memory/recap-writer.ts';
import { makeRetention } from '../conversation/memory/retention.ts';
import { shortenText } from '../conversation/people/quoted-text.ts';
import { ToldRefusals } from '../conversation/told-refusals.ts';
import { ButtonNotes } from '../conversation/turns/button-notes.ts';
import type { Bot } from '../discord/bot.ts';
import { explainVerdict } from '../live/failures/close-codes.ts';
import { ImageTolerance } from '../live/session/image-tolerance.ts';
import type { AskOneShot, OneShots } from '../live/session/one-shot.ts';
import { Session } from '../live/session/session.ts';
import { SpeakerMarkers } from '../live/session/speaker-markers.ts';
import type { Choices } from '../privacy/choices.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { en } from '../text/en/index.ts';
import { render } from '../text/text.ts';
import type { ToolChanges } from '../tools/tool-changes.ts';
import type { LiveGround } from './live-part.ts';
import type { PlaceSetups } from './setup-part.ts';
import { makeTyped } from './typed-part.ts';

/** What conversations need of the other parts. */
export type ConversationMeans = Pick<ConversationsOptions, 'spend' | 'hold'> & {
  bot: Pick<Bot, 'finish' | 'excuse'>;
  live: LiveGround;
  choices: Pick<Choices, 'judgeStoring'>;
  settings: Pick<Settings, 'of' | 'on' | 'peek'>;
  store: Store;
  claims: Claims;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** Makes the conversations, each with a live session of its own. */
export const makeConversations = (
  config: Config,
  { bot, live, settings, store, choices, ...means }: ConversationMeans,
): Conversations => {
  const { clock, log } = means;
  const { seedTokens } = config;
  const { google, desk, deskAt, pace, asides } = live;
  const setup = live.setups.find;
  const refusals = new ToldRefusals();
  settings.on(({ home }) => refusals.forget(home));
  return new Conversations({
    ...means,
    hold: makeSearchingHold(means.hold, setup),
    finish: (channel, answer) => bot.finish(channel, answer),
    excuse: (promised) => bot.excuse(promised),
    records: openConversationStore(
      store,
      (person) => choices.judgeStoring(person),
      (place) => makeRetention(() => settings.peek(place)?.values.retention, clock),
    ),
    session: makeSessions(config, live, means),
    typed: makeTyped(config, { google, desk, deskAt, setup, settings, clock, log }),
    setup,
    refusal: () => pace.refusal && explainVerdict(pace.refusal),
    refusals,
    buttons: makeButtonNotes(live.services.changes),
    seedTokens,
    recaps: new RecapWriter({ ask: makeThriftyAsk(asides), seedTokens, clock, log }),
  });
};

/** How much is kept of what a button asked, in characters. */
const MOST_ASKED = 300;

/** Notes what becomes of the buttons of tools, so that the model can say whether something was done. */
const makeButtonNotes = (changes: Pick<ToolChanges, 'onPress'>): ButtonNotes => {
  const notes = new ButtonNotes();
  changes.onPress(({ asker: { id, name }, place, question, became }) => {
    const { text } = shortenText(render(question, en), MOST_ASKED);
    notes.note(place.channel, { is: 'button', from: { id, name }, text, became });
  });
  return notes;
};

/** For how many searches a turn has room from the beginning, where it may search. Most that do need one or two. */
const SEARCHES = 2;

/** Makes room for a turn's searches as well, where search is set. */
const makeSearchingHold =
  (hold: OpenHold, setup: PlaceSetups['find']): OpenHold =>
  async (place, spender, foresight) =>
    hold(place, spender, { ...foresight, searches: (await setup(place)).search ? SEARCHES : 0 });

/** A recap that a cap doesn't leave room for is put off. */
const makeThriftyAsk =
  (asides: OneShots): AskOneShot =>
  (question, signal) =>
    asides.ask(question, signal).catch((error: unknown) => {
      if (error instanceof UserError && error.text.code.startsWith('limits.')) return { is: 'putOff' };
      throw error;
    });

/** Makes the live session of each conversation. */
const makeSessions = (
  { sessionIdle: idle, answerSilence: silence }: Config,
  { setups, google, pool, pace, tolerance, deskAt }: LiveGround,
  { clock, log, observe }: Pick<ConversationMeans, 'clock' | 'log' | 'observe'>,
): ConversationsOptions['session'] => {
  const markers = new SpeakerMarkers(log);
  const images = new ImageTolerance(log);
  return ({ place, memory, onRest, log: about }) =>
    new Session({
      google,
      pool,
      pace,
      tolerance,
      desk: deskAt(place),
      clock,
      observe,
      setup: () => setups.find(place),
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
