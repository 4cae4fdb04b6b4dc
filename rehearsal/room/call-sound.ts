import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import { writeFrame } from './page/sound-frame.ts';
import type { RehearsalRoom } from './rehearsal-room.ts';

/** How many packets of 20 ms may wait for a page. What is more is not heard there. */
const MOST_WAITING = 100;

/** Sends a page what the member of the query's `as` hears in a voice channel, until it goes: see `page/sound-frame.ts`. */
export const sendCallSound = (c: Context, room: RehearsalRoom): Response => {
  const memberId = c.req.query('as') ?? '';
  if (!room.hasMember(memberId)) return c.text('There’s no such member.\n', 404);
  c.header('content-type', 'application/octet-stream');
  return stream(c, async (out) => {
    const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
    let waiting = 0;
    out.onAbort(leave);
    const unfollow = room.hearCall(memberId, (speakerId, pcm) => {
      if (waiting >= MOST_WAITING) return;
      waiting += 1;
      out.write(writeFrame(speakerId, pcm)).then(() => (waiting -= 1), leave);
    });
    await gone;
    unfollow();
  });
};
