import { number, plural } from '../../../../src/text/en/grammar.ts';

/** What stands in Discord's messages, forms and menus, as Discord's app says it in English. Other languages have the same keys. */
export const englishLook = {
  'file.too-big': ({ name, megabytes }: { name: string; megabytes: number }) =>
    `${name} is too big: a file may have up to ${number(megabytes)} MB.`,
  'file.wrong-type': ({ name, types }: { name: string; types: string }) =>
    `${name} can't be sent here, only: ${types}.`,
  'file.remove': ({ name }: { name: string }) => `Remove ${name}`,
  'file.unnamed': 'file',
  'file.picture': 'Picture',
  'size.bytes': ({ count }: { count: string }) => `${count} bytes`,
  'size.kilobytes': ({ count }: { count: string }) => `${count} KB`,
  'size.megabytes': ({ count }: { count: string }) => `${count} MB`,

  'time.invalid': 'Invalid date',
  'time.yesterday': ({ time }: { time: string }) => `Yesterday at ${time}`,

  'said.message': ({ name, words }: { name: string; words: string }) => `${name}: ${words}`,
  'said.only-you': ({ name, words }: { name: string; words: string }) => `${name} (only you can see this): ${words}`,
  'said.voice': 'a voice message',
  'said.poll': ({ question }: { question: string }) => `a poll, ${question}`,
  'said.sticker': ({ name }: { name: string }) => `a sticker, ${name}`,
  'said.nothing': 'a message',

  'component.unknown': ({ type }: { type: number }) => `A component of type ${type} that this page can't draw.`,
  'component.button': 'Button',
  'embed.name': 'Embed',
  'embed.picture': 'Picture of the embed',
  'embed.thumbnail': 'Small picture of the embed',
  'code.name': 'Code',
  'spoiler.show': 'Spoiler, show it',
  'spoiler.pill': 'SPOILER',
  'spoiler.hidden': '(spoiler)',
  'mention.unknown-channel': 'unknown',
  'mention.unknown-role': 'unknown-role',
  'mention.unknown-user': 'unknown-user',
  'sticker.name': ({ name }: { name: string }) => `Sticker: ${name}`,
  'reactions.name': 'Reactions',

  'form.close': 'Close',
  'form.cancel': 'Cancel',
  'form.submit': 'Submit',
  'form.warning': ({ app }: { app: string }) =>
    `This form will be submitted to ${app}. Don't share passwords or other sensitive information.`,
  'form.choose-file': ({ label }: { label: string }) => `${label}: choose a file`,
  'form.choose-files': ({ label }: { label: string }) => `${label}: choose files`,
  'form.required': 'This field is required.',
  'form.least-files': ({ count }: { count: number }) =>
    `Choose at least ${plural(count, { one: '1 file', other: `${number(count)} files` })}.`,
  'form.most-files': ({ count }: { count: number }) =>
    `Choose at most ${plural(count, { one: '1 file', other: `${number(count)} files` })}.`,
  'form.least-options': ({ count }: { count: number }) =>
    `Choose at least ${plural(count, { one: '1 option', other: `${number(count)} options` })}.`,
  'form.most-options': ({ count }: { count: number }) =>
    `Choose at most ${plural(count, { one: '1 option', other: `${number(count)} options` })}.`,
  'form.least-characters': ({ count }: { count: number }) =>
    plural(count, { one: 'Must be at least 1 character.', other: `Must be at least ${number(count)} characters.` }),
  'form.most-characters': ({ count }: { count: number }) =>
    plural(count, { one: 'Must be at most 1 character.', other: `Must be at most ${number(count)} characters.` }),
  'menu.hint': 'Make a selection',
  'menu.none': 'Nothing found',

  'poll.one': 'Select one answer',
  'poll.several': 'Select one or more answers',
  'poll.votes': ({ count }: { count: number }) => plural(count, { one: '1 vote', other: `${number(count)} votes` }),
  'poll.yours': 'your vote',
  'poll.vote': 'Vote',
  'poll.remove': 'Remove Vote',
  'poll.over': 'poll closed',
  'poll.endless': 'no end',
  'poll.ends': ({ when }: { when: string }) => `ends ${when}`,

  'box.message': ({ where }: { where: string }) => `Message ${where}`,
  'box.send': 'Send',
  'box.add-files': 'Add files',
  'box.suggestions': 'Suggestions',
  'box.count-suggestions': ({ count }: { count: number }) =>
    plural(count, { one: '1 suggestion', other: `${number(count)} suggestions` }),
  'box.replying': ({ name }: { name: string }) => `Replying to ${name}`,
  'box.stop-replying': 'Stop replying',
  'box.ping-on': '@ on',
  'box.ping-off': '@ off',
  'box.most-files': ({ count }: { count: number }) =>
    plural(count, { one: 'A message takes up to 1 file.', other: `A message takes up to ${number(count)} files.` }),
  'hint.app': 'App',
  'hint.member': 'Member',
  'hint.role': 'Role',
  'hint.channel': 'Channel',

  'option.choices': ({ name }: { name: string }) => `Choices for ${name}`,
  'option.true': 'True',
  'option.false': 'False',
  'option.optional': '(optional)',
  'option.required': 'This option is required. Enter a value.',
  'option.pick': 'Pick one of the choices.',
  'option.whole': 'Enter a whole number.',
  'option.number': 'Enter a number.',
  'option.least': ({ count }: { count: number }) => `Must be at least ${number(count)}.`,
  'option.most': ({ count }: { count: number }) => `Must be at most ${number(count)}.`,

  'message.app': 'APP',
  'message.silent': 'Sent without a notification',
  'message.deleted': 'Original message was deleted',
  'message.used': ({ name, command }: { name: string; command: string }) => `${name} used ${command}`,
  'message.some-command': 'a command',
  'message.reply-to': 'Reply to',
  'message.attachment': 'Click to see attachment',
  'message.pinned': ({ name }: { name: string }) => `${name} pinned a message to this channel.`,
  'message.joined': ({ name }: { name: string }) => `${name} joined the server.`,
  'message.thread': ({ name, thread }: { name: string; thread: string }) => `${name} started a thread: ${thread}`,
  'message.edited': '(edited)',
  'message.thinking': ({ name }: { name: string }) => `${name} is thinking…`,
  'message.only-you': 'Only you can see this',
  'message.dismiss': 'Dismiss message',
  'message.actions': 'What to do with this message',
  'message.forwarded': 'Forwarded',
  'list.name': 'Messages',
  'list.empty': 'Nothing was written here yet.',
  'thread.unnamed': 'Thread',
  'thread.see': 'See thread',
  'thread.messages': ({ count }: { count: number }) =>
    plural(count, { one: '1 message', other: `${number(count)} messages` }),

  'note.name': ({ length }: { length: string }) => `Voice message, ${length}`,
  'note.play': 'Play',
  'note.pause': 'Pause',
  'note.position': 'Position',
  'note.broken': "Can't be played",
  'voice.in': ({ channel }: { channel: string }) => `In ${channel}`,
  'voice.nobody': 'Nobody is here.',
  'voice.speaking': 'speaking',
  'voice.audience': 'in the audience',
  'voice.muted': 'muted',
  'voice.deafened': 'deafened',
};

/** The words of messages, forms and menus in one language. */
export type LookWords = typeof englishLook;
