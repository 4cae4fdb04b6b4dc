import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { End, Turn } from '../conversation/turn.ts';
import { printable } from './printable.ts';
import { seconds } from './wav.ts';

/** What a dialogue reads and writes. `notes` gets what is no answer. Somebody sits at it if it is `interactive`. */
export type Terminal = { input: Readable; output: Writable; notes: Writable; interactive: boolean };

export type DialogueOptions = {
  terminal: Terminal;
  /** Asks; `stored` settles when the turn is over and kept. */
  ask(text: string, signal: AbortSignal): { turn: Turn; stored: Promise<void> };
  /** Saves an answer's PCM and resolves to where. */
  save?(pcm: Buffer): Promise<string>;
  /** An error in one sentence. */
  explain(error: unknown): string;
};

/** Questions from a terminal, and their answers as they come. */
export class Dialogue {
  #options: DialogueOptions;

  constructor(options: DialogueOptions) {
    this.#options = options;
  }

  /** Makes every line a turn until the input ends or `quit` aborts. Resolves to whether all were answered. */
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

  /** One turn: prints the answer as it comes, saves its sound, and resolves to whether there was one. */
  async turn(text: string, signal: AbortSignal): Promise<boolean> {
    const { ask, save, explain, terminal } = this.#options;
    try {
      const { turn, stored } = ask(text, signal);
      const pcm = await this.#follow(turn, save !== undefined);
      await stored;
      if (save && pcm.length > 0) this.#note(`saved ${await save(pcm)} (${seconds(pcm).toFixed(1)} s)`);
      return this.#tell(await turn.ended);
    } catch (error) {
      terminal.notes.write(`${explain(error)}\n`);
      return false;
    }
  }

  async #follow(turn: Turn, listening: boolean): Promise<Buffer> {
    const { output, interactive } = this.#options.terminal;
    const sound: Buffer[] = [];
    if (interactive) output.write('Parley: ');
    for await (const piece of turn.follow()) {
      if (piece.is === 'text') output.write(printable(piece.text));
      if (piece.is === 'audio' && listening) sound.push(piece.pcm);
    }
    if (interactive || turn.text) output.write('\n');
    return Buffer.concat(sound);
  }

  #tell(end: End): boolean {
    if (end.is === 'interrupted') this.#note('stopped');
    if (end.is === 'silent') this.#note(`Gemini said nothing${end.reason ? `: ${end.reason}` : '.'}`);
    if (end.is === 'failed' || end.is === 'broken')
      this.#options.terminal.notes.write(`${this.#options.explain(end.error)}\n`);
    return end.is === 'complete';
  }

  #note(text: string): void {
    this.#options.terminal.notes.write(`${text}\n`);
  }
}
