import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { BotProcess } from '../../world/bot-process.ts';

/** The environment of a bot that `Inspector` can connect to. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Looks into a bot's process from outside, through Node's inspector (Chrome DevTools Protocol). */
export class Inspector {
  #socket: WebSocket;
  #id = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Connects to a bot that was started with `INSPECTED` and is ready. Throws if it wasn't. */
  static async open(bot: BotProcess): Promise<Inspector> {
    const [url] = bot.logs.flatMap((line) => /^Debugger listening on (ws:\S+)/.exec(line)?.[1] ?? []);
    if (!url) throw new Error('the bot does not listen to an inspector');
    const socket = new WebSocket(url);
    await once(socket, 'open');
    return new Inspector(socket);
  }

  /** Collects all garbage and hands free pages back to the system. */
  async settle(): Promise<void> {
    // The second collection frees what was reachable only from finalizers.
    for (let count = 0; count < 2; count += 1) await this.#call('HeapProfiler.collectGarbage');
  }

  /** Bytes of live JavaScript objects, if garbage has just been collected. */
  async heap(): Promise<number> {
    const { usedSize } = await this.#call('Runtime.getHeapUsage');
    return Number(usedSize);
  }

  [Symbol.dispose](): void {
    this.#socket.terminate();
  }

  async #call(method: string): Promise<Record<string, unknown>> {
    this.#id += 1;
    const id = this.#id;
    this.#socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [raw] = await once(this.#socket, 'message');
      const { id: answered, result, error } = JSON.parse(String(raw));
      if (answered !== id) continue;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    }
  }
}
