/** Registers every element of the look, for a page that wants them all. */
import './look-modal.ts';
import './message-box.ts';
import './message-list.ts';
import './voice-panel.ts';
import type { LookEvents } from './look-event.ts';

/** The names of all that elements say. */
export const LOOK_EVENTS: readonly (keyof LookEvents)[] = [
  'look-press',
  'look-select',
  'look-dismiss',
  'look-vote',
  'look-react',
  'look-action',
  'look-open',
  'look-submit',
  'look-close',
  'look-send',
  'look-command',
  'look-suggest',
  'look-unreply',
];
