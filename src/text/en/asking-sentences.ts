import { formatChannel } from '../intl.ts';
import type { Mention } from '../values.ts';
import { number, plural } from './grammar.ts';

/** About asking: refused questions, messages that Parley can't read, stopping an answer, and forgetting. */
export const askingSentences = {
  'asking.failed': 'Something went wrong on my side. Please try again in a moment.',
  'asking.unknown-command': 'I don’t know how to do that any more. Use /help to see what I can do.',
  'asking.old-button': 'This button no longer works. Use /help to see what I can do.',
  'asking.too-many-presses': 'You’re pressing buttons faster than I can answer. Please try again in a moment.',
  'asking.blank': 'Your question is empty. Please write something.',
  'asking.restarting': 'I’m restarting. Please ask again in a minute.',
  'asking.moved': 'I’m being restarted on another machine. Please try again in a minute.',
  'asking.full': ({ most }: { most: number }) =>
    plural(most, {
      one: 'There’s already a question waiting in this channel. Please try again in a minute or two.',
      other: `There are already ${number(most)} questions waiting in this channel. Please try again in a minute or two.`,
    }),
  'asking.share': ({ most }: { most: number }) =>
    plural(most, {
      one: 'You already have a question waiting in this channel. Please wait until I’ve answered it.',
      other: `You already have ${number(most)} questions waiting in this channel. Please wait until I’ve answered one of them.`,
    }),
  'asking.already-continued': 'Someone has already asked for the rest of this answer. It’s below.',
  'asking.target-gone':
    'I can’t tell any more what that message says: it was deleted or changed, or you chose it too long ago. If it’s still there, please choose “Ask about this” in its menu again.',
  'asking.forgotten-answer': 'I no longer remember that answer. Please ask your question again.',
  'asking.may-not-continue':
    'You need the Use Application Commands permission in this channel to make me continue an answer.',
  'asking.store-away': 'I can’t look that up right now. Please try again in a minute.',

  'mention.unread': ({ ask }: { ask: Mention }) =>
    `I can’t read that message, because Discord only shows me messages that mention me. Please edit it to mention me, or use ${ask}.`,
  'mention.unread-voice':
    'I can’t hear that voice message, because Discord only shows me messages that mention me. To let me hear it, choose Apps and then “Ask about this” in its menu.',
  'mention.hidden-reply':
    'Discord doesn’t show me the message that you replied to. To let me read it, choose Apps and then “Ask about this” in its menu.',
  'mention.empty': ({ ask }: { ask: Mention }) =>
    `I only see the message that mentions me, not the ones before it. Please write your question in the same message, or use ${ask}.`,
  'mention.cannot-write': ({ channel }: { channel: string }) =>
    `You asked me something in ${formatChannel(channel)}, but I’m not allowed to post there. Please ask me in another channel or right here, or ask a moderator to let me post there.`,

  'stop.answer': 'I’ve stopped answering.',
  'stop.voice': 'I’ve stopped talking.',
  'stop.both': 'I’ve stopped answering and talking.',
  'stop.over': 'I’m no longer writing this answer, so there’s nothing to stop.',
  'stop.nothing': 'There’s nothing to stop: I’m not answering you here.',
  'stop.nothing-in-server': 'There’s nothing to stop: I’m not answering you here, and I’m not in a voice channel.',
  'stop.only-those-in-voice': ({ voice }: { voice: string }) =>
    `I’m not answering you here. To stop me in ${formatChannel(voice)}, you need to be in that channel or have the Move Members permission there.`,
  'stop.not-yours': ({ name }: { name: string }) =>
    `Only ${name}, or someone with the Manage Messages permission, can stop this answer.`,

  'reset.confirm': 'Do you want me to forget everything said to me in this channel? This can’t be undone.',
  'reset.done': 'Done. I’ve forgotten this channel’s conversation, and the next question starts a new one.',
  'reset.later':
    'The next question starts a new conversation. What was said before is **not deleted yet**, because I can’t reach my storage. I’ll delete it as soon as I can. If I’m restarted before that, please use /reset again.',
  'reset.cancelled': 'Okay, I’ll leave everything as it is.',
  'reset.meanwhile': 'I’ve already forgotten the conversation that you were asked about.',
  'reset.failed': 'My storage is overloaded, so I couldn’t forget anything. Please try again in a few minutes.',
  'reset.not-allowed': 'You need the Manage Messages permission in this channel to make me forget its conversation.',
};
