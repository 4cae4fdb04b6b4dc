import type { EndpointingSettings } from '../voice/bridge/endpointing.ts';
import type { HearingPolicy } from '../voice/bridge/protocol.ts';
import type { CallSettings, CallView, CaptionMode, Hindrance, ListenMode, Participant } from './contract.ts';

/** How a call listens when nobody said how: two people talk to each other, too, so they have to say Parley's name. */
export const decideListenMode = ({ listen = 'auto' }: CallSettings, people: readonly Participant[]): ListenMode => {
  if (listen !== 'auto') return listen;
  return people.filter(({ bot }) => !bot).length >= 2 ? 'addressed' : 'everyone';
};

/** What is written of what is said. */
export const decideCaptionMode = ({ captions = 'answers' }: CallSettings): CaptionMode => captions;

/** Who may be heard: never a bot, and nobody who does not want it. */
export const decideHearing = (
  listen: ListenMode,
  people: readonly Participant[],
  refused: ReadonlySet<string>,
  turns: EndpointingSettings,
): HearingPolicy => ({
  ...turns,
  members: listen === 'off' ? [] : people.filter(({ id, bot }) => !bot && !refused.has(id)).map(({ id }) => id),
  floor: listen === 'button' ? 'asked' : 'open',
});

/** Whether Parley can be heard, by what Discord keeps from it. */
export const decideAudibility = (hindrances: readonly Hindrance[]): CallView['speaks'] => {
  if (hindrances.includes('muted')) return 'muted';
  if (!hindrances.includes('suppressed')) return 'aloud';
  return hindrances.includes('asked') ? 'asked' : 'suppressed';
};
