import type { Text } from '../text/text.ts';
import type { VoiceChannel } from './contract.ts';

/** Why Parley can't enter a voice channel, for the person who wants it to. Undefined if it can. */
export const explainHindrance = ({ id, missing, full }: VoiceChannel): Text | undefined => {
  if (missing.length > 0) return { code: 'call.missing-permissions', voice: id, missing };
  return full ? { code: 'call.full', voice: id } : undefined;
};
