import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Check } from '../check.ts';
import { askDiscord, askGatewayBot, common, locateDiscord } from './discord-requests.ts';
import { token } from './token-check.ts';

/** Fewer logins than this are a reason to look for what uses them up. */
const FEW = 100;

const hours = (ms: number): string => {
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** How often the bot may still log in. A bot that tries more often than 1,000 times a day loses its token. */
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
        `All ${total} are back in ${hours(reset_after)}. Find out what starts the bot so often, ` +
        'for Discord resets the token of one that goes on.';
      return { ok: remaining > 0 ? 'note' : false, seen, remedy };
    }),
};

/** Where requests get through, it may be their kind that does not. */
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
    // Discord tells where it is.
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

/** Resolves when the gateway greets; that costs no login. The socket is one of those that the bot itself has. */
const waitForGreeting = async (url: string, signal: AbortSignal): Promise<void> => {
  const socket = new WebSocket(`${url}?v=10&encoding=json`);
  try {
    const said = await Promise.race([once(socket, 'message', { signal }), once(socket, 'close', { signal })]);
    if (!Buffer.isBuffer(said[0])) throw new Error(`the gateway closes the connection with ${said.join(' ').trim()}`);
    if (opOf(said[0]) !== HELLO) throw new Error('the gateway does not greet as Discord does');
  } finally {
    // What it says from here on, also that it was cut, is for nobody.
    socket.on('error', () => {}).terminate();
  }
};

const opOf = (frame: Buffer): unknown => {
  try {
    return JSON.parse(frame.toString()).op;
  } catch {
    return undefined;
  }
};
