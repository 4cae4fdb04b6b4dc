import { formatChannel, formatPerson } from '../intl.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { countDays, list, number, plural } from './grammar.ts';

type Voice = { voice: string };
type Days = { days: number };
type Silent = { people: readonly string[]; more: number | 'unknown'; channel: string };

const listOthers = (more: Silent['more']): string[] => {
  if (more === 'unknown') return ['perhaps others'];
  return more > 0 ? [plural(more, { one: 'one other person', other: `${number(more)} others` })] : [];
};

/** What a call says about itself: the notice in a channel, the reply to /join, and the line under the voice channel's name. */
export const panelSentences = {
  'panel.listening': ({ voice }: Voice) => `🎙️ I’m listening in ${formatChannel(voice)}.`,
  'panel.talk': ({ voice }: Voice) =>
    `🎙️ I’m in ${formatChannel(voice)}. Press **Talk**, and I’ll listen to you until you stop speaking.`,
  'panel.reads-aloud': ({ voice }: Voice) =>
    `🔊 I’m in ${formatChannel(voice)}, and I read my answers out loud. I’m not listening to anyone.`,
  'panel.silent': ({ voice }: Voice) => `🔊 I’m in ${formatChannel(voice)}. I’m not listening to anyone.`,
  'panel.deaf': ({ voice }: Voice) =>
    `🔇 I’m in ${formatChannel(voice)}, but a moderator has deafened me there, so I can’t hear anyone.`,
  'panel.nobody': ({ voice }: Voice) =>
    `🎙️ I’m in ${formatChannel(voice)}, but there’s nobody I may listen to right now.`,
  'panel.joining': ({ voice }: Voice) => `I’m joining ${formatChannel(voice)}.`,
  'panel.joining-to-listen': ({ voice }: Voice) => `I’m joining ${formatChannel(voice)}, and I’ll listen there.`,
  'panel.reconnecting': ({ voice }: Voice) =>
    `I’ve lost my connection to ${formatChannel(voice)}, and I’m reconnecting. Until then I can’t hear anyone.`,
  'panel.reconnecting-quietly': ({ voice }: Voice) =>
    `I’ve lost my connection to ${formatChannel(voice)}, and I’m reconnecting.`,
  'panel.answers-all': 'I reply to everything.',
  'panel.answers-all-aloud': 'I reply out loud to everything.',
  'panel.answers-name': 'I reply when someone talks to me, best by name.',
  'panel.answers-name-aloud': 'I reply out loud when someone talks to me, best by name.',
  'panel.opt-in': 'I only hear people who have agreed: press **I agree** if you want me to listen to you.',
  'panel.deafened': 'A moderator has deafened me there, so I can’t hear anyone.',
  'panel.muted': 'A moderator has muted me in the call, so nobody can hear me.',
  'panel.audience': 'I’m in the audience, so nobody can hear me.',
  'panel.asked-to-speak': 'I’ve asked to speak on the stage. A moderator has to allow it before anyone can hear me.',
  'panel.refused': ({ person }: { person: string }) => `I’m not listening to ${formatPerson(person)} right now.`,
  'panel.unknown-speaker':
    'Someone here is speaking, but Discord didn’t tell me who, so I can’t hear them. If it’s you, mute and unmute yourself.',
  /** The owner's words for the people in a call. */
  'panel.greeting': ({ greeting }: { greeting: string }) => toVerbatim(greeting),
  'panel.moved': ({ channel }: { channel: string }) => `I now say in ${formatChannel(channel)} whom I’m listening to.`,

  /** What happens to what people say in a call: who gets it, and what is kept. */
  'privacy.sent':
    'Everything you say there is sent to Google’s Gemini, with your display name, even when I don’t reply to it.',
  'privacy.sent-agreed':
    'Everything that people who have agreed say there is sent to Google’s Gemini, with their display names, even when I don’t reply to it.',
  'privacy.sent-talk': 'What you say after pressing **Talk** is sent to Google’s Gemini, with your display name.',
  'privacy.sent-later':
    'Once I can hear people, everything they say there is sent to Google’s Gemini, with their display names.',
  'privacy.sent-talk-agreed':
    'What people who have agreed say after pressing **Talk** is sent to Google’s Gemini, with their display names.',
  'privacy.sent-later-agreed':
    'Once I can hear people, everything that those who have agreed say there is sent to Google’s Gemini, with their display names.',
  'privacy.chat': ({ channel }: { channel: string }) =>
    `What people in the call write in ${formatChannel(channel)} is also sent to Google’s Gemini, with their display names, to find out whether it’s meant for me.`,
  'privacy.chat-agreed': ({ channel }: { channel: string }) =>
    `What people in the call who have agreed write in ${formatChannel(channel)} is also sent to Google’s Gemini, with their display names, to find out whether it’s meant for me.`,
  'privacy.kept-here': ({ days }: Days) =>
    `I don’t keep recordings. A transcript, with names, is kept with this channel’s conversation for ${countDays(days)}, and a summary of it for as long as people keep talking to me here. Parts of them are sent to Gemini again so that it remembers. A moderator can delete both with /reset, and you can see and delete what I keep of you with /privacy.`,
  'privacy.kept-elsewhere': ({ days }: Days) =>
    `I don’t keep recordings. A transcript, with names, is kept for ${countDays(days)} with the conversation of another channel, which not everyone here can read, and a summary of it for as long as people keep talking to me there. Parts of them are sent to Gemini again so that it remembers. A moderator can delete both with /reset there, and you can see and delete what I keep of you with /privacy.`,

  /** Why Parley isn't listening. */
  'notice.pending': 'I’m not listening yet: my notice about it hasn’t been posted.',
  'notice.deleted': 'I’m not listening: someone deleted my notice about it.',
  'notice.forbidden': ({ channel }: { channel: string }) =>
    `I’m not listening: I have to post a notice first, and I’m not allowed to post in ${formatChannel(channel)}.`,
  'notice.refused': ({ channel }: { channel: string }) =>
    `I’m not listening: I have to post a notice first, and Discord didn’t take it in ${formatChannel(channel)}.`,
  'notice.unwritten': ({ channel }: { channel: string }) =>
    `I’m not interpreting: I’m not allowed to write in ${formatChannel(channel)}.`,
  'notice.over': 'I’m not listening: the call is over.',

  'join.arrived': ({ voice }: Voice) => `I’m in ${formatChannel(voice)}.`,
  'join.reconnecting': ({ voice }: Voice) => `I’m reconnecting to ${formatChannel(voice)}.`,
  'join.reads-aloud': 'I’m not listening to anyone. I only read my answers out loud.',
  'join.silent': 'I’m not listening to anyone.',
  'join.nobody': ({ channel }: { channel: string }) =>
    `There’s nobody I may listen to yet: I skip people who asked me not to listen, people who have yet to agree where that’s needed, and people who can’t read ${formatChannel(channel)} and its message history.`,
  'join.not-agreed': ({ people, more, channel }: Silent) =>
    `I’m not listening to ${list([...people.map(formatPerson), ...listOthers(more)])}: people have to agree to it here first, and I don’t know of their yes. The button **I agree** is under my notice in ${formatChannel(channel)}.`,
  'join.everyone': 'I’ll reply to everything people say there.',
  'join.everyone-later': 'Once I can hear people, I’ll reply to everything they say.',
  'join.addressed': 'I’ll reply when someone talks to me, best by name.',
  'join.addressed-later': 'Once I can hear people, I’ll reply when someone talks to me, best by name.',
  'join.button': 'Press **Talk**, and I’ll listen until you stop speaking.',
  'join.button-later': 'Once I can hear people, press **Talk**, and I’ll listen until you stop speaking.',
  'join.writes-nothing': 'I won’t write anything down.',
  'join.writes-answers': 'I’ll write down my answers.',
  'join.writes-all': 'I’ll write down my answers and what I hear.',
  'join.writes-all-addressed': 'I’ll write down my answers and what I hear, except for what I know isn’t meant for me.',
  'join.writes-all-later': 'I’ll write down my answers, and what people say once I can hear them.',
  'join.not-set':
    'This holds for now, but I couldn’t store it as this channel’s setting. Please use /join again in a few minutes.',
  'join.notice-elsewhere': ({ channel }: { channel: string }) =>
    `Not everyone who can join the voice channel can read this channel, so my notice is in ${formatChannel(channel)}.`,
  'join.writing-elsewhere': ({ channel }: { channel: string }) =>
    `Not everyone who can join the voice channel can read this channel, so my notice and what I write down are in ${formatChannel(channel)}.`,

  /** Under the voice channel's name: as short as possible, and without a full stop. */
  'line.listening': 'Parley is listening',
  'line.talk': 'Parley listens when you press Talk',
  'line.reads-aloud': 'Parley reads its answers out loud and isn’t listening',
  'line.reconnecting': 'Parley is reconnecting and can’t hear anyone',
  'line.deaf': 'Parley is deafened and can’t hear anyone',
  'line.unannounced': 'Parley isn’t listening yet',
  'line.nobody': 'Parley isn’t listening to anyone here right now',
};
