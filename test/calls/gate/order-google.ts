import assert from 'node:assert/strict';
import type { Session } from '@google/genai/web';
import { countBytes, EAR_RATE } from '../../../src/audio/pcm.ts';
import type { Clock } from '../../../src/base/clock.ts';
import type { LiveSession } from '../../../src/conversation/turns/live-session.ts';
import type { Turn } from '../../../src/conversation/turns/turn.ts';
import { Generation } from '../../../src/live/connection/generation.ts';
import { GenerationOrder } from '../../../src/live/connection/generation-order.ts';
import { AnswerIntake } from '../../../src/live/protocol/answer-intake.ts';
import { Interruption } from '../../../src/live/protocol/interruption.ts';
import { findModel } from '../../../src/live/protocol/models.ts';
import type { AnswerOutcome } from '../../../src/live/session/session.ts';
import type { LiveSpeech } from '../../../src/live/session/speech.ts';

/** Bytes of a piece of sound: 200 ms. */
export const PIECE = countBytes(200, EAR_RATE);

/**
 * A piece of what somebody says: who, in which utterance, whether it's meant for Parley, which piece it is of all, and whether
 * words begin in it.
 */
export type Piece = { person: string; utterance: number; meant: boolean; number: number; isFirst: boolean };

/** What the model was told for one turn, how many pieces of it are transcribed, and when it ended, in milliseconds. */
export type ToldTurn = { turn: Turn; told: Piece[]; transcribed: number; endedAt: number };

/** How late transcripts come, in milliseconds after the end. Of later ones nothing can be known. */
const LATEST = 5_000;

/** A second of an answer's sound. */
const SOUND = Buffer.alloc(960, 1).toString('base64');

/** Google's end of one connection, which answers and transcribes what it's told when a test says so. */
export class OrderGoogle implements LiveSession<number | undefined> {
  readonly connected = true;
  readonly needed = true;
  /** What it was told, in order. */
  readonly turns: ToldTurn[] = [];
  readonly #clock: Clock;
  readonly #pieces: readonly Piece[];
  readonly #order: GenerationOrder;

  /** `pieces` are all that is said, by their numbers, with which their sound begins. */
  constructor(clock: Clock, pieces: readonly Piece[]) {
    this.#clock = clock;
    this.#pieces = pieces;
    this.#order = new GenerationOrder(findModel('gemini-3.8-live'), clock, { take() {}, interrupt() {} });
  }

  async hear(speech: LiveSpeech, _: unknown, __: unknown, turn: Turn, signal: AbortSignal): Promise<AnswerOutcome> {
    const generation = new Generation(new AnswerIntake(turn, this.#clock), this.#clock);
    const said: ToldTurn = { turn, told: [], transcribed: 0, endedAt: Number.POSITIVE_INFINITY };
    const over = new AbortController();
    const abort = () => {
      if (!(signal.reason instanceof Interruption)) return generation.giveUp(signal.reason);
      over.abort(signal.reason);
      this.#order.interrupt();
    };
    signal.addEventListener('abort', abort, { once: true });
    this.turns.push(said);
    turn.source.ask('live', 'gemini-3.8-live');
    this.#order.begin(generation);
    try {
      speech.words(undefined, 'ours')(this.#listen(said), {
        onBegin: () => this.#order.noteSpeech(generation),
        onEnd: () => generation.noteAsked(),
        onSound: (ms) => this.#order.noteSound(generation, ms),
        countWaiting: () => 0,
        over: over.signal,
      });
      const outcome = await generation.outcome;
      assert.ok(outcome.is !== 'lost');
      return outcome;
    } finally {
      over.abort('the generation is over');
      this.#order.end(generation);
      said.endedAt = this.#clock.now();
    }
  }

  /** It transcribes all that it was told for a turn and hasn't transcribed yet. */
  transcribe(said: ToldTurn): void {
    if (this.#clock.now() - said.endedAt > LATEST) return;
    const words = said.told.slice(said.transcribed).flatMap(sayWords).join('');
    said.transcribed = said.told.length;
    if (words !== '') this.#order.takeTranscript(words);
  }

  /** It says something of an answer, if there's something to answer. */
  say(): void {
    const parts = [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data: SOUND } }];
    this.#order.write({ serverContent: { modelTurn: { parts } } });
  }

  /** Its answer is complete. */
  complete(): void {
    this.#order.conclude({ serverContent: { turnComplete: true } });
  }

  async ask(): Promise<AnswerOutcome> {
    throw new Error('nothing is typed');
  }

  async close(): Promise<void> {}
  async forget(): Promise<void> {}
  abandon(): void {}

  /** What the SDK would send is taken note of. */
  #listen({ told }: ToldTurn): Session {
    const sendRealtimeInput = ({ audio }: { audio?: { data?: string } }) => {
      const pcm = Buffer.from(audio?.data ?? '', 'base64');
      for (let at = 0; at < pcm.length; at += PIECE) told.push(findPiece(this.#pieces, pcm, at));
    };
    return { sendRealtimeInput, sendClientContent() {} } as unknown as Session;
  }
}

/** The piece whose sound begins there. */
export const findPiece = (pieces: readonly Piece[], pcm: Buffer, at: number): Piece => {
  const piece = pieces[pcm.readUInt32LE(at)];
  assert.ok(piece);
  return piece;
};

/** What is said in a piece, and the two after it: its number tells who says it. */
const sayWords = ({ isFirst, meant, number }: Piece): string[] => {
  if (!isFirst) return [];
  return [meant ? `Parley, hi ${number}. ` : `I think so ${number}. `];
};

/** The numbers in words that were understood. */
export const listNumbers = (words: string): number[] => [...words.matchAll(/\d+/g)].map(([digits]) => Number(digits));
