import type { EndpointingSettings } from '../voice/bridge/endpointing.ts';
import type { HearingPolicy } from '../voice/bridge/protocol.ts';
import type { CallSettings, CallView, CaptionMode, Hindrance, ListenMode, Participant } from './contract.ts';

/** How a call listens. By default, two or more people have to say Parley's name, because they also talk to each other. */
export const decideListenMode = ({ listen = 'auto' }: CallSettings, people: readonly Participant[]): ListenMode => {
  if (listen !== 'auto') return listen;
  return people.filter(({ bot }) => !bot).length >= 2 ? 'addressed' : 'everyone';
};

/** What a call writes in the channel. */
export const decideCaptionMode = ({ captions = 'answers' }: CallSettings): CaptionMode => captions;

/** Who may be heard, and how. Bots never are, and nor are the `refused`. */
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

/** Whether people can hear Parley, or why not. */
export const decideAudibility = (hindrances: readonly Hindrance[]): CallView['speaks'] => {
  if (hindrances.includes('muted')) return 'muted';
  if (!hindrances.includes('suppressed')) return 'aloud';
  return hindrances.includes('asked') ? 'asked' : 'suppressed';
};
