import type { AutoJoin } from './auto-join.ts';
import type { Call } from './call.ts';
import type { CallIndex } from './call-index.ts';
import type { CallRecovery } from './call-recovery.ts';
import type { VenueChange } from './contract.ts';

/** Those who follow the voice channels, and where work goes whose failure is nobody else's to tell. */
type VenueFollowers = {
  calls: CallIndex;
  recovery: CallRecovery;
  autoJoin: AutoJoin;
  attempt(work: Promise<void> | undefined): void;
};

/** Tells the calls, and what begins calls, of a change in the voice channels or around them. */
export const followVenue = (change: VenueChange, { calls, recovery, autoJoin, attempt }: VenueFollowers): void => {
  switch (change.is) {
    case 'came':
      recovery.noteArrival(change.guildIds);
      for (const guildId of change.guildIds) attempt(calls.inServer(guildId)?.room.came());
      return;
    case 'people':
      recovery.noteKnown(change.channelId);
      void autoJoin.look(change.channelId);
      attempt(calls.inChannel(change.channelId)?.room.people());
      return;
    case 'moved':
      followMove(change, { calls, recovery, autoJoin, attempt });
      return;
    case 'hindered':
    case 'rights':
      attempt(calls.inServer(change.guildId)?.room.refresh());
      return;
    case 'unposted':
      for (const call of findAbout(calls, change.channelId)) call.room.noteDeleted(change.messageIds);
      return;
    case 'deleted':
      for (const call of findAbout(calls, change.channelId)) attempt(call.leave({ code: 'call.channel-deleted' }));
  }
};

const followMove = (
  { guildId, to }: Extract<VenueChange, { is: 'moved' }>,
  { calls, recovery, autoJoin, attempt }: VenueFollowers,
): void => {
  const call = calls.inServer(guildId);
  if (call) {
    if (to === undefined && !call.over && call.view.state === 'on') void autoJoin.dismiss(guildId);
    attempt(call.handleMove(to));
    return;
  }
  // Another process of the bot has a call there now, and may die; or it has left, and may give up its claim.
  if (to !== undefined) void recovery.resume(guildId);
  else recovery.hasten(guildId);
};

/** The calls that a channel matters to: as their voice channel, or as their conversation's channel. */
const findAbout = (calls: CallIndex, channelId: string): Set<Call> => {
  const found = [calls.inChannel(channelId), calls.ofConversation(channelId)];
  return new Set(found.filter((call) => call !== undefined));
};
