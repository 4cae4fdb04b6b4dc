import type { Content, Session } from '@google/genai';
import type { Model } from './models.ts';

/** Something that is said on a connection: it sends its frames through the SDK. */
export type Words = (session: Session) => void;

/** One earlier turn, as it is told to a session that does not know it. */
export type Said = { asked: string; answered: string };

/** The rate of the sound that is sent, in Hz. Google resamples other rates; Opus decodes straight to this one. */
const RATE = 16_000;

const spoken = (role: 'user' | 'model', text: string): Content => ({ role, parts: [{ text }] });

/** A typed question. It asks for an answer. */
export const typed =
  (text: string, model: Model): Words =>
  (session) =>
    model.typed === 'content'
      ? session.sendClientContent({ turns: [spoken('user', text)], turnComplete: true })
      : session.sendRealtimeInput({ text });

/** Earlier turns. They ask for no answer: only an announced history is closed with `turnComplete`. */
export const told =
  (said: readonly Said[], model: Model): Words =>
  (session) => {
    const turns = said.flatMap(({ asked, answered }) => [spoken('user', asked), spoken('model', answered)]);
    if (turns.length > 0) session.sendClientContent({ turns, turnComplete: model.seed === 'history' });
  };

/** A piece of somebody's speech: signed 16-bit little-endian PCM, 16 kHz, mono. */
export const heard =
  (pcm: Buffer): Words =>
  (session) =>
    session.sendRealtimeInput({ audio: { data: pcm.toString('base64'), mimeType: `audio/pcm;rate=${RATE}` } });

/** The beginning or the end of somebody's speech, where we and not Google decide what it is. */
export const activity =
  (edge: 'start' | 'end'): Words =>
  (session) =>
    session.sendRealtimeInput(edge === 'start' ? { activityStart: {} } : { activityEnd: {} });

/** What tools have found, each under the id of its call; the model waits until every call has its result. */
export const results =
  (responses: { id: string; name: string; response: Record<string, unknown> }[]): Words =>
  (session) =>
    session.sendToolResponse({ functionResponses: responses });
