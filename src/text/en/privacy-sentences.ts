import { formatDate, formatPerson } from '../intl.ts';
import type { HearingWish } from '../values.ts';
import { countDays, number, plural } from './grammar.ts';

type Days = { days: number };
type Name = { name: string };
type Wish = { hearing: HearingWish };

/** What somebody's yes brings them, by whether they want to be heard. */
const FROM_NOW_ON: Record<HearingWish, string> = {
  heard: 'From now on I answer you here and listen to you in calls.',
  unheard:
    'From now on I answer you here. In calls I still don’t listen to you, until you press **Listen to me again** below my message about the call, or **Listen to me here** after /privacy.',
  unknown:
    'From now on I answer you here, and listen to you in calls unless you’ve told me not to. If you have, that still holds.',
};

/** About what is kept of people: seeing, taking and deleting it. */
export const privacySentences = {
  'privacy.title': 'This is what I keep about you:',
  'privacy.nothing': 'I don’t keep anything of what you’ve said.',
  'privacy.but-kept': 'What I do keep:',
  'kept.turns': ({ turns, channels }: { turns: number; channels: number }) =>
    `${plural(turns, { one: 'One question', other: `${number(turns)} questions` })} of yours with my ${plural(turns, { one: 'answer', other: 'answers' })}, in ${plural(channels, { one: 'one channel', other: `${number(channels)} channels` })}`,
  'kept.files': ({ files }: { files: number }) =>
    plural(files, {
      one: 'Notes on one file that came with a question of yours, but not the file itself',
      other: `Notes on ${number(files)} files that came with your questions, but not the files themselves`,
    }),
  'kept.quotes': ({ quotes }: { quotes: number }) =>
    plural(quotes, {
      one: 'One message of yours that someone else asked me about',
      other: `${number(quotes)} messages of yours that others asked me about`,
    }),
  'kept.recaps': ({ recaps }: { recaps: number }) =>
    plural(recaps, {
      one: 'One summary of an older conversation that includes yours',
      other: `${number(recaps)} summaries of older conversations that include yours`,
    }),
  'kept.spent': ({ days }: Days) => `What your questions cost, on ${countDays(days)}`,
  'kept.unheard': ({ servers }: { servers: number }) =>
    `That I mustn’t listen to you in ${plural(servers, { one: 'one server', other: `${number(servers)} servers` })}`,
  'kept.agreed': ({ at }: { at: number }) => `That you agreed to be answered and heard here, ${formatDate(at)}`,
  'privacy.stored': 'I remember what you say, so that we can go on later.',
  'privacy.unstored': 'I don’t store what you say: I answer it and then forget it.',
  'privacy.not-agreed':
    'I answer and listen here only to people who agree to it. Until you do, nothing that you say to me here is sent to Google Gemini or stored.',
  'privacy.google': 'What you say to me is sent to Google Gemini, which answers it.',

  'privacy.confirm-delete':
    'Delete everything I keep about you, in all channels and servers? Answers to you go, too, and so do summaries that include you. This can’t be undone. What others said about you in their own words, and messages in Discord itself, stay.',
  'privacy.deleted': 'Done. I’ve deleted everything I kept about you. I only remember what you asked me not to do.',
  'privacy.under-way':
    'I’m deleting everything I keep about you, but I haven’t finished yet. It goes on by itself, even if I’m restarted. Use /privacy in a few minutes to see what’s left.',
  'privacy.sealed':
    'I’ve deleted everything about you that I can read. **Some of what is stored I can’t read**, because it’s encrypted with a key that I wasn’t given, so something of yours may still be in there. Please tell the person who runs this bot. I’ll look through it by myself as soon as I have the key.',
  'privacy.kept': 'Okay, I’ve deleted nothing.',
  'privacy.not-deleted':
    '**Nothing is deleted yet**, because I can’t reach my storage. I’ll delete it as soon as I can. I may be restarted before that, so please try again in a few minutes.',
  'privacy.unreadable': 'I can’t look up what I keep about you right now. Please try again in a minute.',
  'privacy.choice-not-stored':
    'I couldn’t note that, because I can’t reach my storage, so **nothing has changed**. Please try again in a few minutes.',
  'privacy.now-unstored':
    'Okay. From now on I answer what you say, but I don’t store it. What I kept before is still there until you delete it.',
  'privacy.now-stored': 'Okay. From now on I remember what you say.',
  'privacy.not-kept': 'I can’t look up right now whether this may be remembered, so I haven’t kept it.',
  'privacy.exported':
    'Here’s everything I keep about you, as a page to read and as JSON. Only you can see this message.',
  'privacy.need-manage': 'You need the Manage Server permission to delete what I keep about others.',
  'privacy.only-in-servers': 'Only servers have other members. Use this command there.',
  'privacy.confirm-member': ({ member }: { member: string }) =>
    `Delete everything I keep about <@${member}> in this server? This can’t be undone. What they refused stays refused.`,
  'privacy.member-deleted': ({ member }: { member: string }) =>
    `Done. I’ve deleted everything I kept about <@${member}> in this server.`,
  'privacy.member-under-way':
    'I’m deleting it, but I haven’t finished yet. It goes on by itself, even if I’m restarted.',
  'privacy.member-sealed':
    'I’ve deleted everything of that which I can read. **Some of what is stored I can’t read**, because it’s encrypted with a key that I wasn’t given. Please tell the person who runs this bot. I’ll look through it by myself as soon as I have the key.',
  'privacy.server-deleted':
    'Done. I’ve deleted everything I kept about this server: conversations, summaries, settings and costs. All settings are as they were at first, also who may use me, limits and consent. Who doesn’t want to be heard stays noted.',
  'privacy.server-kept': 'You typed something else, so I’ve deleted nothing.',

  'form.privacy-server-title': 'Delete all data of this server',
  'form.privacy-server-word': 'Type “delete” to delete all of it',
  'option.privacy-server-word':
    'Conversations, costs and all settings: who may use me, limits, consent. This can’t be undone.',
  'form.privacy-server-answer': 'delete',

  /** What people read when they first ask, or have to agree to before they're answered. */
  'agreement.notice': ({ days }: Days) =>
    `Good to know: what you ask me is sent to Google’s Gemini, and I keep it with my answer for ${countDays(days)}. Use /privacy to see or delete what I keep, or to have nothing kept.`,
  'agreement.ask': ({ days }: Days) =>
    `I answer and listen here only to people who agree to this: what you write or say to me is sent to Google’s Gemini, and I keep it with my answer for ${countDays(days)}, unless you’ve told me to store nothing. If that’s okay with you, press **I agree**. You can take it back with /privacy at any time.`,
  'agreement.unknown':
    'I answer here only people who agreed to it, and I can’t look up right now whether you did. Please try again in a minute.',
  'agreement.given': ({ hearing }: Wish) =>
    `Thank you. ${FROM_NOW_ON[hearing]} If you’ve asked me something before, please ask again.`,
  'agreement.given-asked': ({ hearing, questions }: Wish & { questions: number }) =>
    `Thank you. ${FROM_NOW_ON[hearing]} ${plural(questions, {
      one: 'I’m taking your question now, so you needn’t ask it again.',
      other: `I’m taking your last ${number(questions)} questions now, so you needn’t ask them again.`,
    })}`,
  'agreement.not-stored':
    'I couldn’t note that you agree, because I can’t reach my storage, so **it doesn’t count yet**. Please press the button again in a few minutes.',
  'agreement.withdrawn':
    'Okay. I don’t answer you or listen to you here any more, until you agree again. What I kept before is still there until you delete it.',
  'agreement.withdrawn-unneeded':
    'Okay, I’ve noted that you don’t agree any more. At the moment I answer everyone here without asking. Just don’t ask me anything, and press **Don’t listen to me here** if you’re in calls with me.',
  'agreement.withdrawn-unstored':
    'I don’t answer you or listen to you here any more, but I can’t reach my storage, so I’ll only remember that until I’m restarted. Please press the button again in a few minutes.',

  /** About a message that somebody asks about, where people have to agree before their words are passed on. */
  'withheld.not-agreed': ({ name }: Name) =>
    `I left out ${name}’s message: here I only pass on what people wrote who agreed to that, and ${name} hasn’t yet. They can agree with /privacy.`,
  'withheld.not-allowed': ({ name }: Name) =>
    `I left out ${name}’s message, because I can’t pass on what they write here.`,
  'withheld.not-known': ({ name }: Name) =>
    `I left out ${name}’s message, because I can’t look up right now whether they agreed to my passing it on. Please ask again in a minute.`,
  'withheld.no-author':
    'I left out the message that came with your question, because I can’t tell who wrote it. Here I only pass on what people wrote who agreed to that.',
  'withheld.forward':
    'I left out the forwarded message: it’s from a server where I only pass on what people wrote who agreed to that, and I can’t tell who wrote it.',
  'withheld.question': ({ person }: { person: string }) =>
    `I can’t ask that again: here I only pass on what people wrote who agreed to that, and I don’t know that ${formatPerson(person)} did.`,

  'button.agree': 'I agree',
  'button.disagree': 'I don’t agree any more',
  'button.privacy-export': 'Download',
  'button.privacy-delete': 'Delete',
  'button.privacy-confirm': 'Delete everything',
  'button.privacy-unstored': 'Don’t store what I say',
  'button.privacy-stored': 'Store what I say',
  'button.privacy-server': 'Delete this server’s data',
  'button.privacy-unheard': 'Don’t listen to me here',
  'button.privacy-heard': 'Listen to me here',

  'export.title': 'What Parley keeps about you',
  'export.about': 'Times are in UTC. The links open the channels in Discord.',
  'export.said': 'You:',
  'export.answered': 'Parley:',
  'export.wrote': 'Parley wrote:',
  'export.sites': 'Found on:',
  'export.files': 'File:',
  'export.quoted': 'Quoted:',
  'export.quotes': 'What others quoted from you',
  'export.recaps': 'Summaries that include you',
  'export.spent': 'What your questions cost, in billionths of a dollar',
  'export.unheard': 'Servers where I mustn’t listen to you',
  'export.choices': 'What you chose',
  'export.left-out': 'The file would be too large, so the oldest questions are left out:',
};
