import { isDeepStrictEqual } from 'node:util';
import type { Say } from '../text/languages.ts';
import type { Text } from '../text/text.ts';
import type { CallView, Hindrance, LineCode, ListenMode } from './contract.ts';
import { toNamedPair } from './interpreter/interpreted-pair.ts';

/**
 * What a call says about itself: in the notice, in the answer to the person who asked for it, and in the line under the
 * voice channel's name. All of it is computed from the call's state alone, so it's true after each change.
 */

/** A message: sentences that form its paragraph, and sentences that stand below it in small print, one per line. */
export type Announcement = { says: readonly Text[]; small: readonly Text[] };

/** Renders an announcement as a Discord message. */
export const renderAnnouncement = ({ says, small }: Announcement, say: Say): string =>
  [say(says), ...small.map((text) => `-# ${say(text)}`)].join('\n');

/** Why nobody can hear Parley. */
const UNHEARD = {
  muted: { code: 'panel.muted' },
  suppressed: { code: 'panel.audience' },
  asked: { code: 'panel.asked-to-speak' },
} as const satisfies Record<Exclude<Hindrance, 'deafened'>, Text>;

const unheardOf = ({ speaks }: CallView): readonly Text[] => (speaks === 'aloud' ? [] : [UNHEARD[speaks]]);

/** What happens to what people say: now (`sent`), when they press Talk (`sent-talk`), or later (`sent-later`). */
const privacyOf = (
  { noticeIn, conversationId, consent, days }: CallView,
  sent: 'sent' | 'sent-talk' | 'sent-later',
): readonly Text[] => [
  ...(consent === 'opt-in'
    ? [{ code: 'panel.opt-in' } as const, { code: `privacy.${sent}-agreed` as const }]
    : [{ code: `privacy.${sent}` as const }]),
  { code: noticeIn === conversationId ? 'privacy.kept-here' : 'privacy.kept-elsewhere', days },
];

/** What happens to what people write in the chat without calling Parley, if that is looked at. */
const chatOf = ({ chat, consent, conversationId: channel }: CallView): readonly Text[] =>
  chat === 'mentions' ? [] : [{ code: consent === 'opt-in' ? 'privacy.chat-agreed' : 'privacy.chat', channel }];

/** The message that says that there's a call. Whether it covers a later state of the call, {@link isAnnounced} tells. */
export const composePanel = (view: CallView): Announcement => ({
  says: [...explainListening(view), ...chatOf(view)],
  small: unheardOf(view),
});

const explainListening = (view: CallView): readonly Text[] => {
  const { channelId: voice, listen, hears, speaks, state } = view;
  const isDeaf = hears.is === 'deafened';
  if (state === 'joining') {
    if (listen === 'off') return [{ code: 'panel.joining', voice }];
    if (isDeaf) return [{ code: 'panel.joining', voice }, { code: 'panel.deafened' }];
    return [{ code: 'panel.joining-to-listen', voice }, ...privacyOf(view, listen === 'button' ? 'sent-talk' : 'sent')];
  }
  if (state === 'mending') {
    if (listen === 'off') return [{ code: 'panel.reconnecting-quietly', voice }];
    if (isDeaf) return [{ code: 'panel.reconnecting-quietly', voice }, { code: 'panel.deafened' }];
    return [{ code: 'panel.reconnecting', voice }, ...privacyOf(view, 'sent-later')];
  }
  if (listen === 'off') return [{ code: speaks === 'aloud' ? 'panel.reads-aloud' : 'panel.silent', voice }];
  if (isDeaf) return [{ code: 'panel.deaf', voice }];
  if (hears.is === 'nobody') return [{ code: 'panel.nobody', voice }, ...privacyOf(view, 'sent-later')];
  if (view.interpreting) return explainInterpreting(view, view.interpreting);
  if (listen === 'button') return [{ code: 'panel.talk', voice }, ...privacyOf(view, 'sent-talk')];
  return [
    { code: 'panel.listening', voice },
    { code: ANSWERS[listen][speaks === 'aloud' ? 'aloud' : 'mute'] },
    ...privacyOf(view, 'sent'),
  ];
};

/** What is interpreted is kept by nobody but the channel, which has the translations. */
const explainInterpreting = (
  { channelId: voice, hears, consent, speaks }: CallView,
  pair: NonNullable<CallView['interpreting']>,
): readonly Text[] => {
  if (hears.is === 'unannounced') return [{ code: 'join.arrived', voice }, hears.why];
  return [
    { code: 'panel.interpreting', voice, ...toNamedPair(pair) },
    { code: pair.aloud && speaks === 'aloud' ? 'panel.interprets-aloud' : 'panel.interprets' },
    ...(consent === 'opt-in'
      ? [{ code: 'panel.opt-in' } as const, { code: 'privacy.interpreted-agreed' } as const]
      : [{ code: 'privacy.interpreted' } as const]),
  ];
};

