import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { RoomChange } from './page/room-protocol.ts';
import type { RehearsalRoom } from './rehearsal-room.ts';

/** How many changes may wait for a page. One that doesn't read them loses its stream, comes again, and gets the state anew. */
const MOST_WAITING = 1_000;

/** Sends a page everything that there is, and then what changes, until it goes. */
export const sendChanges = (c: Context, room: RehearsalRoom): Response =>
  streamSSE(c, async (stream) => {
    const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
    let waiting = 0;
    let sent: Promise<void> = Promise.resolve();
    const send = (change: RoomChange) => {
      if (waiting >= MOST_WAITING) return leave();
      waiting += 1;
      sent = sent.then(async () => {
        await stream.writeSSE({ data: JSON.stringify(change) });
        waiting -= 1;
      });
      sent.catch(leave);
    };
    stream.onAbort(leave);
    // What changes while the state is being sent comes after it.
    const unfollow = room.feed.follow(send);
    send({ is: 'state', state: room.state });
    await gone;
    unfollow();
  });
