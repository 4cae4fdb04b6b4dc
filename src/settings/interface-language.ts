import type { Place } from '../base/place.ts';
import type { Settings } from './settings.ts';

/** The language that is set for what Parley itself says in a place; nothing if none is, or as long as that isn't known. */
export const findInterfaceLanguage = (settings: Pick<Settings, 'peek'>, place: Place): string | undefined => {
  const set = settings.peek(place)?.values['interface-language'];
  return set === 'auto' ? undefined : set;
};
