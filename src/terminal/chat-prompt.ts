import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isBlank } from '../base/blank.ts';
import type { AnswerEnd } from '../conversation/turns/answer-end.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Say } from '../text/languages.ts';
import { removeControls } from './printable.ts';
import { countSeconds } from './wav.ts';

/**
 * What the chat reads and writes. Everything but answers goes to `notes`. If it's `interactive`, a person sits at it.
 */
export type Terminal = { input: Readable; output: Writable; notes: Writable; interactive: boolean };

type ChatPromptOptions = {
  terminal: Terminal;
  /** Asks a question. `stored` settles once the turn has ended and is stored. */
  ask(text: string, signal: AbortSignal): { turn: Turn; stored: Promise<void> };
  /** Saves an answer's sound, as PCM, and resolves to the file's name. */
  save?(pcm: Buffer): Promise<string>;
  /** Renders a sentence in the terminal's language. */
  say: Say;
  /** Explains an error in one sentence. */
  explain(error: unknown): string;
};

const WORDLESS = 'Gemini answered with sound and without words. Use --wav DIR to save the sound.';

/** Asks the questions that are typed in a terminal, and prints the answers as they come. */
export class ChatPrompt {
  #options: ChatPromptOptions;

  constructor(options: ChatPromptOptions) {
    this.#options = options;
  }

  /** Asks every line as a question until the input ends or `quit` aborts. Resolves to whether all were answered. */
  async lines(quit: AbortSignal): Promise<boolean> {
    const { input, output, interactive } = this.#options.terminal;
    const lines = createInterface({ input, ...(interactive && { output }), terminal: interactive, prompt: 'You: ' });
    const over = new AbortController();
    let answering: AbortController | undefined;
    const close = () => lines.close();
    lines.once('close', () => over.abort());
    lines.on('SIGINT', () => (answering ? answering.abort() : close()));
    quit.addEventListener('abort', close, { once: true });
    const prompt = () => interactive && !over.signal.aborted && lines.prompt();
    let answered = true;
    prompt();
    for await (const line of lines) {
      if (quit.aborted) break;
      if (line.trim()) {
        answering = new AbortController();
        answered = (await this.turn(line.trim(), AbortSignal.any([quit, answering.signal]))) && answered;
        answering = undefined;
      }
      prompt();
    }
    return answered;
  }

  /** Asks one question: prints the answer as it comes and saves its sound. Resolves to whether it was answered. */
  async turn(text: string, signal: AbortSignal): Promise<boolean> {
    const { ask, save, explain, terminal } = this.#options;
    try {
      const { turn, stored } = ask(text, signal);
      const pcm = await this.#follow(turn, save !== undefined);
      await stored;
      const saved = save && pcm.length > 0 ? await save(pcm) : undefined;
      if (saved !== undefined) this.#note(`saved ${saved} (${countSeconds(pcm).toFixed(1)} s)`);
      return this.#tell(turn, await turn.ended, saved !== undefined);
    } catch (error) {
      terminal.notes.write(`${explain(error)}\n`);
      return false;
    }
  }

  /** Prints an answer as it comes. Resolves to its sound if that is going to be saved. */
  async #follow(turn: Turn, listening: boolean): Promise<Buffer> {
    const { output, interactive } = this.#options.terminal;
    const sound: Buffer[] = [];
    if (interactive) output.write('Parley: ');
    for await (const piece of turn.follow()) {
      if (piece.is === 'text') output.write(removeControls(piece.text));
      if (piece.is === 'slow') this.#note(this.#options.say({ code: 'answer.slow' }));
      if (piece.is === 'audio' && listening) sound.push(piece.pcm);
    }
    if (interactive || turn.text) output.write('\n');
    return Buffer.concat(sound);
  }

  /** Says how a turn ended. Returns whether it was answered: sound without words only counts if it was saved. */
  #tell({ text, audioBytes }: Turn, end: AnswerEnd, isSaved: boolean): boolean {
    if (end.is === 'interrupted') this.#note('stopped');
    if (end.is === 'silent') this.#note(this.#options.say(end.reason ?? { code: 'answer.empty' }));
    if (end.is === 'failed' || end.is === 'broken')
      this.#options.terminal.notes.write(`${this.#options.explain(end.error)}\n`);
    if (end.is !== 'complete') return false;
    if (!isBlank(text)) return true;
    if (audioBytes.came === 0) this.#note(this.#options.say({ code: 'answer.empty' }));
    else this.#note(isSaved ? 'Gemini answered with sound and without words.' : WORDLESS);
    return isSaved;
  }

  #note(text: string): void {
    this.#options.terminal.notes.write(`${text}\n`);
  }
}
