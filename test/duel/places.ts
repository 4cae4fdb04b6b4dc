import type { Channel } from '../../world/discord/channel.ts';
import type { Discord } from '../../world/discord/discord.ts';
import type { Member } from '../../world/discord/member.ts';

/** A channel, and who asks there. */
export type Place = { channel: Channel; members: readonly Member[] };

/** Two channels of one server, one of another, and a direct message. */
export const placesIn = (discord: Discord): Place[] => {
  const [workshop, kitchen] = [discord.guild('Workshop'), discord.guild('Kitchen')];
  const [ada, bob] = [workshop.member('Ada'), workshop.member('Bob')];
  return [
    { channel: workshop.text('general'), members: [ada, bob] },
    { channel: workshop.text('garden'), members: [ada, bob] },
    { channel: kitchen.text('recipes'), members: [kitchen.member(ada), kitchen.member('Cleo')] },
    { channel: ada.dm, members: [ada] },
  ];
};