const ANSWERS = {
  everyone: { aloud: 'panel.answers-all-aloud', mute: 'panel.answers-all' },
  addressed: { aloud: 'panel.answers-name-aloud', mute: 'panel.answers-name' },
} as const;

/** The answer to the person who started a call or changed it. */
export const composeWelcome = (view: CallView): Announcement => {
  const { noticeIn, conversationId, captions } = view;
  const elsewhere = captions === 'off' ? 'join.notice-elsewhere' : 'join.writing-elsewhere';
  const written: Text = { code: chooseCaptionText(view) };
  return {
    says: [...describeArrival(view), ...(view.interpreting ? [] : [written])],
    small: [
      ...unheardOf(view),
      ...(noticeIn === conversationId ? [] : [{ code: elsewhere, channel: noticeIn } as const]),
    ],
  };
};

const ARRIVAL = { on: 'join.arrived', joining: 'panel.joining', mending: 'join.reconnecting' } as const;

const describeArrival = (view: CallView): readonly Text[] => {
  const { channelId: voice, noticeIn, listen, hears, speaks, state, interpreting } = view;
  const there = { code: ARRIVAL[state], voice } as const;
  if (listen === 'off') return [there, { code: speaks === 'aloud' ? 'join.reads-aloud' : 'join.silent' }];
  switch (hears.is) {
    case 'unannounced':
      return [there, hears.why];
    case 'deafened':
      return [there, { code: 'panel.deafened' }];
    case 'nobody':
      if (interpreting) return [there, { code: 'join.nobody', channel: noticeIn }];
      return [there, { code: 'join.nobody', channel: noticeIn }, { code: `join.${listen}-later` as const }];
    case 'people':
      if (interpreting) return [there, { code: 'join.interpreting', ...toNamedPair(interpreting) }];
      return [there, { code: state === 'on' ? (`join.${listen}` as const) : (`join.${listen}-later` as const) }];
  }
};

const chooseCaptionText = ({ captions, listen, hears, state }: CallView) => {
  if (captions === 'off') return 'join.writes-nothing';
  if (captions === 'answers' || listen === 'off') return 'join.writes-answers';
  if (hears.is !== 'people' || state !== 'on') return 'join.writes-all-later';
  return listen === 'addressed' ? 'join.writes-all-addressed' : 'join.writes-all';
};

/** How much a mode listens, compared with the others. */
const REACH: Record<ListenMode, number> = { off: 0, button: 1, addressed: 2, everyone: 2 };

/** What a message has to say of a call so that people may be heard in it. */
export type AnnouncedView = Pick<CallView, 'channelId' | 'listen' | 'hears' | 'consent' | 'days' | 'interpreting'>;

/** Whether a message that was made from `told` also covers a call that listens in this channel and in this way. */
export const isAnnounced = (told: CallView, now: AnnouncedView): boolean => {
  const { channelId, listen, hears, consent, days, interpreting } = now;
  return (
    told.channelId === channelId &&
    isDeepStrictEqual(told.interpreting, interpreting) &&
    isHearing(told.hears, hears) &&
    REACH[told.listen] >= REACH[listen] &&
    (told.consent === 'notice' || consent === 'opt-in') &&
    told.days >= days
  );
};

/** Whether a message that was made from `told` also says that the chat is looked at. */
export const isChatAnnounced = (told: CallView, { channelId, conversationId, consent }: CallView): boolean =>
  told.chat === 'addressed' &&
  told.channelId === channelId &&
  told.conversationId === conversationId &&
  (told.consent === 'notice' || consent === 'opt-in');

/** Whether a message doesn't understate who is heard. */
const isHearing = (told: CallView['hears'], now: CallView['hears']): boolean =>
  told.is === 'people' || now.is === 'unannounced' || (told.is === 'nobody' && now.is !== 'people');

/** The line under the voice channel's name. Undefined while Parley isn't there yet. */
export const chooseStatus = ({ listen, hears, state, interpreting }: CallView): LineCode | undefined => {
  if (state === 'joining') return undefined;
  if (listen === 'off') return 'line.reads-aloud';
  if (state === 'mending') return 'line.reconnecting';
  switch (hears.is) {
    case 'deafened':
      return 'line.deaf';
    case 'unannounced':
      return 'line.unannounced';
    case 'nobody':
      return 'line.nobody';
    case 'people':
      if (interpreting) return 'line.interpreting';
      return listen === 'button' ? 'line.talk' : 'line.listening';
  }
};

/** The mark under an answer that people couldn't hear, or couldn't hear to its end. */
export const composeUnheardMark = (speaks: Exclude<CallView['speaks'], 'aloud'>, what: 'all' | 'the rest'): Text => {
  if (speaks === 'muted') return { code: what === 'all' ? 'answer.unheard-muted' : 'answer.unheard-muted-rest' };
  return { code: what === 'all' ? 'answer.unheard-audience' : 'answer.unheard-audience-rest' };
};
