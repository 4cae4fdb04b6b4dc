import type { Place } from '../base/place.ts';
import type { SettingValues } from './setting-table.ts';
import type { Settings } from './settings.ts';

/** How a typed question's answer is heard: with `both`, people decide for themselves whether they listen. */
const VOICES = { both: undefined, text: 'text', voice: 'message' } as const satisfies Record<
  SettingValues['reply'],
  string | undefined
>;

/**
 * How the answer to a typed question in a place is heard if its asker chose nothing. Access reads the settings before any
 * question; as long as they aren't known, nothing is set.
 */
export const findReplyVoice = (settings: Pick<Settings, 'peek'>, place: Place): 'text' | 'message' | undefined =>
  VOICES[settings.peek(place)?.values.reply ?? 'both'];
