import { formatAgo } from '../intl.ts';
import type { Mention } from '../values.ts';
import { number, plural, seconds } from './grammar.ts';

/** Descriptions of commands and options, labels of choices and buttons, and the replies of /help and /status. */
export const commandSentences = {
  'command.ask': 'Ask Parley something. Everyone in this channel shares one conversation with it.',
  'command.ask-about': 'Ask about this',
  'command.join': 'Bring Parley into a voice channel to listen and reply out loud',
  'command.leave': 'Make Parley leave the voice channel',
  'command.stop': 'Stop Parley’s answer to you here, and its voice in the voice channel',
  'command.reset': 'Make Parley forget the conversation in this channel',
  'command.status': 'See how the conversation in this channel is doing',
  'command.help': 'See what Parley can do',

  'option.question': 'What you want to know',
  'option.file': 'A picture, a text, a PDF, a recording or a video that your question is about',
  'option.voice': 'How you want to hear the answer',
  'option.channel': 'The voice channel (yours, if you don’t pick one)',
  'option.listen': 'When Parley listens and replies',
  'option.captions': 'What Parley writes down of the call',

  'form.about-title': 'Ask about this message',
  'form.about-question': 'What do you want to know?',
  'form.about-files': 'More files, if you like',

  'choice.voice-message': 'message: also as a voice message',
  'choice.voice-wav': 'wav: also as a WAV file',
  'choice.voice-text': 'text: only written, even if I’m in a call',
  'choice.listen-auto': 'auto: reply to everything if one person is there, otherwise when called by name',
  'choice.listen-everyone': 'everyone: reply to everything that’s said',
  'choice.listen-addressed': 'addressed: reply when called by name',
  'choice.listen-button': 'button: listen only to people who press Talk',
  'choice.listen-off': 'off: don’t listen, only read answers out loud',
  'choice.captions-off': 'off: write nothing',
  'choice.captions-answers': 'answers: write what Parley says',
  'choice.captions-all': 'all: write what Parley says and what it hears',

  'button.stop': 'Stop',
  'button.continue': 'Continue',
  'button.talk': 'Talk',
  'button.unheard': 'Don’t listen to me',
  'button.heard': 'Listen to me again',
  'button.leave': 'Leave',
  'button.reset': 'Forget everything',
  'button.keep': 'Keep it',

  'help.page': ({
    days,
    ask,
    join,
    stop,
    leave,
    status,
    reset,
    settings,
    usage,
    privacy,
    help,
  }: Record<
    'ask' | 'join' | 'stop' | 'leave' | 'status' | 'reset' | 'settings' | 'usage' | 'privacy' | 'help',
    Mention
  > & { days: number }) =>
    [
      'I have one conversation in each channel. Everyone in the channel shares it, and I remember it.',
      `- ${ask} asks me something. You can also mention me, reply to me, or send me a direct message.`,
      '- Your question can bring texts, pictures, PDFs, voice messages, recordings and videos. To ask about someone else’s message, choose Apps and then “Ask about this” in its menu.',
      '- Under an answer, **Listen** sends it to you as a voice message if it has sound, and **Ask again** asks the same question once more.',
      `- ${join} brings me into your voice channel. I listen, and reply out loud. Anyone there can tell me not to listen to them.`,
      `- ${stop} stops my answer to you here, and stops me talking in the voice channel. ${leave} makes me leave it.`,
      `- ${status} shows how this channel’s conversation is doing.`,
      `- ${reset} makes me forget it. In servers, that requires the Manage Messages permission.`,
      `- ${settings} shows and changes how I behave here. In servers, that requires the Manage Server permission, or Manage Channels for one channel.`,
      `- ${usage} shows what I’ve cost. ${privacy} shows what I keep about you, and gives you a copy or deletes it.`,
      `- ${help} shows this page.`,
      `Your questions, what comes with them and your display name are sent to Google’s Gemini. I keep your questions and my answers for ${plural(days, { one: 'one day', other: `${number(days)} days` })}, and of what comes with them only names and how texts begin. A summary is kept for as long as people keep talking to me here. ${reset} deletes all of that.`,
      'I’m an AI and can be wrong, so please check anything that matters.',
    ].join('\n'),

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
