import type { Logger } from 'pino';
import { type CallDeed, mayInCall } from '../access/policy.ts';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Dismissal } from '../calls/auto-join.ts';
import type { CallRecord } from '../calls/call-record.ts';
import type { CallRuleSource, CallRules, RoleRule } from '../calls/call-rules.ts';
import { Calls } from '../calls/calls.ts';
import type { CallsOptions } from '../calls/calls-options.ts';
import type { CallSettings } from '../calls/contract.ts';
import { type OptOut, OptOuts } from '../calls/opt-out.ts';
import type { Config } from '../config.ts';
import { findModel } from '../live/protocol/models.ts';
import type { ResolvedSettings } from '../settings/resolve.ts';
import type { SettingValues } from '../settings/setting-table.ts';
import type { Settings } from '../settings/settings.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import { VoiceProcess } from '../voice/bridge/voice-process.ts';
import { VoiceProcesses } from '../voice/bridge/voice-processes.ts';

/** What calls need of the other parts. */
export type CallPartMeans = Omit<CallsOptions, 'rules' | 'consent' | 'remembered' | 'wanted' | 'dismissals'> & {
  store: Store;
  settings: Pick<Settings, 'of' | 'on'>;
};

/** Makes the calls, of which there are none before {@link Calls.restore} or a command. */
export const makeCalls = (config: Config, { store, settings, ...means }: CallPartMeans): Calls =>
  new Calls({
    ...means,
    rules: openCallRules(config, settings),
    consent: new OptOuts(store.shelf<OptOut>(RECORD_KINDS.refusal)),
    remembered: store.shelf<CallRecord>(RECORD_KINDS.call),
    dismissals: store.shelf<Dismissal>(RECORD_KINDS.dismissal),
    wanted: store.shelf<CallSettings>(RECORD_KINDS.callSettings),
  });

/** What is in force for calls, as far as the settings say. Where a place has other settings than before, it's another object. */
export const openCallRules = (config: Pick<Config, 'turns'>, settings: Pick<Settings, 'of' | 'on'>): CallRuleSource => {
  const made = new WeakMap<ResolvedSettings, CallRules>();
  return {
    async of(place) {
      const resolved = await settings.of(place);
      const rules = made.get(resolved) ?? makeCallRules(config, resolved);
      made.set(resolved, rules);
      return rules;
    },
    on: (listener) => settings.on(({ home }) => listener(home)),
  };
};

const MINUTE = 60_000;

const makeCallRules = (config: Pick<Config, 'turns'>, { values, since }: ResolvedSettings): CallRules => {
  const [channelId] = values['auto-join'];
  return {
    listen: { value: values.listen, at: since.listen ?? 0 },
    captions: { value: values.captions, at: since.captions ?? 0 },
    chat: values.chat,
    turns: makeTurnSettings(config, values),
    leaveAlone: values['leave-alone'] * MINUTE,
    names: values.names,
    languages: [...values['languages-heard'], ...(values.language === 'auto' ? [] : [values.language])],
    greeting: values.greeting,
    mayInterrupt: makeRoleRule('interrupt', values),
    mayTalk: makeRoleRule('talk', values),
    mayInterpret: values['call.interpret'],
    consent: values.consent === 'opt-in' ? 'opt-in' : 'notice',
    days: values.retention,
    autoJoin: channelId === undefined ? undefined : { channelId, people: values['auto-join-people'] },
  };
};

const makeRoleRule = (deed: CallDeed, values: SettingValues): RoleRule =>
  values[`call.${deed}`].length === 0 ? 'everyone' : (person) => mayInCall(person, deed, values);

/** A model that leaves the end of speech to Google needs silence fed, whatever is set. */
const makeTurnSettings = (
  { turns }: Pick<Config, 'turns'>,
  { model, pause }: Pick<SettingValues, 'model' | 'pause'>,
): Config['turns'] => ({ turnEnd: findModel(model).activity === 'server' ? 'server' : turns.turnEnd, pause });

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
