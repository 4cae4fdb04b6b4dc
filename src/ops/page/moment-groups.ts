import type { LineMoment } from '../turn-lines.ts';

/** Whose moment it is, which is also how it's drawn: of the question's way, of the model, of what people see and hear, or trouble. */
export type MomentGroup = 'way' | 'model' | 'people' | 'trouble';

/** The group of each moment, and the moment that it's the end of. */
export const MOMENT_GROUPS: Record<LineMoment['what'], { group: MomentGroup; since?: LineMoment['what'] }> = {
  asked: { group: 'people' },
  claimed: { group: 'way' },
  admitted: { group: 'way' },
  begun: { group: 'way' },
  dialling: { group: 'model' },
  dialled: { group: 'model', since: 'dialling' },
  undialled: { group: 'trouble', since: 'dialling' },
  connected: { group: 'model' },
  sent: { group: 'model' },
  endpointed: { group: 'people' },
  understood: { group: 'model' },
  unclaimed: { group: 'trouble' },
  worded: { group: 'model', since: 'sent' },
  sounded: { group: 'model', since: 'sent' },
  written: { group: 'model', since: 'sent' },
  withdrawn: { group: 'trouble' },
  slow: { group: 'trouble' },
  noticed: { group: 'people' },
  shown: { group: 'people' },
  edited: { group: 'people', since: 'shown' },
  cued: { group: 'people' },
  heard: { group: 'people' },
  silent: { group: 'people', since: 'heard' },
  calling: { group: 'model' },
  called: { group: 'model', since: 'calling' },
  'go-away': { group: 'trouble' },
  closed: { group: 'trouble' },
  mute: { group: 'trouble' },
  forgetful: { group: 'trouble' },
  told: { group: 'people' },
  ended: { group: 'way' },
  recorded: { group: 'way' },
  unrecorded: { group: 'trouble' },
};
