import type { Place } from '../base/place.ts';

/**
 * What Discord lets a person do in a channel: see it, read what was written there before, write in it, send polls, pin
 * messages, and make threads.
 */
export type Right = 'view' | 'history' | 'write' | 'polls' | 'pin' | 'thread';

/** Discord's word on what somebody may do. `unknown`: it couldn't be asked. */
export type RightsVerdict = 'may' | 'may-not' | 'unknown';

/** Discord's word on what people may do. */
export type Rights = {
  /** The same as `may`, where it matters whether it's known. Never rejects. */
  judge(person: string, place: Place, rights: readonly Right[]): Promise<RightsVerdict>;
  /**
   * Whether Discord lets a person, given by id, do all of this in a place at this moment. It's asked anew each time. Never
   * rejects: what can't be found out isn't allowed.
   */
  may(person: string, place: Place, rights: readonly Right[]): Promise<boolean>;
};
