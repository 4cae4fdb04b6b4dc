import { formatAgo, formatPerson } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

type Names = { names: readonly string[] };

/** Names of settings. Some have commas in them, so commas can't keep them apart. */
const joinNames = (names: Names['names']): string => names.join(' · ');

/** `values` are in the words of the reader already, and harmless. */
type Line = { name: string; value: string; source: string };

/** What of a face Discord was to change. */
type Parts = { parts: readonly ('nick' | 'bio' | 'avatar')[] };

const PART_NAMES = { nick: 'my nickname', bio: 'my profile', avatar: 'my picture' };
const nameParts = (parts: Parts['parts']): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : 'how I look';

/** The panel of settings, its forms, and the commands about them. */
export const settingsPanelSentences = {
  'choice.reply-both': 'both: written, and out loud if I’m in a call',
  'choice.reply-voice': 'voice: also as a voice message',
  'choice.call-recap-off': 'off: no recap',
  'choice.call-recap-post': 'post: as a message in the channel',
  'choice.call-recap-thread': 'thread: as a message, after long calls in a thread',
  'choice.consent-notice': 'notice: people are told once, when they first ask me',
  'choice.consent-off': 'off: I say nothing, because people are told elsewhere',
  'choice.consent-opt-in': 'opt-in: I answer and hear only people who agreed',
  'choice.typed-off': 'off: the Live model answers them, too',
  'choice.typed-always': 'always: a text model answers them',
  'choice.typed-when-live-fails': 'when-live-fails: a text model, if I can’t reach the Live model',

  'form.group-voice': 'Voice and character',
  'form.group-calls': 'In calls',
  'form.group-answers': 'Answers',
  'form.group-access': 'Who may use it',
  'form.group-limits': 'Limits',
  'form.group-privacy': 'Privacy',
  'option.group-voice': 'How I come across, what I sound like, and which languages I expect',
  'option.group-calls': 'When I listen, what I write down, when I come and go',
  'option.group-answers': 'How I answer questions, and which messages I take for one',
  'option.group-access': 'Roles, members, channels and bots that may talk to me',
  'option.group-limits': 'How much may be used and spent',
  'option.group-privacy': 'What I keep, and for how long',

  'part.settings-title-server': '**Settings of the whole server**',
  'part.settings-title-channel': '**Settings of this channel**',
  'part.settings-title-dm': '**Settings of our direct messages**',
  'part.settings-hint-server':
    '-# They hold in every channel that has none of its own. Pick a group below to see and change it.',
  'part.settings-hint-channel':
    '-# What isn’t set here comes from the server. Pick a group below to see and change it.',
  'part.settings-hint-dm': '-# They hold for you alone. Pick a group below to see and change it.',
  'part.settings-overview': ({ group, names }: { group: string } & Names) =>
    `- **${group}**: ${names.length > 0 ? `${joinNames(names)} set here` : 'nothing set here'}`,
  'part.settings-entry': ({ number, name, value, source }: { number: number } & Line) =>
    `${number}. **${name}**: ${value} *(${source})*`,
  'option.pick-group': 'Pick a group',

  'button.edit': ({ first, last }: { first: number; last: number }) =>
    first === last ? `Edit ${first}` : `Edit ${first}–${last}`,
  'button.sample': 'Hear it',
  'button.use-server': 'Use it in the whole server',
  'button.use-channel': 'Use it in this channel',
  'button.use-dm': 'Use it here',
  'button.back': 'Back',
  'button.voices': 'Hear the voices',
  'button.scope-server': 'Whole server',
  'button.scope-channel': 'This channel',
  'button.wipe': 'Reset all of them',
  'button.keep-settings': 'Keep them',

  'form.settings-title': ({ group, first, last }: { group: string; first: number; last: number }) =>
    `${group} (${first === last ? first : `${first}–${last}`})`,
  'option.inherited': ({ value, source }: { value: string; source: string }) => `as inherited: ${value} (${source})`,
  'settings.too-long-for-form': ({ name }: { name: string }) =>
    `**${name}** is too long for a form, so it stays as it is. You can change it with /settings set, or export the settings and import them again.`,

  'part.settings-voices': '**Voices**\nPick one to hear it. The words after the names are Google’s own.',
  'part.settings-voice': ({ voice }: { voice: string }) => `**Voices** › ${voice}`,
  'option.pick-voice': ({ first, last }: { first: string; last: string }) => `${first} to ${last}`,
  'settings.voice-set': ({ voice }: { voice: string }) =>
    `✅ **Voice** is now ${voice}. I speak with it from my next answer on.`,
  'settings.sample-later': 'I’m too busy to say something in that voice right now. Please try again in a minute.',

  'button.picture': 'My picture',
  'form.picture-title': 'My picture in this server',
  'form.picture-file': 'A picture',
  'option.own-picture': 'I use the middle of it. If you send none, I have my usual picture again.',
  'face.picture-set': '✅ This server sees my new picture. I don’t keep it myself; Discord does.',
  'face.picture-removed': '✅ This server sees my usual picture again.',
  'face.not-a-picture': ({ name }: { name: string }) =>
    `I look as before, because ${formatFileName(name)} isn’t a picture. Please send me a PNG, JPEG, WebP, GIF or AVIF.`,
  'face.forbidden': ({ parts }: Parts) =>
    `⚠️ I’m not allowed to change ${nameParts(parts)} here, so people don’t see it yet. Please give me the Change Nickname permission, and set it once more.`,
  'face.too-fast': ({ parts }: Parts) =>
    `⚠️ Discord says that ${nameParts(parts)} changed too often, so people don’t see it yet. Please try again in about ten minutes.`,
  'face.refused': ({ parts }: Parts) =>
    `⚠️ Discord doesn’t take ${nameParts(parts)} like that, so people don’t see it. Please try something else.`,
  'face.unreached':
    '⚠️ I couldn’t tell Discord how I look here from now on, so people don’t see it yet. Please set it once more in a minute.',
  'face.absent': '⚠️ I’m not in this server any more, so nobody sees what I look like here.',
  'face.busy': '⚠️ Someone else is changing how I look here at this moment. Please set it once more.',

  'part.settings-nothing': 'none',
  'part.settings-count': ({ count }: { count: number }) =>
    plural(count, { one: 'one entry', other: `${number(count)} entries` }),
  'part.from-default': 'default',
  'part.from-operator': 'set by my operator',
  'part.from-server': 'this server',
  'part.from-parent': 'the channel of this thread',
  'part.from-channel': 'this channel',
  'part.from-dm': 'you',

  'settings.saved': ({ names }: Names) => `✅ Saved: ${joinNames(names)}.`,
  'settings.holds-next': 'That holds from the next question on.',
  'settings.holds-soon': 'That holds from now on, but for what I’ve begun already, such as an answer.',
  'settings.holds-now': 'That holds now.',
  'settings.new-cap': 'A new limit counts what is spent from now on, not what was spent before.',
  'settings.unchanged': 'Nothing was changed.',
  'settings.wrong': ({ name, why }: { name: string; why: string }) => `⚠️ **${name}** stays as it was. ${why}`,
  'settings.conflict': ({ name, by, value }: { name: string; by: string; value: string }) =>
    `⚠️ **${name}** was changed by ${formatPerson(by)} in the meantime, to ${value}. I’ve left it like that. If you want something else, change it again.`,
  'settings.conflict-reset': ({ name, by }: { name: string; by: string }) =>
    `⚠️ **${name}** was reset by ${formatPerson(by)} in the meantime. I’ve left it like that. If you want something else, change it again.`,

  'part.where-server': 'the whole server',
  'part.where-channel': 'just this channel',
  'part.where-dm': 'our direct messages',
  'settings.set': ({ where, name, value, source }: { where: string } & Line) =>
    `✅ **${name}** for ${where} is now: ${value} *(${source})*.`,
  'settings.as-before': ({ where, name, value, source }: { where: string } & Line) =>
    `**${name}** for ${where} was like that already: ${value} *(${source})*.`,
  'settings.nothing-set': 'Nothing is set there, so there’s nothing to reset.',
  'settings.confirm-reset': ({ title, names }: { title: string } & Names) =>
    `${title}\nDo you want to reset ${joinNames(names)}? This can’t be undone.`,
  'settings.reset': ({ names }: Names) => `✅ Reset: ${joinNames(names)}.`,
  'settings.kept': 'Okay, I’ll leave the settings as they are.',

  'part.settings-title': '**What holds in this channel, and where it comes from**',
  'part.settings-group': ({ group }: { group: string }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }: Line) => `- **${name}**: ${value} *(${source})*`,
  'part.settings-layer': ({ source, value, by, at }: { source: string; value: string; by: string; at: number }) =>
    `- ${source}: ${value}, by ${formatPerson(by)} ${formatAgo(at)}`,
  'part.settings-suggestion': ({ name, key }: { name: string; key: string }) => `${name} (${key})`,

  'settings.exported':
    'Here’s everything that is set here, but not my picture. You can edit the file, and bring it back with /settings import.',
  'settings.imported': ({ settings, channels }: { settings: number; channels: number }) =>
    `✅ Everything is as the file says: ${plural(settings, { one: 'one setting', other: `${number(settings)} settings` })} for the whole, and ${plural(channels, { one: 'one channel', other: `${number(channels)} channels` })} with some of their own. That holds from now on, but for what I’ve begun already, such as an answer.`,

  'settings.refused': ({ names }: Names) =>
    `⚠️ Gemini doesn’t take what’s set here as ${list(names)}, so I leave that out and answer without it.`,

  'settings.only-channel':
    'Only people with the Manage Server permission can change the settings of the whole server. You can change those of this channel.',
  'settings.no-such-setting': 'There’s no such setting. Please pick one that I suggest while you type.',
  'settings.only-operator': 'Only the person who runs me can change that one.',
  'settings.only-in-servers': 'That one can only be set in servers.',
  'settings.only-whole-server': 'That one can only be set for the whole server.',
};
