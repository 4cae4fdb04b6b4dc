import type { Address, Ownership } from '../conversation/ownership.ts';
import type { Unfinished } from '../conversation/unfinished.ts';

/** Who talks where, as far as Discord's side asks for it. */
export type Owning = Pick<Ownership, 'enter' | 'holds' | 'keep'>;

/** Replies that people see being thought about: another process excuses them if this one dies. */
export type Promises = Pick<Unfinished, 'promise' | 'withdraw' | 'settle'>;

/** Where something was said. Discord deals out the work by server, and one call is all that a server allows. */
export const addressOf = ({ guildId, channelId }: { guildId: string | null; channelId: string }): Address => ({
  home: guildId ?? channelId,
  channel: channelId,
});
