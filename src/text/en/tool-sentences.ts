import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import type { Mention } from '../values.ts';
import { list, number, plural } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences = {
  'choice.tools-time': 'time: the time anywhere',
  'choice.tools-dice': 'dice: roll dice and choose at random',
  'choice.tools-poll': 'poll: start a poll',
  'choice.tools-people': 'people: who is in a voice channel',
  'choice.tools-pin': 'pin: pin a message',
  'choice.tools-thread': 'thread: start a thread',
  'choice.tools-fetch': 'fetch: read a page or feed on the web',
  'choice.tools-messages': 'messages: read the last messages here',
  'choice.tools-none': 'none: no tools',
  'choice.tools-ask': 'ask: with a button that only the person who asked can press',
  'choice.tools-allow': 'allow: at once, if Discord lets the person who asked',

  'button.tool-do': 'Do it',
  'button.tool-leave': 'Leave it',

  'tools.some': 'If someone asks me, I can use these here:',
  'tools.none': 'I have no tools here.',
  'tools.connecting': ({ names }: { names: readonly string[] }) =>
    `I’m still connecting to these: ${list(names.map(toInline))}. This message changes once I know whether I can use them.`,
  'tools.missing': ({ names }: { names: readonly string[] }) =>
    `Switched on, but I can’t use these here right now: ${list(names.map(toInline))}. Please tell the person who runs this bot.`,
  'tools.page-ask': ({ settings }: { settings: Mention }) =>
    `I only do what Discord lets the person who asks do, and before I change something I ask them with a button. Managers choose my tools with ${settings}.`,
  'tools.page-allow': ({ settings }: { settings: Mention }) =>
    `I only do what Discord lets the person who asks do. Managers choose my tools with ${settings}.`,

  'tools.asked': ({ asker }: { asker: string }) => `${asker}, shall I do this?`,
  'tools.dismissed': 'All right, I’ve left it.',
  'tools.too-late': 'This button doesn’t work any more, so I’ve done nothing. Please ask me again.',
  'tools.not-yours': 'Only the person who asked me for this can press that button.',
  'tools.not-allowed': 'Discord doesn’t let you do this here any more, so I’ve done nothing.',
  'tools.switched-off': 'This tool has been switched off here, so I’ve done nothing.',

  'tools.ask-poll': ({
    question,
    answers,
    hours,
    isMultiple,
  }: {
    question: string;
    answers: readonly string[];
    hours: number;
    isMultiple: boolean;
  }) =>
    `A poll, open for ${plural(hours, { one: 'one hour', other: `${number(hours)} hours` })}: **${toInline(question)}** The answers: ${list(answers.map(toInline))}.${isMultiple ? ' People can select one or more answers.' : ''}`,
  'tools.ask-pin': ({ link }: { link: string }) => `Pin [this message](${link}).`,
  'tools.ask-thread': ({ name }: { name: string }) => `A thread called **${toInline(name)}**.`,
  'tools.ask-thread-on': ({ name, link }: { name: string; link: string }) =>
    `A thread called **${toInline(name)}** on [this message](${link}).`,
  'tools.did-poll': 'I’ve started the poll.',
  'tools.did-pin': ({ link }: { link: string }) => `I’ve pinned [this message](${link}).`,
  'tools.did-thread': ({ channel }: { channel: string }) => `I’ve started the thread ${formatChannel(channel)}.`,
  'tools.cannot-lacks': 'I’m not allowed to do that in this channel, so I’ve done nothing.',
  'tools.cannot-gone': 'That isn’t there any more, so I’ve done nothing.',
  'tools.cannot-elsewhere': 'I can’t do that in a channel of this kind, so I’ve done nothing.',
  'mcp.ask': ({ server, tool, args }: { server: string; tool: string; args: string }) =>
    `Use ${tool} of ${server}, which isn’t mine and may change something, with this:\n${args}`,
  'mcp.done': ({ server, tool, answer }: { server: string; tool: string; answer: string }) =>
    `The server ${server} answered ${tool} with this:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }: { server: string; tool: string; answer: string }) =>
    `The server ${server} says that ${tool} failed:\n${answer}`,
  'mcp.not-done': ({ server, tool }: { server: string; tool: string }) =>
    `The server ${server} can’t be used at the moment, so ${tool} wasn’t done.`,
  'mcp.uncertain': ({ server, tool }: { server: string; tool: string }) =>
    `The server ${server} gave no answer that I could use, so I don’t know whether ${tool} was done.`,
  'mcp.no-material': ({ name }: { name: string }) => `I couldn’t get ${formatFileName(name)}, so I answer without it.`,
};
