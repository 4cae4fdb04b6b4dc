import { type AccessVerdict, may, mayManage } from '../src/access/policy.ts';
import type { Inbound } from '../src/base/inbound.ts';
import type { CallView } from '../src/calls/contract.ts';
import type { SettingKey, SettingValues } from '../src/settings/setting-table.ts';
import type { Say } from '../src/text/languages.ts';
import type { Text } from '../src/text/text.ts';
import type { Services } from './services.ts';
import { nameSetting } from './settings/settings-words.ts';

/** What it depends on what somebody can do with Parley: who and where they are, what's set there, and whether there's a call. */
export type HelpSubject = {
  inbound: Pick<Inbound, 'person' | 'place'>;
  values: SettingValues;
  /** The server's call. */
  call: CallView | undefined;
  /** Whether they may have the conversation forgotten. */
  mayReset: boolean;
};

/** Whether the person may use a command there, as far as the server's own rules say that. */
export const judgeCommand = ({ inbound: { person, place }, values }: HelpSubject, command: string): AccessVerdict =>
  may({ person, place, way: command === 'ask' ? 'ask' : 'command', used: { command } }, values);

/** Whether the person may see and change settings there. */
export const maySet = ({ inbound: { person, place } }: HelpSubject): boolean =>
  mayManage(person, place.server === undefined ? 'dm' : 'channel');

/** What is off in a place that is on elsewhere, or could be. */
const listOff = ({ inbound: { place }, values }: HelpSubject): SettingKey[] => {
  const { search, tools, listen, captions } = values;
  const off: readonly (SettingKey | false)[] = [
    !search && 'search',
    tools.length === 0 && 'tools',
    place.server !== undefined && listen === 'off' && 'listen',
    place.server !== undefined && captions === 'off' && 'captions',
  ];
  return off.filter((key) => key !== false);
};

/** What the person can do with Parley here and now, and what they can't. */
export const listHelp = (
  subject: HelpSubject,
  { mention, days, say }: Pick<Services, 'mention'> & { days: number; say: Say },
): Text[] => {
  const { inbound, values, call, mayReset } = subject;
  const isServer = inbound.place.server !== undefined;
  const asking = judgeCommand(subject, 'ask');
  const can = (command: string) => judgeCommand(subject, command).may;
  const off = listOff(subject).map((key) => nameSetting(key, say));
  const lines: readonly (Text | false | undefined)[] = [
    { code: 'help.about' },
    asking.may ? { code: 'part.help-ask', ask: mention('ask') } : asking.why,
    asking.may && { code: 'part.help-files' },
    asking.may && { code: 'part.help-answers' },
    asking.may && values.search && { code: 'part.help-search' },
    isServer && can('join') && { code: 'part.help-join', join: mention('join') },
    isServer &&
      can('interpret') &&
      values['call.interpret'] && { code: 'part.help-interpret', interpret: mention('interpret on') },
    call && { code: 'part.help-call', voice: call.channelId },
    can('stop') && { code: 'part.help-stop', stop: mention('stop'), leave: mention('leave') },
    { code: 'part.help-status', status: mention('status') },
    mayReset && can('reset') && { code: 'part.help-reset', reset: mention('reset') },
    can('recap') &&
      can('transcript') && {
        code: 'part.help-recap',
        recap: mention('recap'),
        transcript: mention('transcript'),
      },
    maySet(subject) && { code: 'part.help-settings', settings: mention('settings panel') },
    { code: 'part.help-tools', tools: mention('tools'), reminders: mention('reminders') },
    { code: 'part.help-usage', usage: mention('usage'), privacy: mention('privacy') },
    off.length > 0 && { code: 'part.help-off', names: off },
    { code: 'help.kept', days, reset: mention('reset') },
    { code: 'help.wrong' },
  ];
  return lines.filter((line) => line !== false && line !== undefined);
};
