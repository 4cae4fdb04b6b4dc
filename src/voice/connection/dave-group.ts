import type { DAVESession, VoiceConnection } from '@discordjs/voice';

/** A connection's part in end-to-end encryption (DAVE). Undefined while it isn't ready. */
export const findDave = ({ state }: VoiceConnection): DAVESession | undefined => {
  if (state.status !== 'ready') return undefined;
  return 'dave' in state.networking.state ? state.networking.state.dave : undefined;
};

/** Whether a call's packets can be opened: the bot is in the group that encrypts them, or nothing is encrypted end to end. */
export const isGrouped = (dave: DAVESession | undefined): boolean => !needsKeys(dave) || dave?.session?.ready === true;

/** Whether a call is encrypted end to end. */
export const needsKeys = (dave: DAVESession | undefined): boolean => dave !== undefined && dave.protocolVersion > 0;
