import { EMPTY_RECORD } from '../../src/settings/record.ts';
import type { Settings } from '../../src/settings/settings.ts';

/** Discord's side for what people can take back, where nothing comes from Discord. */
export const QUIET_BOT = {
  venue: { on: () => () => {} },
  servers: { isIn: () => undefined, list: () => [] },
  findServer: () => undefined,
};

/** The settings of homes in which nobody has set anything. */
export const NOTHING_SET: Pick<Settings, 'replace' | 'doubt' | 'record'> = {
  replace: async (_home, make) => make(EMPTY_RECORD),
  doubt: () => {},
  record: async () => EMPTY_RECORD,
};
