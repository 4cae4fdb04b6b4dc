import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { RehearsalRoom } from './rehearsal-room.ts';

/** How many packets of 20 ms may wait for a page. What is more is not heard there. */
const MOST_WAITING = 100;

/** Sends a page what the bot says in the call, as 16-bit PCM of 48 kHz, mono, until it goes. */
export const sendCallSound = (c: Context, room: RehearsalRoom): Response => {
  c.header('content-type', 'application/octet-stream');
  return stream(c, async (out) => {
    const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
    let waiting = 0;
    out.onAbort(leave);
    const unfollow = room.hearCall((pcm) => {
      if (waiting >= MOST_WAITING) return;
      waiting += 1;
      out.write(pcm).then(() => (waiting -= 1), leave);
    });
    await gone;
    unfollow();
  });
};
