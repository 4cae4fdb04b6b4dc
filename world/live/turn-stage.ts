import type { Clock } from '../../src/base/clock.ts';
import type { LocalConnection } from './connection.ts';
import type { LiveWorld } from './live-world.ts';
import type { LocalModel } from './local-models.ts';
import type { ServerFrame, SetupMessage } from './wire.ts';

/** Where a turn plays: its connection, and how the model and the world play it. */
export type Stage = {
  clock: Clock;
  send(frame: ServerFrame): void;
  close(code: number, reason: string): void;
  drop(): void;
  /** How it answers: in text, or in sound with or without a transcript. */
  modality: 'text' | 'sound' | 'transcribed sound';
  /** Whether it has any sound. */
  sounding: boolean;
  bundle: boolean;
  /** Whether `turnComplete` waits until the sound would have been played. */
  playback: boolean;
  /** How long the model thinks before each answer, in milliseconds. */
  thinkMs: number;
  /** Whether an interruption is reported before anything was said; see `Rules`. */
  tellsUnbegun: boolean;
  /** Whether counts come in between and after the end, too; see `Rules`. */
  countsOften: boolean;
  /** Whether it stays silent once a BLOCKING function has its result. */
  wedges: boolean;
  /** Whether it's a stream without turns: nothing is ever said to be complete. */
  endless: boolean;
  /** Whether the model sends its `interactionStatus` with `turnComplete`. */
  status: boolean;
};

/** Makes the stage of a turn that begins now. */
export function stageOf(
  world: LiveWorld,
  connection: LocalConnection,
  { model, setup }: { model: LocalModel; setup: SetupMessage },
): Stage {
  const { clock, playback, thinkMs, sound, bundle = model.bundles } = world;
  const text = setup.generationConfig?.responseModalities?.includes('TEXT');
  const transcribed = model.transcribes === 'always' || setup.outputAudioTranscription !== undefined;
  return {
    clock,
    playback,
    thinkMs,
    bundle,
    sounding: sound,
    tellsUnbegun: world.rules.tellsUnbegun,
    countsOften: world.rules.countsOften,
    wedges: model.wedges,
    endless: model.translates,
    status: model.status,
    modality: text ? 'text' : transcribed ? 'transcribed sound' : 'sound',
    send: (frame) => connection.send(frame),
    close: (code, reason) => connection.close(code, reason),
    drop: () => connection.drop(),
  };
}
