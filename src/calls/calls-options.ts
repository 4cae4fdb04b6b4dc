import type { Observe } from '../base/events.ts';
import type { Claims } from '../claims/claims.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Shelf } from '../store/store.ts';
import type { Dismissal } from './auto-join.ts';
import type { CallMeans } from './call-means.ts';
import type { CallRecord } from './call-record.ts';
import type { CallRuleSource } from './call-rules.ts';
import type { CallSettings } from './contract.ts';

/** What the list of calls needs besides what each call needs. */
export type CallsOptions = Omit<CallMeans, 'late'> & {
  /** The records of the calls in progress, by server, so that they can be restored after a restart. */
  remembered: Shelf<CallRecord>;
  /** What was last wished for, by conversation. */
  wanted: Shelf<CallSettings>;
  dismissals: Shelf<Dismissal>;
  /** What owners and the operator decided. */
  rules: CallRuleSource;
  /** Which process talks in a server. */
  claims: Pick<Claims, 'enter' | 'visit' | 'keep' | 'on'>;
  /** Tells of every turn as it begins; if a call is joined to its conversation, it speaks. */
  conversations: Pick<Conversations, 'onTurn' | 'ask'>;
  observe: Observe;
  /** Told of each call that's over for good, before its record goes. Never rejects. */
  onEnd?(record: CallRecord): Promise<void>;
};
