import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { CallRecord } from '../calls/call-room.ts';
import { Calls, type CallsOptions } from '../calls/calls.ts';
import type { CallSettings } from '../calls/contract.ts';
import { type OptOut, OptOuts } from '../calls/opt-out.ts';
import type { Config } from '../config.ts';
import { findModel } from '../live/protocol/models.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import { VoiceProcess } from '../voice/bridge/voice-process.ts';
import { VoiceProcesses } from '../voice/bridge/voice-processes.ts';

/** What calls need of the other parts. */
export type CallPartMeans = Omit<CallsOptions, 'turns' | 'consent' | 'remembered' | 'wanted'> & { store: Store };

/** Makes the calls, of which there are none before {@link Calls.restore} or a command. */
export const makeCalls = (config: Config, { store, ...means }: CallPartMeans): Calls =>
  new Calls({
    ...means,
    turns: makeTurnSettings(config),
    consent: new OptOuts(store.shelf<OptOut>(RECORD_KINDS.refusal)),
    remembered: store.shelf<CallRecord>(RECORD_KINDS.call),
    wanted: store.shelf<CallSettings>(RECORD_KINDS.callSettings),
  });

/** Makes what starts voice processes for calls. None runs before the first call. */
export const makeVoiceProcesses = (
  { voiceProcesses: count, proxies }: Config,
  { env, clock, log, observe }: { env: Record<string, string>; clock: Clock; log: Logger; observe: Observe },
): VoiceProcesses =>
  new VoiceProcesses({
    count,
    env,
    proxies,
    died: ({ code, signal, words }) => {
      log.error({ event: 'voice.process_died', code, signal, words }, 'a voice process died');
      observe({ is: 'voice', state: 'died' });
    },
    clock,
    start: (options) => new VoiceProcess(options),
  });

/** A model that leaves the end of speech to Google needs silence fed, whatever is set. */
const makeTurnSettings = ({ geminiModel, turns }: Config): Config['turns'] =>
  findModel(geminiModel).activity === 'server' ? { ...turns, turnEnd: 'server' } : turns;
