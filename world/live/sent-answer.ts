import { MIME_TYPE, soundMs } from './model-sound.ts';
import type { Content, FunctionCall, FunctionResponse } from './wire.ts';

/** Sound without words, as memory has it. */
const SOUND: Content = { role: 'model', parts: [{ inlineData: { mimeType: MIME_TYPE } }] };

/** What was sent of an answer: the server remembers it whether it was played or not. */
export class SentAnswer {
  /** All of its words. */
  text = '';
  /** How long all of its sound lasts. */
  soundMs = 0;
  /** Until when, by the clock, its sound is played if the client plays it without a break from the moment it comes. */
  playsUntil = 0;
  #contents: Content[] = [];

  words(text: string): void {
    if (!text) return;
    this.text += text;
    const last = this.#contents.at(-1)?.parts?.at(-1);
    if (last?.text !== undefined) last.text += text;
    else this.#contents.push({ role: 'model', parts: [{ text }] });
  }

  /** Adds base64 of the model's PCM that is sent now. */
  sound(base64: string, now: number): void {
    const ms = soundMs(base64);
    if (ms === 0) return;
    this.soundMs += ms;
    this.playsUntil = Math.max(this.playsUntil, now) + ms;
  }

  calls(calls: FunctionCall[]): void {
    this.#contents.push({ role: 'model', parts: calls.map((functionCall) => ({ functionCall })) });
  }

  answers(responses: FunctionResponse[]): void {
    this.#contents.push({ role: 'user', parts: responses.map((functionResponse) => ({ functionResponse })) });
  }

  /** Hands it over as contents of the session's memory. */
  take(): Content[] {
    if (this.#contents.length === 0 && this.soundMs > 0) return [structuredClone(SOUND)];
    return this.#contents.splice(0);
  }
}
