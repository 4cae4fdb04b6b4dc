import type { Say } from '../text/languages.ts';
import type { Text } from '../text/text.ts';
import type { CallView, Hindrance, LineCode, ListenMode } from './contract.ts';

/**
 * What a call says of itself: the notice in a channel, the answer to the person who asked for it, and the line under the voice
 * channel's name. It follows from the call's state alone, so it's true after each change.
 */

/** A message of whole sentences: those that follow one another, and those that stand below, each as small print. */
export type Announcement = { says: readonly Text[]; small: readonly Text[] };

/** An announcement as a message of Discord's: small print stands in lines of its own. */
export const renderAnnouncement = ({ says, small }: Announcement, say: Say): string =>
  [say(says), ...small.map((text) => `-# ${say(text)}`)].join('\n');

/** Why nobody can hear it. */
const UNHEARD = {
  muted: { code: 'panel.muted' },
  suppressed: { code: 'panel.audience' },
  asked: { code: 'panel.asked-to-speak' },
} as const satisfies Record<Exclude<Hindrance, 'deafened'>, Text>;

const unheardOf = ({ speaks }: CallView): readonly Text[] => (speaks === 'aloud' ? [] : [UNHEARD[speaks]]);

/** What happens to what people say, where they are heard now (`sent`) or will be. */
const privacyOf = ({ place, conversationId }: CallView, sent: 'sent' | 'sent-talk' | 'sent-later'): readonly Text[] => [
  { code: `privacy.${sent}` as const },
  { code: place === conversationId ? 'privacy.kept-here' : 'privacy.kept-elsewhere' },
];

/** The message that says that there is a call. Whoever reads it has been told what it says; see {@link isAnnounced}. */
export const composePanel = (view: CallView): Announcement => ({
  says: explainListening(view),
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
  if (listen === 'button') return [{ code: 'panel.talk', voice }, ...privacyOf(view, 'sent-talk')];
  return [
    { code: 'panel.listening', voice },
    ...privacyOf(view, 'sent'),
    { code: ANSWERS[listen][speaks === 'aloud' ? 'aloud' : 'mute'] },
  ];
};

const ANSWERS = {
  everyone: { aloud: 'panel.answers-all-aloud', mute: 'panel.answers-all' },
  addressed: { aloud: 'panel.answers-name-aloud', mute: 'panel.answers-name' },
} as const;

/** What the person reads who asked for a call or changed it. No two of its sentences contradict each other. */
export const composeWelcome = (view: CallView): Announcement => {
  const { place, conversationId, captions } = view;
  const elsewhere = captions === 'off' ? 'join.notice-elsewhere' : 'join.writing-elsewhere';
  return {
    says: [...describeArrival(view), { code: chooseCaptionText(view) }],
    small: [...unheardOf(view), ...(place === conversationId ? [] : [{ code: elsewhere, place } as const])],
  };
};

const ARRIVAL = { on: 'join.arrived', joining: 'panel.joining', mending: 'join.reconnecting' } as const;

const describeArrival = ({ channelId: voice, place, listen, hears, speaks, state }: CallView): readonly Text[] => {
  const there = { code: ARRIVAL[state], voice } as const;
  if (listen === 'off') return [there, { code: speaks === 'aloud' ? 'join.reads-aloud' : 'join.silent' }];
  switch (hears.is) {
    case 'unannounced':
      return [there, hears.why];
    case 'deafened':
      return [there, { code: 'panel.deafened' }];
    case 'nobody':
      return [there, { code: 'join.nobody', place }, { code: `join.${listen}-later` as const }];
    case 'people':
      return [there, { code: state === 'on' ? (`join.${listen}` as const) : (`join.${listen}-later` as const) }];
  }
};

const chooseCaptionText = ({ captions, listen, hears, state }: CallView) => {
  if (captions === 'off') return 'join.writes-nothing';
  if (captions === 'answers' || listen === 'off') return 'join.writes-answers';
  return hears.is === 'people' && state === 'on' ? 'join.writes-all' : 'join.writes-all-later';
};

/** How many people a way of listening reaches, against others. */
const REACH: Record<ListenMode, number> = { off: 0, button: 1, addressed: 2, everyone: 2 };

/** Whether people who can read the message of `told` know that a call listens there in this way. */
export const isAnnounced = (
  told: CallView,
  { channelId, listen, hears }: Pick<CallView, 'channelId' | 'listen' | 'hears'>,
): boolean => told.channelId === channelId && isHearing(told.hears, hears) && REACH[told.listen] >= REACH[listen];

/** Whether what was told of whom is heard does not say less than what is so. */
const isHearing = (told: CallView['hears'], now: CallView['hears']): boolean =>
  told.is === 'people' || (told.is === 'nobody' && now.is !== 'people');

/** The line under the voice channel's name, by its code; nothing while Parley is not there. */
export const chooseStatus = ({ listen, hears, state }: CallView): LineCode | undefined => {
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
      return listen === 'button' ? 'line.talk' : 'line.listening';
  }
};

/** What stands under an answer that nobody could hear, or whose rest nobody could hear. */
export const composeUnheardMark = (speaks: Exclude<CallView['speaks'], 'aloud'>, what: 'all' | 'the rest'): Text => {
  if (speaks === 'muted') return { code: what === 'all' ? 'answer.unheard-muted' : 'answer.unheard-muted-rest' };
  return { code: what === 'all' ? 'answer.unheard-audience' : 'answer.unheard-audience-rest' };
};
