import type { Nano } from '../../src/budget/price.ts';
import type { Live } from '../../world/live/live.ts';

/** The first audible packet of an answer: when, by the clock, and to which of the model's questions. */
export type HeardAnswer = { at: number; asked: number };

/** A bot in the call of the evening. */
export type EveningBot = {
  /** A packet of a person comes: a frame of sound, or one of silence, after which no more come. */
  hear(person: number, sound: Buffer | 'silence'): void;
  /** All answers that people heard so far, in order. */
  readonly heard: readonly HeardAnswer[];
  /** What it counts as spent so far; nothing if it doesn't count. */
  readonly counted?: Nano;
  close(): Promise<void>;
};

/** Starts a bot against the world, on whose clock it lives. */
export type StartBot = (live: Live) => Promise<EveningBot>;

/** The people in the call, in the order of their numbers, which begin with 1. */
export const PEOPLE = [
  { id: '1', name: 'Ada', bot: false },
  { id: '2', name: 'Борис', bot: false },
  { id: '3', name: 'サクラ', bot: false },
];
