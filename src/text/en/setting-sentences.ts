import { nameCommand, nameCommands } from '../command-name.ts';
import { formatFileName } from '../markdown-escape.ts';
import { commandWords } from './command-words.ts';
import { either, kilobytes, list, number, plural } from './grammar.ts';

type Most = { most: number };
type Setting = { name: string };

/** The name of each setting and what it does, and what can go wrong when one is read or changed. */
export const settingSentences = {
  'setting.character': 'Character',
  'about.character': 'How I come across here: my tone, my role. It changes no rule and gives nobody rights.',
  'setting.face-nick': 'My nickname',
  'about.face-nick': 'What I’m called in this server; none is my usual name',
  'setting.face-bio': 'About me',
  'about.face-bio': 'What my profile in this server says about me; none is my usual one',
  'setting.voice': 'Voice',
  'about.voice': 'The voice I speak with; auto is the model’s own',
  'setting.language': 'Language',
  'about.language': 'The language I answer in unless I’m asked for another; auto is the one I’m asked in',
  'setting.interface-language': 'Language of my messages',
  'about.interface-language': 'The language of what I say myself, such as menus; auto is the reader’s or the server’s',
  'setting.languages-heard': 'Languages spoken here',
  'about.languages-heard': 'Which languages to expect in calls, such as en or pt-BR',
  'setting.vocabulary': 'Vocabulary',
  'about.vocabulary': 'Names and words of yours that I should recognize when they’re spoken',
  'setting.names': 'My names',
  'about.names': 'Other names I answer to in calls',
  'setting.model': 'Model',
  'about.model': 'The Live model that answers',
  'setting.thinking': 'Thinking',
  'about.thinking': 'How hard the model thinks, if it’s one that can be told',
  'setting.time-zone': 'Time zone',
  'about.time-zone': 'Where days begin and what time it is for me, such as Europe/Berlin',

  'setting.listen': 'Listening',
  'about.listen': 'When I listen and reply in calls, unless /join says otherwise',
  'setting.captions': 'Captions',
  'about.captions': 'What I write down of calls, unless /join says otherwise',
  'setting.chat': 'Chat of a call',
  'about.chat': 'What I answer there: mentions and replies, or all that people in the call mean for me',
  'setting.pause': 'Pause',
  'about.pause': 'How long a silence ends a spoken question, in milliseconds',
  'setting.greeting': 'Greeting',
  'about.greeting': 'What I say when I arrive in a call',
  'setting.auto-join': 'Join by itself',
  'about.auto-join': 'The voice channel that I join without being asked',
  'setting.auto-join-people': 'People to join for',
  'about.auto-join-people': 'How many people have to be in that channel before I join it',
  'setting.leave-alone': 'Minutes alone',
  'about.leave-alone': 'How many minutes I stay in a call once everyone has left',
  'setting.call-heard': 'Heard in calls',
  'about.call-heard': 'The roles I listen to in calls; without any, everyone',
  'setting.call-interrupt': 'Interrupting',
  'about.call-interrupt': 'The roles that can talk over me in calls; without any, everyone',
  'setting.call-talk': 'Talk button',
  'about.call-talk': 'The roles that can press Talk; without any, everyone',
  'setting.call-recap': 'Recap after calls',
  'about.call-recap': 'Whether I sum up what was said in a call once it’s over',
  'setting.call-recap-pin': 'Pin recaps',
  'about.call-recap-pin': 'Whether I pin recaps of calls, where I’m allowed to',
  'setting.call-interpret': 'Interpreting',
  'about.call-interpret': 'Whether people can have me interpret between two languages in calls',

  'setting.reply': 'How I answer',
  'about.reply': 'How I answer where nobody chose: text, voice, or both',
  'setting.typed': 'Text model',
  'about.typed': 'When a text model answers typed questions',
  'setting.search': 'Web search',
  'about.search': 'Whether I can search the web with Google',
  'setting.tools': 'Tools',
  'about.tools': 'What I can use here when someone asks me, within what Discord lets them do',
  'setting.mcp-servers': 'MCP servers',
  'about.mcp-servers': 'Servers of tools that may be used here, one a line: a name and its https:// address',
  'setting.tools-confirm': 'Changes by tools',
  'about.tools-confirm': 'Whether I ask with a button before a tool changes something',
  'setting.unmentioned': 'Answer everything',
  'about.unmentioned': 'Whether every message in the channel is a question to me',
  'setting.called': 'Answer to my name',
  'about.called': 'Whether a message that begins with my name is a question to me',
  'setting.threads': 'Threads',
  'about.threads': 'Whether each question gets a thread of its own',
  'setting.context': 'Earlier messages',
  'about.context': 'How many messages of the last hour I read along with a question',

  'setting.access-roles': 'Allowed roles',
  'about.access-roles': 'The roles that can use me; without any, and without allowed members, everyone',
  'setting.access-roles-denied': 'Denied roles',
  'about.access-roles-denied': 'The roles that can’t use me, whatever else allows it',
  'setting.access-members': 'Allowed members',
  'about.access-members': 'The members who can use me, besides the allowed roles',
  'setting.access-members-denied': 'Denied members',
  'about.access-members-denied': 'The members who can’t use me, whatever else allows it',
  'setting.access-channels': 'Allowed channels',
  'about.access-channels': 'The channels where I can be used; without any, all of them',
  'setting.access-channels-denied': 'Denied channels',
  'about.access-channels-denied': 'The channels where I can’t be used, whatever else allows it',
  'setting.access-commands': 'Commands for managers',
  'about.access-commands':
    'The commands that only managers can use. Mentions and replies stay open: for those, use the roles',
  'setting.access-dm': 'Direct messages',
  'about.access-dm': 'Who can write to me directly: on, off, or some people. Only my operator can change it.',
  'setting.bots': 'Other bots',
  'about.bots': 'Whether I answer bots and webhooks: those that are named below, or none',
  'setting.bots-named': 'Bots I answer',
  'about.bots-named': 'The ids of bots and webhooks whose questions I answer',
  'setting.proxies': 'Bots that speak for people',
  'about.proxies': 'Ids of bots like PluralKit. With one, I wait a second before I answer a message.',

  'setting.limits-process-day': 'All, a day',
  'about.limits-process-day': 'What may be spent in all servers together in a day (UTC)',
  'setting.limits-process-month': 'All, a month',
  'about.limits-process-month': 'What may be spent in all servers together in a month (UTC)',
  'setting.limits-server-day': 'Server, a day',
  'about.limits-server-day': 'What may be spent in this server in a day (UTC), such as 1 $ or 200k tokens',
  'setting.limits-server-month': 'Server, a month',
  'about.limits-server-month': 'What may be spent in this server in a month (UTC), such as 10 $',
  'setting.limits-channel-day': 'Channel, a day',
  'about.limits-channel-day': 'What may be spent in each channel in a day (UTC), its threads included',
  'setting.limits-channel-month': 'Channel, a month',
  'about.limits-channel-month': 'What may be spent in each channel in a month (UTC), its threads included',
  'setting.limits-member-day': 'Member, a day',
  'about.limits-member-day': 'What each member may spend in this server in a day (UTC)',
  'setting.limits-member-month': 'Member, a month',
  'about.limits-member-month': 'What each member may spend in this server in a month (UTC)',
  'setting.limits-server-minute': 'Server, a minute',
  'about.limits-server-minute': 'How many questions I answer in this server in a minute',
  'setting.limits-channel-minute': 'Channel, a minute',
  'about.limits-channel-minute': 'How many questions I answer in each channel in a minute',
  'setting.limits-member-minute': 'Member, a minute',
  'about.limits-member-minute': 'How many questions each member may ask in a minute',

  'setting.consent': 'Consent',
  'about.consent': 'Whether people only read what becomes of their words, or have to agree first',
  'setting.retention': 'Days kept',
  'about.retention': 'How many days I keep what was said',

  'settings.unknown': 'I can’t read this server’s rules right now, so I can’t do that. Please try again in a minute.',
  'settings.not-stored':
    'I couldn’t save that, because my storage isn’t working right now. Please try again in a minute.',
  'home.busy': 'Someone else is changing this at this moment. Please try again.',
  'settings.too-big': 'This server has more settings than I can keep. Please shorten some of them.',
  'settings.too-many-channels': ({ most }: Most) =>
    `At most ${number(most)} channels can have settings of their own. Please reset those of another channel first.`,
  'settings.no-channel': 'There’s no such channel. Please pick one of this server.',
  'settings.not-a-choice': ({ choices }: { choices: readonly string[] }) =>
    `That isn’t one of the choices. Please choose ${either(choices)}.`,
  'settings.not-tools': ({ names, known }: { names: readonly string[]; known: readonly string[] }) =>
    `I have no tool called ${either(names.map(formatFileName))}. Please choose from ${list(known)}, separated by commas, or type \`none\`.`,
  'settings.not-a-model': ({ name, models }: { name: string; models: readonly string[] }) =>
    `Google has no model called ${formatFileName(name)} that I can talk with. Please choose ${either(models)}.`,
  'name.command': ({ name }: { name: string }) => nameCommand(name, commandWords),
  'settings.not-commands': ({ names, known }: { names: readonly string[]; known: readonly string[] }) =>
    `I have no command called ${either(names.map(formatFileName))}. Please choose from ${list(nameCommands(known, commandWords))}, separated by commas.`,
  'settings.open-commands': ({ names }: { names: readonly string[] }) =>
    `Everyone can always use ${list(nameCommands(names, commandWords))}, so please leave that out.`,
  'settings.not-an-amount':
    'Please enter an amount: dollars, such as `5 $` or `0.50 $`, to the cent and at least `0.01 $`; tokens, such as `200k`; or `off` for no limit.',
  'settings.not-a-rate': ({ most }: { most: number }) =>
    `Please enter a whole number from 1 to ${number(most)}, or \`off\`.`,
  'settings.not-a-number': ({ least, most }: { least: number; most: number }) =>
    `Please enter a whole number from ${number(least)} to ${number(most)}.`,
  'settings.too-long': ({ most }: Most) => `That’s too long. Please use at most ${number(most)} characters.`,
  'settings.entry-too-long': ({ most }: Most) =>
    `One of the entries is too long. Please use at most ${number(most)} characters for each.`,
  'settings.too-many': ({ most }: Most) => `That’s too many. Please enter at most ${number(most)}.`,
  'settings.strange-characters': 'That has characters that nobody can see. Please type it again without them.',
  'settings.strange-entry': ({ name }: Setting) =>
    `I can’t use ${formatFileName(name)} here. Please correct it or leave it out.`,
  'settings.not-ids': 'I expect ids of Discord here, separated by spaces. Please pick from the list, or copy the ids.',
  'settings.not-a-language': 'I don’t know that language. Please enter a tag such as en, de or pt-BR.',
  'settings.not-a-zone': 'I don’t know that time zone. Please enter one such as Europe/Berlin or UTC.',

  'settings.file-broken':
    'This isn’t a file of my settings. Please send me one that I exported, or an edited copy of it.',
  'settings.file-version': 'This file is from another version of me, so I can’t read it. Nothing was changed.',
  'settings.file-too-big': ({ most }: Most) =>
    `This file is too big: settings take at most ${kilobytes(most)}. Nothing was changed.`,
  'settings.file-unknown': ({ name }: Setting) =>
    `I don’t know the setting ${formatFileName(name)} in this file. Please remove or correct it.`,
  'settings.file-place': ({ name }: Setting) =>
    `The setting ${formatFileName(name)} can’t be set where this file has it. Please remove it.`,
  'settings.file-value': ({ name }: Setting) => `I can’t use the value of ${formatFileName(name)} in this file.`,
  'settings.file-channel': ({ name }: Setting) =>
    `There’s no channel with the id ${formatFileName(name)} here. Please remove or correct it.`,
  'settings.file-twice': ({ name }: Setting) =>
    `This file has ${formatFileName(name)} twice. Please remove one of them.`,
  'settings.file-more': ({ more }: { more: number }) =>
    plural(more, {
      one: 'There’s one more thing that is wrong.',
      other: `There are ${number(more)} more things that are wrong.`,
    }),
  'settings.file-refused': 'This file isn’t right, so I’ve changed nothing:',
};
