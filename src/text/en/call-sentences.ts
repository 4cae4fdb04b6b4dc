import { formatChannel } from '../intl.ts';
import type { Mention, Permission } from '../values.ts';
import { listPermissions, number, plural } from './grammar.ts';

type Voice = { voice: string };

/** About calls: joining and leaving voice channels, who may control a call, and being listened to. */
export const callSentences = {
  'call.only-in-servers': 'Only servers have voice channels. Please use this in a server.',
  'call.none': 'I’m not in a voice channel on this server.',
  'call.over': 'That call is over.',
  'call.not-yours': ({ voice }: Voice) =>
    `To do that, you need to be in ${formatChannel(voice)} or have the Move Members permission there.`,
  'call.no-voice-channel': 'You’re not in a voice channel. Join one, or pick one with the `channel` option.',
  'call.unknown-channel': 'I can’t find that voice channel. Either it was deleted, or I’m not allowed to see it.',
  'call.may-not-enter': ({ voice }: Voice) =>
    `You don’t have permission to join ${formatChannel(voice)}, so I can’t go there for you.`,
  'call.missing-permissions': ({ voice, missing }: Voice & { missing: readonly Permission[] }) =>
    plural(missing.length, {
      one: `I can’t join ${formatChannel(voice)} without this permission there: ${listPermissions(missing)}. Please ask a moderator to grant it, then try again.`,
      other: `I can’t join ${formatChannel(voice)} without these permissions there: ${listPermissions(missing)}. Please ask a moderator to grant them, then try again.`,
    }),
  'call.full': ({ voice }: Voice) =>
    `${formatChannel(voice)} is full. Please try again when there’s room, or ask a moderator to give me the Move Members permission there.`,
  'call.cannot-announce': ({ channel, missing }: { channel: string; missing: readonly Permission[] }) =>
    plural(missing.length, {
      one: `I only listen where I can post a notice about it. To post in ${formatChannel(channel)}, I need this permission there: ${listPermissions(missing)}.`,
      other: `I only listen where I can post a notice about it. To post in ${formatChannel(channel)}, I need these permissions there: ${listPermissions(missing)}.`,
    }),
  'call.change-not-yours': ({ voice }: Voice) =>
    `To change the call, you need to be in ${formatChannel(voice)} or have the Move Members permission there.`,
  'call.busy': ({ voice, leave }: Voice & { leave: Mention }) =>
    `I’m already in ${formatChannel(voice)}, and I can only be in one voice channel per server. Join me there, or ask someone there to use ${leave}.`,
  'call.settings-unknown':
    'I can’t reach my storage, so I don’t know how calls are set up here. Please choose both `listen` and `captions`, or try again in a minute.',
  'call.no-more': 'I’m not joining any more calls at the moment. Please try again later, or ask me in writing.',
  'call.restarting': 'I’m restarting. Please try again in a minute.',
  'call.left': ({ voice }: Voice) => `I’ve left ${formatChannel(voice)}.`,
  'call.already-left': 'I’ve already left.',

  /** Why a call couldn't begin, or has ended. The panel shows it, and so does the reply to the person who asked for it. */
  'call.timeout': 'Discord didn’t let me into the voice channel in time. Please try again in a minute.',
  'call.no-sound':
    'I’m connected to the voice channel, but no sound gets through. Please tell the person who runs this bot to allow outgoing UDP.',
  'call.proxy':
    'I can’t connect to Discord’s voice servers, because my proxy doesn’t let me through. Please tell the person who runs this bot.',
  'call.removed': 'Someone removed me from the voice channel.',
  'call.refused': 'Discord refused my connection to the voice channel. Please try again later.',
  'call.discord-away': 'I’ve lost my connection to Discord. Please try again in a minute.',
  'call.ended': 'I’ve left the voice channel.',
  'call.elsewhere': 'I left, because someone asked me to join another voice channel.',
  'call.empty': 'Everyone left the voice channel, so I left too.',
  'call.empty-after-restart': 'I was restarted, and the voice channel was empty when I came back.',
  'call.channel-deleted': 'This call ended, because its channel was deleted.',
  'call.speech-too-long': ({ minutes }: { minutes: number }) =>
    plural(minutes, {
      one: 'That was a minute of speech, which is as much as I can take as one question. I’ll take what you say next as a new question.',
      other: `That was ${number(minutes)} minutes of speech, which is as much as I can take as one question. I’ll take what you say next as a new question.`,
    }),
  'call.speech-too-long-talk': ({ minutes }: { minutes: number }) =>
    plural(minutes, {
      one: 'That was a minute of speech, which is as much as I can take as one question. Press **Talk** to go on.',
      other: `That was ${number(minutes)} minutes of speech, which is as much as I can take as one question. Press **Talk** to go on.`,
    }),
  'call.words-missing':
    'Three times within an hour, Google didn’t tell me what someone said. I couldn’t know whether it was meant for me, so I kept my answers to myself. If that goes on, use `/join` and set `listen` to `everyone`, or to `button`, so that you press **Talk** before you speak.',

  'consent.unheard':
    'I won’t listen to you in any voice channel on this server until you press **Listen to me again**.',
  'consent.heard': 'I’ll listen to you again in this server’s voice channels.',
  'consent.unheard-unstored':
    'I’ve stopped listening to you, but I can’t reach my storage, so I’ll only remember that until I’m restarted. Please press the button again in a few minutes.',
  'consent.heard-unstored':
    'I’m listening to you again, but I can’t reach my storage, so I’ll only remember that until I’m restarted. Please press the button again in a few minutes.',

  'talk.go-ahead': 'Go ahead. I’m listening until you stop speaking.',
  'talk.join-first': ({ voice }: Voice) => `I can only hear you in ${formatChannel(voice)}. Please join it first.`,
  'talk.not-needed': 'The way I listen has changed, so you don’t need this button any more.',
  'talk.not-for-you':
    'On this server, only some roles may use **Talk**, and you have none of them. Please ask a moderator.',
  'talk.unheard':
    'I’m not listening to you in this call. If you pressed **Don’t listen to me** before, press **Listen to me again** first.',
};
