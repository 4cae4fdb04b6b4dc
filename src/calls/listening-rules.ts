import type { Hearing, TurnEnd } from '../voice/bridge/protocol.ts';
import type { CallSettings, CallView, Captions, Hindrance, Listen, Participant } from './contract.ts';

/** How ends of speech are decided; `pause` is in milliseconds. */
export type Turns = { turnEnd: TurnEnd; pause: number };

/** How a call listens when nobody said how: two people talk to each other, too, so they have to say Parley's name. */
export const listening = ({ listen = 'auto' }: CallSettings, people: readonly Participant[]): Listen => {
  if (listen !== 'auto') return listen;
  return people.filter(({ bot }) => !bot).length >= 2 ? 'addressed' : 'everyone';
};

/** What is written of what is said. */
export const captioning = ({ captions = 'answers' }: CallSettings): Captions => captions;

/** Who may be heard: never a bot, and nobody who does not want it. */
export const hearing = (
  listen: Listen,
  people: readonly Participant[],
  refused: ReadonlySet<string>,
  turns: Turns,
): Hearing => ({
  ...turns,
  members: listen === 'off' ? [] : people.filter(({ id, bot }) => !bot && !refused.has(id)).map(({ id }) => id),
  floor: listen === 'button' ? 'asked' : 'open',
});

/** Whether Parley can be heard, by what Discord keeps from it. */
export const speaking = (hindrances: readonly Hindrance[]): CallView['speaks'] => {
  if (hindrances.includes('muted')) return 'muted';
  if (!hindrances.includes('suppressed')) return 'aloud';
  return hindrances.includes('asked') ? 'asked' : 'suppressed';
};
