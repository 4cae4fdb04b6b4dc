import type { Sender } from '../base/inbound.ts';
import type { HearingWish } from '../text/values.ts';
import type { CallView, JoinRequest, TalkGrant } from './contract.ts';
import type { InterpretControl } from './interpreter/interpret-control.ts';

/** What people can do with calls. A server has at most one. */
export type CallControl = {
  /**
   * Enters a voice channel, moves there, or changes the call in progress. The caller has checked that this person may.
   *
   * @throws UserError that says what to do, if it isn't possible.
   */
  join(wish: JoinRequest): Promise<CallView>;
  /** Ends the server's call. False if there was none. */
  leave(guildId: string): Promise<boolean>;
  /** Cuts off everything that is being said aloud. False if there's no call. */
  stop(guildId: string): boolean;
  /**
   * Gives a person the floor for one utterance. `refused`: they aren't among those who may use **Talk** here. `unheard`: they
   * aren't heard at all.
   */
  grant(guildId: string, person: Sender): TalkGrant;
  /** Notes whether this person wants to be heard in this server, from now on; {@link consent} must follow. Never throws. */
  heed(guildId: string, userId: string, heard: boolean): void;
  /** Stores this person's latest choice. Rejects if that isn't possible. */
  consent(guildId: string, userId: string): Promise<void>;
  /** Whether this person wants to be heard in this server, who does unless they chose otherwise. Never rejects. */
  findWish(guildId: string, userId: string): Promise<HearingWish>;
  /** Asks again who may be heard in a server's call. Whoever isn't any more is cut off. Never throws. */
  review(guildId: string): void;
  /** Has calls interpret. */
  readonly interpreting: Pick<InterpretControl, 'mayBegin' | 'begin' | 'end'>;
  /** The server's call. */
  view(guildId: string): CallView | undefined;
};
