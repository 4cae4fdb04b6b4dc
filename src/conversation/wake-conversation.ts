import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Claim } from '../claims/claim.ts';
import type { Claims } from '../claims/claims.ts';
import type { SessionMemory } from '../live/session/resumption.ts';
import { Conversation } from './conversation.ts';
import { type ConversationStore, makeSessionMemory, makeTemporaryMemory } from './conversation-store.ts';
import { openConversationMemory } from './memory/conversation-memory.ts';
import type { RecapWriter } from './memory/recap-writer.ts';
import { SEED_TOKENS } from './memory/seed.ts';
import { OutageSession } from './outage-session.ts';
import type { CrashNotes } from './recovery/crash-notes.ts';
import type { LiveSession } from './turns/live-session.ts';
import type { Turn } from './turns/turn.ts';

/** What every conversation is made of. */
export type WakeMeans = {
  records(right?: Claim): ConversationStore;
  ownership: Pick<Claims, 'keep'>;
  /** Makes a channel's live session; `rested` wants to hear whenever its connection is gone, and `log` names the channel. */
  session(memory: SessionMemory, rested: () => void, log: Logger): LiveSession;
  /** How many tokens a session is told of what went before. */
  seedTokens?: number;
  /** Sums up the older turns of conversations that rest; left out, those are not told to anybody. */
  recaps?: RecapWriter;
  /** Told of every turn as it begins. */
  onBegin?(channel: string, turn: Turn): void;
  clock: Clock;
  log: Logger;
  observe?: Observe;
};

/** Which conversation wakes: of which channel, by which claim. */
type WakeRequest = {
  channel: string;
  claim: Claim;
  /** Where is noted what would be left unfinished if the process died. */
  notes: Pick<CrashNotes, 'begin' | 'end'>;
  /** Told once nothing has to be kept in memory of it any more; gives back whether it was still awake. */
  onRest(conversation: Conversation): boolean;
};

/** Makes a channel's conversation out of what is stored of it. */
export const openConversation = (
  { channel, claim, notes, onRest }: WakeRequest,
  { records, ownership, session, seedTokens = SEED_TOKENS, recaps, onBegin, clock, log, observe }: WakeMeans,
): Conversation => {
  const { archive, handles, unfinished } = records(claim);
  const { home } = claim;
  const memory = openConversationMemory(channel, archive, () => rest());
  const { transcript } = memory;
  const known = makeSessionMemory(channel, memory, { handles, seedTokens });
  const rest = () => {
    if (conversation.needed || !onRest(conversation)) return;
    transcript.hold(false);
    notes.end(home, channel);
    if (recaps) ownership.keep(channel, recaps.writeIfDue(channel, memory));
  };
  const about = log.child({ channel });
  const conversation = new Conversation({
    memory,
    session: new OutageSession({
      session: session(known, rest, about),
      make: (meanwhile) => session(makeTemporaryMemory(meanwhile), rest, about),
      transcript,
    }),
    beforeForget: async () => recaps?.abandon(channel),
    clock,
    log: about,
    observe,
    quiet: rest,
    onUnfinished: () => notes.begin(home, channel, unfinished),
    ...(onBegin && { onBegin: (turn) => onBegin(channel, turn) }),
  });
  transcript.hold(true);
  return conversation;
};
