import { soundLengths } from './context-window.ts';
import { MIME_TYPE, soundMs } from './model-sound.ts';
import type { Content, FunctionCall, FunctionResponse } from './wire.ts';

/** How a session remembers sound without words. */
const SOUND: Content = { role: 'model', parts: [{ inlineData: { mimeType: MIME_TYPE } }] };

/** What was sent of an answer. The server remembers it whether it was played or not. */
export class SentAnswer {
  /** All of its words. */
  text = '';
  /** How long all of its sound lasts, in milliseconds. */
  soundMs = 0;
  /** When its sound ends, in milliseconds of the clock, if the client plays it without a break as soon as it comes. */
  playsUntil = 0;
  /** What was searched for on the web. */
  readonly queries: string[] = [];
  #contents: Content[] = [];
  #isTaken = false;

  words(text: string): void {
    if (!text) return;
    this.text += text;
    const last = this.#contents.at(-1)?.parts?.at(-1);
    if (last?.text !== undefined) last.text += text;
    else this.#contents.push({ role: 'model', parts: [{ text }] });
  }

  /** Adds base64 of the model's PCM that is sent at `now`. */
  sound(base64: string, now: number): void {
    const ms = soundMs(base64);
    if (ms === 0) return;
    this.soundMs += ms;
    this.playsUntil = Math.max(this.playsUntil, now) + ms;
  }

  searched(queries: readonly string[]): void {
    this.queries.push(...queries);
  }

  calls(calls: FunctionCall[]): void {
    this.#contents.push({ role: 'model', parts: calls.map((functionCall) => ({ functionCall })) });
  }

  answers(responses: FunctionResponse[]): void {
    this.#contents.push({ role: 'user', parts: responses.map((functionResponse) => ({ functionResponse })) });
  }

  /** Returns it once, as contents for the session's memory. `asSound`: its sound takes room there, and its words don't. */
  take(asSound: boolean): Content[] {
    const contents = this.#contents.splice(0);
    if (this.soundMs === 0 || this.#isTaken) return contents;
    this.#isTaken = true;
    const spoken = contents.filter(({ parts = [] }) => parts.some(({ text }) => text !== undefined));
    if (spoken.length === 0) {
      const silent = structuredClone(SOUND);
      contents.push(silent);
      spoken.push(silent);
    }
    if (asSound)
      for (const [index, content] of spoken.entries()) soundLengths.set(content, index === 0 ? this.soundMs : 0);
    return contents;
  }
}
