import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Expense } from '../base/expense.ts';
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
import type { CrashNotes } from './recovery/crash-notes.ts';
import type { LiveSession } from './turns/live-session.ts';
import type { Turn } from './turns/turn.ts';
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
  records(claim?: Claim): ConversationStore;
  claims: Pick<Claims, 'keep'>;
  session(request: SessionRequest): LiveSession;
  /** A text model for typed questions, if the operator wants one; see `TypedSession`. */
  typed?: TypedMeans | undefined;
  /** How many tokens of the past a fresh session is told. */
  seedTokens: number;
  /** Sums up older turns while a conversation rests. */
  recaps: Pick<RecapWriter, 'writeIfDue' | 'abandon' | 'close'>;
  /** Told what turns cost; see `ConversationOptions.spend`. */
  spend(expense: Expense): void;
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
  { place, claim, notes, onBegin, onRest }: WakeRequest,
  { records, claims, session, typed, seedTokens, recaps, spend, clock, log, observe }: WakeMeans,
): Conversation => {
  const { archive, handles, unfinished } = records(claim);
  const { channel } = place;
  const { home } = claim;
  const memory = openConversationMemory(place, archive, () => rest());
  const { transcript } = memory;
  const known = makeSessionMemory(place, memory, { handles, seedTokens });
  const rest = () => {
    if (conversation.needed || !onRest(conversation)) return;
    transcript.hold(false);
    notes.end(home, channel);
    claims.keep(channel, recaps.writeIfDue(channel, memory));
  };
  const about = log.child({ channel });
  const conversation = new Conversation({
    memory,
    session: openSession({ place, memory: known, onRest: rest, log: about }, transcript, { session, typed, clock }),
    beforeForget: () => recaps.abandon(channel),
    clock,
    log: about,
    observe,
    spend: (personId, { prompt, response: answer, thoughts }, by) =>
      spend({ place, personId, by, prompt, answer, thoughts }),
    quiet: rest,
    onUnfinished: () => notes.begin(home, channel, unfinished),
    onBegin,
  });
  transcript.hold(true);
  return conversation;
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
