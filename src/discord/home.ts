import type { Address, Ownership } from '../conversation/ownership.ts';

/** Who talks where, as far as Discord's side asks for it. */
export type Owning = Pick<Ownership, 'enter' | 'holds'>;

/** Where something was said. Discord deals out the work by server, and one call is all that a server allows. */
export const addressOf = ({ guildId, channelId }: { guildId: string | null; channelId: string }): Address => ({
  home: guildId ?? channelId,
  channel: channelId,
});
