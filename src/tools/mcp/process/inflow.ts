import type { Clock } from '../../../base/clock.ts';
import { MCP_LIMITS } from '../mcp-limits.ts';
import { McpError } from './mcp-error.ts';

const LINE_FEED = 10;

/**
 * How much a server sends. It may send a lot at once, and then as much as comes back over time; whoever sends more is cut off before
 * anything is made of it. Lines count for something even if they're short, because each may be a message.
 */
export class Inflow {
  readonly #clock: Pick<Clock, 'now'>;
  #room: number = MCP_LIMITS.burstBytes;
  #since: number;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  /** Takes a piece of what the server sends. @throws McpError `flood` if that's too much */
  take(piece: Uint8Array): void {
    const now = this.#clock.now();
    const refill = ((now - this.#since) / 1_000) * MCP_LIMITS.bytesPerSecond;
    this.#room = Math.min(MCP_LIMITS.burstBytes, this.#room + refill);
    this.#since = now;
    let cost = piece.length;
    for (let at = piece.indexOf(LINE_FEED); at !== -1; at = piece.indexOf(LINE_FEED, at + 1))
      cost += MCP_LIMITS.lineBytes;
    if (cost > this.#room) throw new McpError('flood');
    this.#room -= cost;
  }
}
