import type { LineMoment } from '../turn-lines.ts';

/** Whose moment it is, which is also how it's drawn: of the question's way, of the model, of what people see and hear, or trouble. */
export type MomentGroup = 'way' | 'model' | 'people' | 'trouble';

/** What each moment is called, its group, and the moment that it's the end of. */
export const MOMENT_NAMES: Record<
  LineMoment['what'],
  { name: string; group: MomentGroup; since?: LineMoment['what'] }
> = {
  asked: { name: 'Asked', group: 'people' },
  claimed: { name: 'Claimed by this process', group: 'way' },
  admitted: { name: 'Allowed', group: 'way' },
  begun: { name: 'Its turn has come', group: 'way' },
  dialling: { name: 'Dialling', group: 'model' },
  dialled: { name: 'Connected', group: 'model', since: 'dialling' },
  undialled: { name: 'Not connected', group: 'trouble', since: 'dialling' },
  connected: { name: 'Was connected already', group: 'model' },
  sent: { name: 'Sent to the model', group: 'model' },
  endpointed: { name: 'End of speech', group: 'people' },
  understood: { name: 'First words understood', group: 'model' },
  unclaimed: { name: 'Words that may be somebody else’s', group: 'trouble' },
  worded: { name: 'First word', group: 'model', since: 'sent' },
  sounded: { name: 'First sound', group: 'model', since: 'sent' },
  written: { name: 'First written part', group: 'model', since: 'sent' },
  withdrawn: { name: 'Taken back', group: 'trouble' },
  slow: { name: 'Told that it takes long', group: 'trouble' },
  noticed: { name: 'Notice shown', group: 'people' },
  shown: { name: 'Shown', group: 'people' },
  edited: { name: 'Edited last', group: 'people', since: 'shown' },
  cued: { name: 'Sound of a slow function heard', group: 'people' },
  heard: { name: 'Heard', group: 'people' },
  silent: { name: 'Playout over', group: 'people', since: 'heard' },
  calling: { name: 'Function called', group: 'model' },
  called: { name: 'Function done', group: 'model', since: 'calling' },
  'go-away': { name: 'Google will close the connection', group: 'trouble' },
  closed: { name: 'Connection ended', group: 'trouble' },
  mute: { name: 'No answer on the connection', group: 'trouble' },
  forgetful: { name: 'Memory was gone', group: 'trouble' },
  told: { name: 'Told why', group: 'people' },
  ended: { name: 'Ended', group: 'way' },
  recorded: { name: 'Recorded', group: 'way' },
  unrecorded: { name: 'Not recorded', group: 'trouble' },
};
