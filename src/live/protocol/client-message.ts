import type { Content, FunctionCall, Session } from '@google/genai/web';
import type { Model } from './models.ts';

/** Something that is said at once: it sends its frames through the SDK. */
export type Phrase = (session: Session) => void;

/** What those who speak for a while tell the line while they do. */
export type Saying = {
  /**
   * Somebody begins to speak, or goes on after `ended`. Whatever answer still comes until `ended` is to something that
   * was said before.
   */
  began(): void;
  /** They are done: from now on an answer may come. */
  ended(): void;
  /** They still speak, where the server decides when they are done. */
  goesOn(): void;
  /** Bytes that were said and still wait for the way to Google to take them. */
  waiting(): number;
  /** Aborts when the exchange is over, whichever way. */
  over: AbortSignal;
};

/** Something that is said for as long as it takes; a phrase is words, too. */
export type Words = (session: Session, saying: Saying) => void;

/** One earlier turn, as it is told to a session that does not know it. */
export type Said = { asked: string; answered: string };

/** Stands for an answer of which nobody heard a word: an empty part is refused. */
const NOTHING = '(nothing was heard of the answer)';

/** The rate of the sound that is sent, in Hz. Google resamples other rates; Opus decodes straight to this one. */
const RATE = 16_000;

const spoken = (role: 'user' | 'model', text: string): Content => ({ role, parts: [{ text }] });

/** A typed question. It asks for an answer. */
export const typed =
  (text: string, model: Model): Phrase =>
  (session) =>
    model.typed === 'content'
      ? session.sendClientContent({ turns: [spoken('user', text)], turnComplete: true })
      : session.sendRealtimeInput({ text });

/** Earlier turns. They ask for no answer: only an announced history is closed with `turnComplete`. */
export const told =
  (said: readonly Said[], model: Model): Phrase =>
  (session) => {
    const turns = said.flatMap(({ asked, answered }) => [spoken('user', asked), spoken('model', answered || NOTHING)]);
    if (turns.length > 0) session.sendClientContent({ turns, turnComplete: model.seed === 'history' });
  };

/** A piece of somebody's speech: signed 16-bit little-endian PCM, 16 kHz, mono. */
export const heard =
  (pcm: Buffer): Phrase =>
  (session) =>
    session.sendRealtimeInput({ audio: { data: pcm.toString('base64'), mimeType: `audio/pcm;rate=${RATE}` } });

/** The beginning or the end of somebody's speech, where we and not Google decide what it is. */
export const activity =
  (edge: 'start' | 'end'): Phrase =>
  (session) =>
    session.sendRealtimeInput(edge === 'start' ? { activityStart: {} } : { activityEnd: {} });

/** Who speaks next. It asks for no answer, and cuts an answer that still comes. */
export const speaker =
  (text: string): Phrase =>
  (session) =>
    session.sendClientContent({ turns: [spoken('user', text)], turnComplete: false });

/** Ends an answer that nobody wants to hear any more: content that asks for nothing interrupts (field reports). */
export const hush = speaker('(You were asked to be silent.)');

/** The end of a stream of sound, where Google decides when somebody speaks. */
export const streamEnd: Phrase = (session) => session.sendRealtimeInput({ audioStreamEnd: true });

/** What tools have found, each under the id of its call; the model waits until every call has its result. */
export const results =
  (responses: { id: string; name: string; response: Record<string, unknown> }[]): Phrase =>
  (session) => {
    if (responses.length > 0) session.sendToolResponse({ functionResponses: responses });
  };

/**
 * The result of calls of functions that nobody has declared, which models make up: without it they would wait in silence.
 * A call without an id cannot have one, for Google closes the connection over a result that has none.
 */
export const unknown = (calls: readonly FunctionCall[]): Phrase =>
  results(
    calls.flatMap(({ id, name = '' }) => (id ? [{ id, name, response: { error: 'There is no such function.' } }] : [])),
  );
