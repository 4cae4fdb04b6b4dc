import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Expense, OpenHold } from '../base/expense.ts';
import type { Place } from '../base/place.ts';
import type { Claim } from '../claims/claim.ts';
import type { Claims } from '../claims/claims.ts';
import type { SessionMemory } from '../live/session/resumption.ts';
import { Conversation } from './conversation.ts';
import { type ConversationStore, makeSessionMemory, makeTemporaryMemory } from './conversation-store.ts';
import { openConversationMemory } from './memory/conversation-memory.ts';
import type { RecapWriter } from './memory/recap-writer.ts';
import type { Transcript } from './memory/transcript.ts';
import { OutageSession } from './outage-session.ts';
import { makePaidSession } from './paid-session.ts';
import { measurePast } from './past-size.ts';
import type { CrashNotes } from './recovery/crash-notes.ts';
import { makeToldSession, type ToldRefusals } from './told-refusals.ts';
import type { ButtonNotes } from './turns/button-notes.ts';
import type { LiveSession } from './turns/live-session.ts';
import { findSpender, type Question } from './turns/question.ts';
import { Turn } from './turns/turn.ts';
import { beginMoments, noteCourse } from './turns/turn-moments.ts';
import { type TypedPlan, TypedSession, type TypedSessionOptions } from './typed-session.ts';

/** What a live session is made for. */
type SessionRequest = {
  place: Place;
  memory: SessionMemory;
  /** To be called whenever the session's connection is gone. */
  onRest(): void;
  /** Names the channel in each line. */
  log: Logger;
};

/** The text model for typed questions, and what a place's settings say about it at the moment. */
export type TypedMeans = { plan(place: Place): Promise<TypedPlan>; texts: TypedSessionOptions['texts'] };

/** What every conversation is made of. */
export type WakeMeans = {
  records(claim?: Claim, place?: Place): ConversationStore;
  claims: Pick<Claims, 'keep'>;
  session(request: SessionRequest): LiveSession;
  /** A text model for typed questions, if the operator wants one; see `TypedSession`. */
  typed?: TypedMeans | undefined;
  /** How many tokens of the past a fresh session is told. */
  seedTokens: number;
  /** Sums up older turns while a conversation rests. */
  recaps: Pick<RecapWriter, 'writeIfDue' | 'abandon' | 'close'>;
  /** Told what turns cost, whenever Google has counted more of one, which may have ended by then. */
  spend(expense: Expense): void;
  /** Which channels know what Google refuses of their settings. */
  refusals: Pick<ToldRefusals, 'keepNews'>;
  /** Asked for room before each turn; see `makePaidSession`. */
  hold: OpenHold;
  /** What became of the buttons by which tools ask; nothing is told of them without it. */
  buttons?: Pick<ButtonNotes, 'at'>;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** Which conversation wakes: its place, and the claim under which it writes. */
type WakeRequest = {
  place: Place;
  claim: Claim;
  /** Notes what would be left unfinished if the process died. */
  notes: Pick<CrashNotes, 'begin' | 'end'>;
  /** Called with every turn as it begins. */
  onBegin(turn: Turn): void;
  /** Called once nothing of it has to stay in memory. Returns whether it was still awake. */
  onRest(conversation: Conversation): boolean;
};

/** Opens a conversation with what is stored of it. */
export const openConversation = (
  { place, place: { channel }, claim, notes, onBegin, onRest }: WakeRequest,
  means: WakeMeans,
): Conversation => {
  const { records, claims, session, typed, seedTokens, recaps, spend, refusals, hold, clock, log, observe } = means;
  const { archive, handles, unfinished } = records(claim, place);
  const memory = openConversationMemory(place, archive, () => rest());
  const known = makeSessionMemory(place, memory, { handles, seedTokens });
  const rest = () => {
    if (conversation.needed || !onRest(conversation)) return;
    memory.transcript.hold(false);
    notes.end(claim.home, channel);
    // A deletion may have woken hundreds of conversations at once, in which nobody has said anything new.
    if (memory.recorded.hasBegun) claims.keep(channel, recaps.writeIfDue(channel, memory));
  };
  const about = log.child({ channel });
  const conversation = new Conversation({
    memory,
    session: makePaidSession({
      session: makeToldSession(
        openSession({ place, memory: known, onRest: rest, log: about }, memory.transcript, { session, typed, clock }),
        (source) => refusals.keepNews(place, source),
      ),
      hold: (spender, foresight) => hold(place, spender, { ...foresight, measurePast: () => measurePast(known) }),
      clock,
    }),
    beforeForget: () => recaps.abandon(channel),
    clock,
    log: about,
    observe,
    makeTurn: (question, ready) => openTurn({ place, question, ready }, { spend, clock, observe }),
    quiet: rest,
    onUnfinished: () => notes.begin(claim.home, channel, unfinished),
    mayStore: archive.mayStore,
    ...(means.buttons && { buttons: means.buttons.at(channel) }),
    onBegin,
  });
  memory.transcript.hold(true);
  return conversation;
};

/**
 * Opens the turn of a question: begins its time line, and has spent whatever Google counts for it, although it may have ended by
 * then.
 */
const openTurn = (
  { place, question, ready }: { place: Place; question: Question; ready: Promise<unknown> | undefined },
  { spend, clock, observe }: Pick<WakeMeans, 'spend' | 'clock' | 'observe'>,
): Turn => {
  const spender = findSpender(question);
  const turn = new Turn(
    question,
    ({ kinds, estimated }, { by, model }) => spend({ place, spender, by, model, kinds, estimated }),
    beginMoments(place, question, { clock, observe }),
  );
  noteCourse(turn, ready);
  return turn;
};

/**
 * Opens a conversation's session, which answers even while what was said before can't be read, and typed questions by a
 * text model where the operator wants that.
 */
const openSession = (
  request: SessionRequest,
  transcript: Transcript,
  { session, typed, clock }: Pick<WakeMeans, 'session' | 'typed' | 'clock'>,
): LiveSession<number | undefined> => {
  const live = new OutageSession({
    session: session(request),
    make: (meanwhile) => session({ ...request, memory: makeTemporaryMemory(meanwhile) }),
    transcript,
  });
  if (!typed) return live;
  const { place, memory } = request;
  const { plan, texts } = typed;
  return new TypedSession({ live, plan: () => plan(place), texts, past: () => memory.since(0), clock });
};
