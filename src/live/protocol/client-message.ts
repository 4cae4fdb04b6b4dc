import type { Content, FunctionCall, Session } from '@google/genai/web';
import type { Model } from './models.ts';

/** Something that is said at once: it sends its frames through the SDK. */
export type ClientMessage = (session: Session) => void;

/** What those who speak for a while tell the line while they do. */
export type SpeechProgress = {
  /**
   * Somebody begins to speak, or goes on after `onEnd`. Whatever answer still comes until `onEnd` is to something that
   * was said before.
   */
  onBegin(): void;
  /** They are done: from now on an answer may come. */
  onEnd(): void;
  /** They still speak, where the server decides when they are done. */
  goesOn(): void;
  /** Bytes that were said and still wait for the way to Google to take them. */
  countWaiting(): number;
  /** Aborts when the exchange is over, whichever way. */
  over: AbortSignal;
};

/** Something that is said for as long as it takes; a phrase is words, too. */
export type ClientMessages = (session: Session, saying: SpeechProgress) => void;

/** One earlier turn, as it is told to a session that does not know it. */
export type PastTurn = { asked: string; answered: string };

/** Stands for an answer of which nobody heard a word: an empty part is refused. */
const NOTHING = '(nothing was heard of the answer)';

/** The rate of the sound that is sent, in Hz. Google resamples other rates; Opus decodes straight to this one. */
const RATE = 16_000;

const toContent = (role: 'user' | 'model', text: string): Content => ({ role, parts: [{ text }] });

/** A typed question. It asks for an answer. */
export const sendText =
  (text: string, model: Model): ClientMessage =>
  (session) =>
    model.typed === 'content'
      ? session.sendClientContent({ turns: [toContent('user', text)], turnComplete: true })
      : session.sendRealtimeInput({ text });

/** Earlier turns. They ask for no answer: only an announced history is closed with `turnComplete`. */
export const sendHistory =
  (said: readonly PastTurn[], model: Model): ClientMessage =>
  (session) => {
    const turns = said.flatMap(({ asked, answered }) => [
      toContent('user', asked),
      toContent('model', answered || NOTHING),
    ]);
    if (turns.length > 0) session.sendClientContent({ turns, turnComplete: model.seed === 'history' });
  };

/** A piece of somebody's speech: signed 16-bit little-endian PCM, 16 kHz, mono. */
export const sendAudio =
  (pcm: Buffer): ClientMessage =>
  (session) =>
    session.sendRealtimeInput({ audio: { data: pcm.toString('base64'), mimeType: `audio/pcm;rate=${RATE}` } });

/** The beginning or the end of somebody's speech, where we and not Google decide what it is. */
export const sendActivity =
  (edge: 'start' | 'end'): ClientMessage =>
  (session) =>
    session.sendRealtimeInput(edge === 'start' ? { activityStart: {} } : { activityEnd: {} });

/** Who speaks next. It asks for no answer, and cuts an answer that still comes. */
export const sendSpeaker =
  (text: string): ClientMessage =>
  (session) =>
    session.sendClientContent({ turns: [toContent('user', text)], turnComplete: false });

/** Ends an answer that nobody wants to hear any more: content that asks for nothing interrupts (field reports). */
export const sendSilenceRequest = sendSpeaker('(You were asked to be silent.)');

/** The end of a stream of sound, where Google decides when somebody speaks. */
export const sendStreamEnd: ClientMessage = (session) => session.sendRealtimeInput({ audioStreamEnd: true });

/** What tools have found, each under the id of its call; the model waits until every call has its result. */
export const sendToolResults =
  (responses: { id: string; name: string; response: Record<string, unknown> }[]): ClientMessage =>
  (session) => {
    if (responses.length > 0) session.sendToolResponse({ functionResponses: responses });
  };

/**
 * The result of calls of functions that nobody has declared, which models make up: without it they would wait in silence.
 * A call without an id cannot have one, for Google closes the connection over a result that has none.
 */
export const sendUnknownTools = (calls: readonly FunctionCall[]): ClientMessage =>
  sendToolResults(
    calls.flatMap(({ id, name = '' }) => (id ? [{ id, name, response: { error: 'There is no such function.' } }] : [])),
  );
