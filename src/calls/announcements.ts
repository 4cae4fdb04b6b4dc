import type { CallView, Hindrance, ListenMode } from './contract.ts';

/**
 * What a call says of itself: the message in a channel, and the line under the voice channel's name. Pure, from the call's
 * state alone, so that it is true after each change that it is made anew for.
 */

const GOOGLE = 'What you say there goes to Google’s Gemini, and a transcript is kept with';
const HERE = `${GOOGLE} this channel’s conversation.`;
const ELSEWHERE = `${GOOGLE} the conversation of a channel that not everybody here can read.`;

/** What becomes of words where nobody's are heard just now. */
const explainPromise = (google: string): string =>
  google.replace('What you say there goes', 'Once I hear somebody, what they say goes');

/** What is heard in a call that can hear, by how it listens; `aloud` is nothing where it cannot be heard. */
const HEARD: Record<ListenMode, (voice: string, google: string, aloud: string) => string> = {
  everyone: (voice, google, aloud) => `🎙️ I am listening in ${voice}. ${google} I answer everything${aloud}.`,
  addressed: (voice, google, aloud) =>
    `🎙️ I am listening in ${voice}. ${google} I answer${aloud} when I am called by my name.`,
  button: (voice, google) => `🎙️ I am in ${voice} and listen to whoever presses **Talk**, once each time. ${google}`,
  off: (voice, _, aloud) =>
    aloud
      ? `🔊 I am in ${voice} and read my answers aloud. I’m not listening.`
      : `🔊 I am in ${voice}. I’m not listening.`,
};

const DEAF = 'I was deafened there, so I cannot hear anybody.';

/** Why nobody can hear it. */
const UNHEARD: Record<Exclude<Hindrance, 'deafened'>, string> = {
  muted: 'I was muted in the call, so I cannot be heard.',
  suppressed: 'I was moved to the audience, so I cannot be heard.',
  asked: 'I have asked to speak on the stage; a moderator has to allow it.',
};

/** The message that says that there is a call. Whoever reads it has been told what it says; see {@link isAnnounced}. */
export const renderPanel = (view: CallView): string => {
  const { speaks } = view;
  return speaks === 'aloud' ? explainListening(view) : `${explainListening(view)}\n-# ${UNHEARD[speaks]}`;
};

const explainListening = ({ channelId, conversationId, place, listen, hears, speaks, state }: CallView): string => {
  const voice = `<#${channelId}>`;
  const google = place === conversationId ? HERE : ELSEWHERE;
  const isDeaf = hears.is === 'deafened';
  if (state === 'joining') {
    if (listen === 'off') return `I am on my way into ${voice}.`;
    return isDeaf
      ? `I am on my way into ${voice}. ${DEAF}`
      : `I am on my way into ${voice}. I will listen there. ${google}`;
  }
  if (state === 'mending') {
    const broken = `My connection to ${voice} broke. I am mending it.`;
    if (listen === 'off') return broken;
    return isDeaf
      ? `${broken} ${DEAF}`
      : `I hear nobody in ${voice} until my connection is back. ${explainPromise(google)}\n-# ${broken}`;
  }
  if (listen !== 'off' && isDeaf) return `🔇 I am in ${voice}. ${DEAF}`;
  if (listen !== 'off' && hears.is === 'nobody')
    return `🎙️ I am in ${voice}, and nobody is there whom I may hear. ${explainPromise(google)}`;
  return HEARD[listen](voice, google, speaks === 'aloud' ? ' aloud' : '');
};

/** How a call listens, to whoever has just chosen it: while it hears people, and as soon as it does. */
const LISTENS: Record<Exclude<ListenMode, 'off'>, { now: string; later: string }> = {
  everyone: {
    now: 'I answer everything that is said there.',
    later: 'Then I’ll answer everything that is said there.',
  },
  addressed: { now: 'I answer when somebody says my name.', later: 'Then I’ll answer when somebody says my name.' },
  button: {
    now: 'Press **Talk**, and I’ll listen until you stop speaking.',
    later: 'Then press **Talk**, and I’ll listen until you stop speaking.',
  },
};

/**
 * What whoever asked for a call, or changed it, is told of it. Each sentence is whole and chosen by the call's state, so that
 * no two of them say different things.
 */
export const renderWelcome = (view: CallView): string => {
  const { place, conversationId, captions, speaks } = view;
  const what = captions === 'off' ? 'the notice is' : 'the notice, and what I write of the call, are';
  return [
    `${arrivalOf(view)} ${explainWriting(view)}`,
    ...(speaks === 'aloud' ? [] : [`-# ${UNHEARD[speaks]}`]),
    ...(place === conversationId
      ? []
      : [`-# Not everybody who may go there can read this channel, so ${what} in the chat of <#${place}>.`]),
  ].join('\n');
};

const arrivalOf = ({ channelId, place, listen, hears, speaks, state }: CallView): string => {
  const voice = `<#${channelId}>`;
  const [on, joining, mending] = [
    `I am in ${voice}.`,
    `I am on my way into ${voice}.`,
    `I am reconnecting to ${voice}.`,
  ];
  const there = { on, joining, mending }[state];
  if (listen === 'off')
    return `${there} ${speaks === 'aloud' ? 'I’m not listening, I only speak.' : 'I’m not listening.'}`;
  const { now, later } = LISTENS[listen];
  switch (hears.is) {
    case 'unannounced':
      return `${there} I listen to nobody yet: ${hears.why}`;
    case 'deafened':
      return `${there} ${DEAF}`;
    case 'nobody':
      return `${there} Nobody is there yet whom I may hear: not who asked me not to, nor who cannot read <#${place}> and its past. ${later}`;
    case 'people':
      return `${there} ${state === 'on' ? now : later}`;
  }
};

const explainWriting = ({ captions, listen, hears, state }: CallView): string => {
  if (captions === 'off') return 'I write nothing down.';
  if (captions === 'answers' || listen === 'off') return 'I write my answers down.';
  const isHearing = hears.is === 'people' && state === 'on';
  return `I write my answers down${isHearing ? ' and what I hear' : ', and what I hear once I hear somebody'}.`;
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

/** The line under the voice channel's name; nothing while Parley is not there. */
export const renderStatus = ({ listen, hears, state }: CallView): string | undefined => {
  if (state === 'joining') return undefined;
  if (listen === 'off') return 'Parley reads its answers aloud';
  if (state === 'mending') return 'Parley hears nobody: its connection broke';
  switch (hears.is) {
    case 'deafened':
      return 'Parley is deafened and hears nobody';
    case 'unannounced':
      return 'Parley hears nobody yet';
    case 'nobody':
      return 'Parley hears nobody who is here now';
    case 'people':
      return listen === 'button' ? 'Parley hears whoever presses Talk' : 'Parley is listening';
  }
};

/** What is written under an answer of which nobody could hear all, or the rest. */
export const renderUnheardMark = (speaks: Exclude<CallView['speaks'], 'aloud'>, what: 'all' | 'the rest'): string =>
  `-# Nobody heard ${what === 'all' ? 'this' : 'the rest of this'}: I was ${speaks === 'muted' ? 'muted' : 'not let speak'}.`;
