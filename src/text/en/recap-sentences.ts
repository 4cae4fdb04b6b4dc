import { formatDate } from '../intl.ts';
import { number, plural } from './grammar.ts';

/** /recap and /transcript: what was said, as far as it's kept. Moments are in milliseconds since the epoch. */
export const recapSentences = {
  'since.not-understood':
    'I don’t understand when that is. Please write how long ago, such as 2 hours or 3 days, or a moment, such as `2026-11-30 14:00`.',
  'since.ahead': 'That moment hasn’t come yet. Please name an earlier one.',
  'reading.not-allowed':
    'You can’t read the message history of this channel, so I can’t tell you what was said here. People who manage the channel can change that.',
  'reading.unavailable': 'I can’t look up what was said here right now. Please try again in a minute.',
  'reading.nothing': 'Nothing that was said to me here since then is kept.',
  'reading.nothing-new':
    'There’s nothing new for you here since your last message. To go back further, use `all` or a time, such as `1d`.',
  'reading.nothing-here': 'Nothing that was said to me here is kept.',
  'reading.no-last': 'I don’t know of a message from you here, so this goes back as far as I can look.',
  'reading.spared':
    'Left out: what was said by people who didn’t agree to it or want nothing kept, and my answers to that.',
  'reading.retention': ({ days }: { days: number }) =>
    `What’s said here is kept for ${plural(days, { one: 'one day', other: `${number(days)} days` })}, so older things are gone.`,
  'recap.title': ({ from }: { from: number }) => `**Recap** of what was said to me since ${formatDate(from)}:`,
  'part.recap-decisions': '**Decided**',
  'part.recap-tasks': '**Who does what**',
  'part.recap-questions': '**Still open**',
  'part.recap-links': '**Links**',
  'part.recap-more': ({ more }: { more: number }) => `… and ${number(more)} more`,
  'recap.by-ai': 'An AI made this, and it can be wrong.',
  'recap.shortened': 'Only the newest part is in it, because there was too much for one recap.',
  'recap.failed': 'I couldn’t make a recap right now. Please try again in a minute.',
  'recap.busy': 'I’m too busy for a recap right now. Please try again in a minute.',
  'recap.under-way': 'I’m already making a recap for you here. Please wait until it’s done.',
  'transcript.done': ({ from, to, turns }: { from: number; to: number; turns: number }) =>
    `Here’s what was said to me here, with my answers, from ${formatDate(from)} to ${formatDate(to)}. Questions in it: ${number(turns)}.`,
  'transcript.cut': 'Older things are left out, because the file would be too large.',
  'transcript.too-large': 'Even the last answer is too large for a file that Discord takes here.',
  'export.transcript': 'What was said to Parley',
  'export.times':
    'Only the beginnings of questions are known. All other times are estimated from the length of the words.',
  'recap.call-title': ({ from }: { from: number }) => `**Recap** of the call that began ${formatDate(from)}:`,
  'recap.call-thread': ({ from }: { from: number }) =>
    `The call that began ${formatDate(from)} is over. Its recap is in this thread.`,
  'part.recap-thread': 'Recap of the call',
  'recap.call-none': 'The call is over, but there’s no recap of it.',
  'recap.call-lost':
    'I was restarted while I was posting the recap of the last call. If it isn’t here, /recap makes one.',
};
