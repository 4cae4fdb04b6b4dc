import type { Sender } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';
import type { EndpointingSettings } from '../voice/bridge/endpointing.ts';
import type { CallSettings, CaptionMode, ChatMode, ConsentRule, ListenMode } from './contract.ts';

/** A setting in force, and when it came into force, in milliseconds since the epoch; 0 if nobody in the server decided it. */
export type Decision<T> = { value: T; at: number };

/** Whether a person may do something, as far as their roles are concerned. `everyone` needs no roles. */
export type RoleRule = 'everyone' | ((person: Sender) => boolean);

/** What is in force for the calls of a conversation: what its server's owner decided, or else the operator. */
export type CallRules = {
  listen: Decision<ListenMode | 'auto'>;
  captions: Decision<CaptionMode>;
  /** What counts as meant for Parley in the chat, if there's a gate to ask. */
  chat: ChatMode;
  /** How the end of a spoken question is decided. */
  turns: EndpointingSettings;
  /** How long Parley stays in an empty voice channel, in milliseconds. */
  leaveAlone: number;
  /** The names that it listens to besides its own. */
  names: readonly string[];
  /** The languages that are expected to be spoken, as BCP-47 tags. There may be none. */
  languages: readonly string[];
  /** What it says when it enters, or nothing. */
  greeting: string;
  /** Who may interrupt an answer by speaking. */
  mayInterrupt: RoleRule;
  /** Who may use **Talk**. */
  mayTalk: RoleRule;
  /** Whether people may have it interpret. */
  mayInterpret: boolean;
  /** How people consent to being heard. */
  consent: ConsentRule;
  /** For how many days what is said is kept. */
  days: number;
  /** The voice channel that it enters by itself once so many people are in it. */
  autoJoin: { channelId: string; people: number } | undefined;
};

/** Where calls learn what is in force. */
export type CallRuleSource = {
  /** The rules in a place. The same object, as long as nothing there has changed. @throws UserError if they can't be read */
  of(place: Place): Promise<CallRules>;
  /** Calls the listener when something may have changed in a home. Call the result to stop that. */
  on(listener: (home: string) => void): () => void;
};

/** Whether a rule lets this person do what it's about. */
export const isAllowed = (rule: RoleRule, person: Sender): boolean => rule === 'everyone' || rule(person);

/** Notes in people's wishes when they were made, after those that came before. */
export const addWishes = (before: CallSettings, wishes: CallSettings, at: number): CallSettings => {
  const { listen, captions } = wishes;
  return {
    ...before,
    ...(listen && { listen }),
    ...(captions && { captions }),
    at: { ...before.at, ...(listen && { listen: at }), ...(captions && { captions: at }) },
  };
};

/** What holds for a call: of what people wished with a command and what was set, the newer. A tie goes to the wish. */
export const decideSettings = (
  { listen, captions, at }: CallSettings,
  rules: Pick<CallRules, 'listen' | 'captions'>,
): Required<Omit<CallSettings, 'at'>> => ({
  listen: listen !== undefined && (at?.listen ?? 0) >= rules.listen.at ? listen : rules.listen.value,
  captions: captions !== undefined && (at?.captions ?? 0) >= rules.captions.at ? captions : rules.captions.value,
});
