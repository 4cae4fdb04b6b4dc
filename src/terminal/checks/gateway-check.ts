import { type RawData, WebSocket } from 'ws';
import { unlessAborted } from '../../base/clock.ts';
import type { Check } from '../check.ts';
import { askDiscord, askGatewayBot, common, locateDiscord } from './discord-requests.ts';
import { token } from './token-check.ts';

/** With fewer logins left than this, look for what uses them up. */
const FEW = 100;

const hours = (ms: number): string => {
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** How many logins the bot has left. A bot that tries more than 1,000 times a day loses its token. */
export const sessions: Check = {
  ...common,
  name: 'Discord sessions',
  after: [token],
  run: (tools) =>
    askDiscord(tools, async () => {
      const { total, remaining, reset_after } = (await askGatewayBot(tools)).session_start_limit;
      const seen = `${remaining} of ${total} logins left`;
      if (remaining >= Math.min(FEW, total)) return { ok: true, seen: `${seen} today` };
      const remedy =
        `All ${total} are back in ${hours(reset_after)}. Find out what keeps starting the bot: ` +
        'if that goes on, Discord resets its token.';
      return { ok: remaining > 0 ? 'note' : false, seen, remedy };
    }),
};

/** If requests get through and this doesn't, it's because it's a WebSocket. */
const SOCKETS = 'Other requests get through, so a firewall or a proxy may block WebSockets.';

/** The gateway's first message (Discord docs, events/gateway, "Hello event"). */
const HELLO = 10;

export const gateway: Check = {
  ...common,
  name: 'Discord gateway',
  after: [sessions],
  target: async (tools) => ({
    ...locateDiscord(tools),
    name: 'a gateway of Discord',
    url: (await askGatewayBot(tools)).url,
    // Discord itself names it.
    isSet: false,
    also: SOCKETS,
  }),
  remedy: `${SOCKETS} ${common.remedy}`,
  run: async (tools) => {
    const { url } = await askGatewayBot(tools);
    const started = tools.clock.now();
    await waitForGreeting(url, tools.signal);
    return { ok: true, seen: `greets after ${tools.clock.now() - started} ms` };
  },
};

/** Resolves when the gateway greets us, which costs no login. The socket is of the kind that the bot uses. */
const waitForGreeting = async (url: string, signal: AbortSignal): Promise<void> => {
  const socket = new WebSocket(`${url}?v=10&encoding=json`);
  const greeting = Promise.withResolvers<RawData>();
  // Whichever comes first counts: an error is followed by the end, and so is a greeting.
  socket.once('message', greeting.resolve).once('error', greeting.reject);
  socket.once('close', (code, reason) =>
    greeting.reject(new Error(`the gateway closes the connection with ${`${code} ${reason}`.trim()}`)),
  );
  try {
    const frame = await unlessAborted(greeting.promise, signal);
    if (opOf(frame) !== HELLO) throw new Error('the gateway doesn’t greet as Discord’s does');
  } finally {
    // What it says after this, even that it was cut off, doesn't matter.
    socket.on('error', () => {}).terminate();
  }
};

const opOf = (frame: RawData): unknown => {
  try {
    return JSON.parse(frame.toString()).op;
  } catch {
    return undefined;
  }
};
