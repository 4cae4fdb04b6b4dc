import type { Content, FunctionResponse, Session } from '@google/genai/web';
import { EAR_RATE } from '../../audio/pcm.ts';
import type { Model } from './models.ts';
import { type QuestionParts, readWords, toQuestionContent } from './question-parts.ts';
import type { ToolResponse } from './tool-call.ts';

/** Something that is said at once, by sending its frames through the SDK. */
export type ClientMessage = (session: Session) => void;

/** What a speaker reports to the connection while speaking. */
export type SpeechProgress = {
  /**
   * The person begins to speak, or goes on after `onEnd`. An answer that still comes before `onEnd` is to something
   * earlier.
   */
  onBegin(): void;
  /** The person is done. From now on an answer may come. */
  onEnd(): void;
  /** So many milliseconds of their sound were sent. */
  onSound(ms: number): void;
  /** Bytes that were said and still wait to be sent to Google. */
  countWaiting(): number;
  /** Aborts when the generation is over, however it ends. */
  over: AbortSignal;
};

/** Something that takes time to say. A `ClientMessage` is one too. */
export type ClientMessages = (session: Session, saying: SpeechProgress) => void;

/** One earlier turn, as a session is told of it. */
export type PastTurn = { asked: string; answered: string };

/** Stands for an answer that nobody heard, because an empty part is refused. */
const NOTHING = '(nothing was heard of the answer)';

const toContent = (role: 'user' | 'model', text: string): Content => ({ role, parts: [{ text }] });

/** A typed question. It asks for an answer. Pictures come only where they're part of the content. */
export const sendQuestion =
  (question: QuestionParts, model: Model): ClientMessage =>
  (session) =>
    model.typed === 'content'
      ? session.sendClientContent({ turns: [toQuestionContent(question)], turnComplete: true })
      : session.sendRealtimeInput({ text: readWords(question) });

/** Earlier turns as contents, two for each. */
export const toHistory = (said: readonly PastTurn[]): Content[] =>
  said.flatMap(({ asked, answered }) => [toContent('user', asked), toContent('model', answered || NOTHING)]);

/** Earlier turns. They ask for no answer: only an announced history is closed with `turnComplete`. */
export const sendHistory =
  (said: readonly PastTurn[], model: Model): ClientMessage =>
  (session) => {
    const turns = toHistory(said);
    if (turns.length > 0) session.sendClientContent({ turns, turnComplete: model.seed === 'history' });
  };

/** A piece of speech: signed 16-bit little-endian PCM, 16 kHz, mono. */
export const sendAudio =
  (pcm: Buffer): ClientMessage =>
  (session) =>
    session.sendRealtimeInput({ audio: { data: pcm.toString('base64'), mimeType: `audio/pcm;rate=${EAR_RATE}` } });

/** A picture, as a frame of video: JPEG. */
export const sendFrame =
  (jpeg: Buffer): ClientMessage =>
  (session) =>
    session.sendRealtimeInput({ video: { data: jpeg.toString('base64'), mimeType: 'image/jpeg' } });

/** The beginning or the end of speech, if we decide that and not Google. */
export const sendActivity =
  (edge: 'start' | 'end'): ClientMessage =>
  (session) =>
    session.sendRealtimeInput(edge === 'start' ? { activityStart: {} } : { activityEnd: {} });

/**
 * What comes before sound: who speaks next, or all that a recording is sent with. It asks for no answer, and cuts off an
 * answer that is still coming.
 */
export const sendLead =
  (lead: QuestionParts): ClientMessage =>
  (session) =>
    session.sendClientContent({ turns: [toQuestionContent(lead)], turnComplete: false });

/** Ends an answer that nobody wants to hear any more. Content that asks for nothing interrupts (field reports). */
export const sendSilenceRequest = sendLead('(You were asked to be silent.)');

/** The end of a stream of sound, if Google decides when someone speaks. */
export const sendStreamEnd: ClientMessage = (session) => session.sendRealtimeInput({ audioStreamEnd: true });

/** The results of calls, each under the id of its call. The model may wait until every call has its result. */
export const sendToolResults =
  (functionResponses: readonly ToolResponse[]): ClientMessage =>
  (session) =>
    // The SDK's type wants its own class, whose fields are these.
    session.sendToolResponse({ functionResponses: [...functionResponses] as FunctionResponse[] });
