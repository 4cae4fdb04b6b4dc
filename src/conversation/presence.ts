import type { CallView, Hindrance, Listen } from './calling.ts';

/**
 * What a call says of itself: the message in a channel, and the line under the voice channel's name. Pure, from the call's
 * state alone, so that it is true after each change that it is made anew for.
 */

const GOOGLE = 'What you say there goes to Google’s Gemini, and its words are kept with';
const HERE = `${GOOGLE} this channel’s conversation.`;
const ELSEWHERE = `${GOOGLE} the conversation of a channel that not everybody here can read.`;

/** What is heard in a call that can hear, by how it listens. */
const HEARD: Record<Listen, (voice: string, google: string) => string> = {
  everyone: (voice, google) => `🎙️ I am listening in ${voice}. ${google} I answer aloud whatever is said.`,
  addressed: (voice, google) => `🎙️ I am listening in ${voice}. ${google} I answer aloud when I am called by my name.`,
  button: (voice, google) => `🎙️ I am in ${voice} and listen to whoever presses **Talk**, once each time. ${google}`,
  off: (voice) => `🔊 I am in ${voice} and read my answers aloud. I listen to nobody.`,
};

/** Why nobody can hear it. */
const UNHEARD: Record<Exclude<Hindrance, 'deafened'>, string> = {
  muted: 'I was muted here, so I cannot be heard.',
  suppressed: 'I was made a listener here, so I cannot be heard.',
  asked: 'I have asked to speak on this stage; a moderator has to allow it.',
};

/** The message that says that there is a call. Whoever reads it has been told what it says; see {@link announced}. */
export const panelOf = (view: CallView): string => {
  const { speaks } = view;
  return speaks === 'aloud' ? listened(view) : `${listened(view)}\n-# ${UNHEARD[speaks]}`;
};

const listened = ({ channelId, conversationId, place, listen, hears, state }: CallView): string => {
  const voice = `<#${channelId}>`;
  const google = place === conversationId ? HERE : ELSEWHERE;
  if (state === 'joining')
    return `I am on my way into ${voice}.${listen === 'off' ? '' : ` I will listen there. ${google}`}`;
  if (state === 'mending') {
    const broken = `My connection to ${voice} broke. I am mending it.`;
    return listen === 'off' ? broken : `I hear nobody in ${voice} until my connection is back. ${google}\n-# ${broken}`;
  }
  if (listen === 'off') return HEARD.off(voice, google);
  if (hears.is === 'deafened') return `🔇 I am in ${voice}, but I was deafened here, so I cannot hear anybody.`;
  if (hears.is === 'nobody') return `🎙️ I am in ${voice}, and nobody is there whom I may hear. ${google}`;
  return HEARD[listen](voice, google);
};

/** How many people a way of listening reaches, against others. */
const REACH: Record<Listen, number> = { off: 0, button: 1, addressed: 2, everyone: 2 };

/** Whether people who can read the message of `told` know that a call listens there in this way. */
export const announced = (
  told: CallView,
  { channelId, listen, hears }: Pick<CallView, 'channelId' | 'listen' | 'hears'>,
): boolean => told.channelId === channelId && isHearing(told.hears, hears) && REACH[told.listen] >= REACH[listen];

/** Whether what was told of whom is heard does not say less than what is so. */
const isHearing = (told: CallView['hears'], now: CallView['hears']): boolean =>
  told.is === 'people' || (told.is === 'nobody' && now.is !== 'people');

/** The line under the voice channel's name; nothing while Parley is not there. */
export const statusOf = ({ listen, hears, state }: CallView): string | undefined => {
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
export const unheardMark = (speaks: Exclude<CallView['speaks'], 'aloud'>, what: 'all' | 'the rest'): string =>
  `-# Nobody heard ${what === 'all' ? 'this' : 'the rest of this'}: I was ${speaks === 'muted' ? 'muted' : 'not let speak'}.`;
