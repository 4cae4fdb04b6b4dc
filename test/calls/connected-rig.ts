import type { VirtualClock } from '../virtual-clock.ts';
import { Rig } from '../voice/ears/ears-rig.ts';
import type { ScriptedRemotes } from './stage.ts';

/** The ears of a call, connected to its other half without the messages between their processes. */
export const connectRig = (remotes: ScriptedRemotes, clock: VirtualClock): Rig => {
  const rig = new Rig({ members: [] }, clock);
  rig.react = (effect) => {
    if (effect.is !== 'hold' && effect.is !== 'release' && effect.is !== 'interrupt')
      remotes.events.message({ ...effect, call: 'guild' });
  };
  remotes.onSend = (message) => {
    if (message.is === 'join' || message.is === 'hearing') rig.ears.setHearing(message.hearing);
  };
  return rig;
};
