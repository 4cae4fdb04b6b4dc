import type { Place } from '../src/base/place.ts';
import { EMPTY_RECORD } from '../src/settings/record.ts';
import { resolveSettings } from '../src/settings/resolve.ts';
import type { SettingValues } from '../src/settings/setting-table.ts';
import type { Settings } from '../src/settings/settings.ts';
import { at } from './place.ts';

/** Settings that are the same in every place, and that a test changes at will. */
export class FixedSettings implements Pick<Settings, 'peek' | 'of' | 'warm'> {
  values: Partial<SettingValues>;

  constructor(values: Partial<SettingValues> = {}) {
    this.values = values;
  }

  peek(place: Place = at('1', '2')) {
    const known = { models: [], messageContent: true, textModel: true };
    return resolveSettings({ values: this.values, known }, EMPTY_RECORD, place);
  }

  async warm() {}

  async of(place: Place) {
    return this.peek(place);
  }
}
