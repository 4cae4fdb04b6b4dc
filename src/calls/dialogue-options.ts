import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Place } from '../base/place.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Person } from '../conversation/people/person.ts';
import type { Text } from '../text/text.ts';
import type { Interrupters, ToProcess } from '../voice/bridge/protocol.ts';
import type { CallRules } from './call-rules.ts';
import type { CallView, Venue } from './contract.ts';
import type { AddressGate } from './gate/gate.ts';

/** What a dialogue needs of its call. */
export type DialogueOptions = {
  /** Where the conversation is that the call is joined to. */
  place: Place;
  conversations: Pick<Conversations, 'hear' | 'interrupt' | 'unhear' | 'listLatest'>;
  venue: Pick<Venue, 'caption' | 'channel' | 'listNames' | 'sender'>;
  /** Says whether Parley is spoken to; nothing if there's nobody to ask. */
  gate?: AddressGate | undefined;
  view(): CallView;
  rules(): Pick<CallRules, 'names' | 'languages' | 'turns'>;
  /** Who may interrupt the answer to this person's question by speaking. */
  interrupters(asker: string): Interrupters;
  person(userId: string): Person;
  /** Asks whether this person may say what they're starting to say. Rejects with the refusal. */
  admit(userId: string): Promise<void>;
  /** Whether this person may be heard right now. */
  mayHear(userId: string): boolean;
  /** Whether what this person writes in the conversation's channel, without calling Parley, may be looked at. */
  mayRead(userId: string): boolean;
  send(message: ToProcess): void;
  /** The number of the next turn that the mouth gets, whoever gives it one. */
  nextTurn(): number;
  observe: Observe;
  /** Tells people what went wrong with a turn that isn't shown anywhere else. */
  onFailure(text: Text): void;
  clock: Clock;
  log: Logger;
};
