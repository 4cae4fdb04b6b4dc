import type { Place } from '../../base/place.ts';

/** What somebody says: its sound so far as 16 kHz PCM, or the words that they typed. */
export type GateInput = { pcm: Uint8Array } | { text: string };

/** What is asked about something that a person says in a call, or types in its chat. */
export type GateQuestion = {
  place: Place;
  /** Who says it: their id, which accounts know them by, and their name. */
  person: { id: string; name: string };
  said: GateInput;
  /** The names of the people who are there and may be heard, and how many there are besides them. */
  present: readonly string[];
  unnamed: number;
  /** What Parley is called there. */
  names: readonly string[];
  /** Who spoke before them, if that's known: a person, or Parley. */
  before: string | undefined;
  /** The last lines of the conversation, oldest first: who, and what they said. */
  lines: readonly string[];
};

/** What a person wants of Parley besides an answer: silence from now on, or only no answer to this. */
export type SilenceWish = 'none' | 'quiet' | 'not-you';

/** What the gate says. Probabilities are from 0 to 1. */
export type GateAnswer = {
  /** How likely it is that Parley is spoken to. */
  addressed: number;
  /** How likely it is that the speaker has finished. */
  finished: number;
  wish: SilenceWish;
};

/** Says whether Parley is spoken to. It knows nothing of calls. */
export type AddressGate = {
  /** Whether it can be asked at the moment. */
  readonly isThere: boolean;
  /** From which probability on Parley is spoken to, and how sure it has to be that it isn't. */
  readonly sure: number;
  /** How long its answer may take, in milliseconds. */
  readonly patience: number;
  /** Resolves to nothing if there's no answer. @throws the signal's reason as soon as that aborts, and nothing else. */
  ask(question: GateQuestion, signal: AbortSignal): Promise<GateAnswer | undefined>;
};
