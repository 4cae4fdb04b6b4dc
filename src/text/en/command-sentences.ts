import { formatAgo, formatChannel } from '../intl.ts';
import type { Mention } from '../values.ts';
import { list, number, plural, seconds } from './grammar.ts';

/** Descriptions of commands and options, labels of choices and buttons, and the replies of /help and /status. */
export const commandSentences = {
  'form.about-title': 'Ask about this message',
  'form.about-question': 'What do you want to know?',
  'form.about-files': 'More files, if you like',

  'button.stop': 'Stop',
  'button.continue': 'Continue',
  'button.talk': 'Talk',
  'button.unheard': 'Don’t listen to me',
  'button.heard': 'Listen to me again',
  'button.leave': 'Leave',
  'button.reset': 'Forget everything',
  'button.keep': 'Keep it',

  'help.about': 'I have one conversation in each channel. Everyone in the channel shares it, and I remember it.',
  'part.help-ask': ({ ask }: Record<'ask', Mention>) =>
    `- ${ask} asks me something. You can also mention me, reply to me, or send me a direct message.`,
  'part.help-files':
    '- Your question can bring texts, pictures, PDFs, voice messages, recordings and videos. To ask about someone else’s message, choose Apps and then “Ask about this” in its menu.',
  'part.help-answers':
    '- Under an answer, **Listen** sends it to you as a voice message if it has sound, and **Ask again** asks the same question once more.',
  'part.help-join': ({ join }: Record<'join', Mention>) =>
    `- ${join} brings me into your voice channel. I listen, and reply out loud. Anyone there can tell me not to listen to them.`,
  'part.help-stop': ({ stop, leave }: Record<'stop' | 'leave', Mention>) =>
    `- ${stop} stops my answer to you here, and stops me talking in the voice channel. ${leave} makes me leave it.`,
  'part.help-status': ({ status }: Record<'status', Mention>) =>
    `- ${status} shows how this channel’s conversation is doing.`,
  'part.help-reset': ({ reset }: Record<'reset', Mention>) =>
    `- ${reset} makes me forget it. In servers, that requires the Manage Messages permission.`,
  'part.help-recap': ({ recap, transcript }: Record<'recap' | 'transcript', Mention>) =>
    `- ${recap} sums up what was said here, for instance while you were away. ${transcript} gives it to you as a file.`,
  'part.help-settings': ({ settings }: Record<'settings', Mention>) =>
    `- ${settings} shows and changes how I behave here. In servers, that requires the Manage Server permission, or Manage Channels for one channel.`,
  'part.help-tools': ({ tools, reminders }: Record<'tools' | 'reminders', Mention>) =>
    `- ${tools} shows what else I can do here, and ${reminders} your reminders.`,
  'part.help-usage': ({ usage, privacy }: Record<'usage' | 'privacy', Mention>) =>
    `- ${usage} shows what I’ve cost. ${privacy} shows what I keep about you, and gives you a copy or deletes it.`,
  'help.kept': ({ days, reset }: Record<'reset', Mention> & { days: number }) =>
    `Your questions, what comes with them and your display name are sent to Google’s Gemini. I keep your questions and my answers for ${plural(days, { one: 'one day', other: `${number(days)} days` })}, and of what comes with them only names and how texts begin. A summary is kept for as long as people keep talking to me here. ${reset} deletes all of that.`,
  'help.wrong': 'I’m an AI and can be wrong, so please check anything that matters.',
  'part.help-call': ({ voice }: { voice: string }) => `- I’m in ${formatChannel(voice)} right now.`,
  'part.help-search': '- I can look things up with Google. The sources are below my answer.',
  /** The names are those of settings. */
  'part.help-off': ({ names }: { names: readonly string[] }) => `- Switched off here: ${list(names)}.`,
  'button.try-ask': 'Ask me something',
  'button.try-join': 'Join my voice channel',
  'button.try-settings': 'Settings',
  'button.try-privacy': 'What you keep of me',
  'button.try-usage': 'What I’ve cost',

  /** Each is a line of /status. Moments are in milliseconds since the epoch, durations in milliseconds. */
  'status.connected': '**Connection**: connected',
  'status.idle': '**Connection**: idle (your next question wakes me up)',
  'status.idle-remembers': '**Connection**: idle (your next question wakes me up, and I’ll remember what was said)',
  /** The reason follows on the next line. */
  'status.unavailable': '**Connection**: unavailable',
  'status.model': ({ model }: { model: string }) => `**Model**: ${model}`,
  'status.typed-always': ({ model }: { model: string }) => `**Typed questions**: answered by ${model}`,
  'status.typed-when-live-fails': ({ model }: { model: string }) =>
    `**Typed questions**: answered by ${model} when I can’t reach the other one`,
  'status.begun': ({ at }: { at: number }) => `**Conversation**: began ${formatAgo(at)}`,
  'status.not-begun': '**Conversation**: not started yet',
  'status.unreadable': '**Conversation**: can’t be looked up right now',
  'status.turns': ({ turns }: { turns: number }) => `**Questions so far**: ${number(turns)}`,
  'status.turns-unknown': '**Questions so far**: unknown',
  'status.queue': ({ waiting }: { waiting: number }) => `**In the queue**: ${number(waiting)}`,
  // No answer takes no time at all, so even the quickest is told as a tenth of a second.
  'status.latency': ({ ms }: { ms: number }) => `**Time to first word**: ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**Time to first word**: no answer yet',
};
