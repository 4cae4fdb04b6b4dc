import type { Sender } from '../base/inbound.ts';
import type { EndpointingSettings } from '../voice/bridge/endpointing.ts';
import type { HearingPolicy, Interrupters } from '../voice/bridge/protocol.ts';
import { type CallRules, isAllowed } from './call-rules.ts';
import type { CallView, Hindrance, ListenMode, Participant } from './contract.ts';

/** How a call listens. With `auto`, two or more people have to say Parley's name, because they also talk to each other. */
export const decideListenMode = (listen: ListenMode | 'auto', people: readonly Participant[]): ListenMode => {
  if (listen !== 'auto') return listen;
  return people.filter(({ bot }) => !bot).length >= 2 ? 'addressed' : 'everyone';
};

/** Who may be heard, and how. Bots never are, and nor are the `refused`. A gate is asked in pauses, so it has to know of them. */
export const decideHearing = (
  listen: ListenMode,
  people: readonly Participant[],
  refused: ReadonlySet<string>,
  turns: EndpointingSettings,
  hasGate = false,
): HearingPolicy => ({
  ...turns,
  members: listen === 'off' ? [] : people.filter(({ id, bot }) => !bot && !refused.has(id)).map(({ id }) => id),
  floor: listen === 'button' ? 'asked' : 'open',
  ...(hasGate && listen === 'addressed' && { tellsPauses: true }),
});

/**
 * Who may interrupt an answer to the question of `asker`. Where people also talk to each other, the gate says who does; without one
 * that's only the asker. Of those, only the people whom the rules let interrupt.
 */
export const decideInterrupters = (
  listen: ListenMode,
  asker: string,
  people: readonly Sender[],
  { mayInterrupt }: Pick<CallRules, 'mayInterrupt'>,
  hasGate = false,
): Interrupters => {
  const isJudged = listen === 'addressed' && hasGate;
  const isOnlyAsker = listen === 'addressed' && !hasGate;
  if (mayInterrupt === 'everyone' && isOnlyAsker) return [asker];
  const candidates = people.filter(
    (person) => isAllowed(mayInterrupt, person) && (!isOnlyAsker || person.id === asker),
  );
  const judged = mayInterrupt === 'everyone' ? 'all' : candidates.map(({ id }) => id);
  return isJudged ? { judged } : judged;
};

/** Whether people can hear Parley, or why not. */
export const decideAudibility = (hindrances: readonly Hindrance[]): CallView['speaks'] => {
  if (hindrances.includes('muted')) return 'muted';
  if (!hindrances.includes('suppressed')) return 'aloud';
  return hindrances.includes('asked') ? 'asked' : 'suppressed';
};
