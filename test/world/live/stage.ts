import type { Clock } from '../../../src/clock.ts';
import type { ServerFrame } from './wire.ts';

/** Where a turn plays: its connection, and how the model and the world want it to be played. */
export type Stage = {
  clock: Clock;
  send(frame: ServerFrame): void;
  close(code: number, reason: string): void;
  drop(): void;
  /** TEXT, or sound with or without transcript. */
  modality: 'text' | 'sound' | 'transcribed sound';
  /** Whether there is any sound in it. */
  sounding: boolean;
  bundle: boolean;
  /** Whether `turnComplete` waits until the sound would have been played. */
  playback: boolean;
  /** Whether the model reports the state of its work with `turnComplete`. */
  status: boolean;
};
