import type { Services } from '../../commands/services.ts';

/** Nothing is kept of anybody, so there's nothing to delete. */
export const NO_PRIVACY: Services['privacy'] = {
  describe: async () => ({
    turns: 0,
    channels: 0,
    files: 0,
    quotes: 0,
    recaps: 0,
    days: 0,
    reminders: 0,
    unheard: [],
    agreed: [],
    stored: true,
  }),
  collect: async (person) => ({
    format: 'parley-person',
    version: 1,
    person,
    madeAt: '2026-01-01T00:00:00.000Z',
    channels: [],
    quotedByOthers: [],
    recaps: [],
    spent: [],
    notHeardIn: [],
    choices: [],
    reminders: [],
    leftOut: 0,
  }),
  erase: async () => 'done',
  chooseStoring: async () => {},
};
