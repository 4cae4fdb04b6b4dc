import { REST } from 'discord.js';
import type { Logger } from 'pino';
import { systemClock } from '../base/clock.ts';
import type { Config } from '../config.ts';
import { applyFaceChange, FACE_LIMIT } from '../discord/gateway/own-face.ts';
import type { FaceFault, FaceVerdict } from '../face/face.ts';
import { FaceKeeper } from '../face/face-keeper.ts';
import type { Leases } from '../store/leases.ts';
import type { Store } from '../store/store.ts';

/** Why people don't see it yet, for the operator. */
const WHYS: Record<FaceFault, string> = {
  forbidden: 'the bot lacks the permission Change Nickname there. Grant it, and set it once more.',
  'too-fast': 'it was changed too often. Set it once more in ten minutes.',
  refused: 'it doesn’t take that. Set something else.',
  unreached: 'it couldn’t be asked, or there’s no DISCORD_TOKEN. A bot shows it at its next start.',
  absent: 'the bot isn’t in that server. It’s shown once it is.',
  busy: 'another process is changing it. Set it once more.',
};

type SenderMeans = { config: Config; hasToken: boolean; store: Store; leases: Leases; log: Logger };

/**
 * Has Discord show the bot in a server as it's set there, for which no bot need run. Without a token nothing is sent. Resolves to
 * what Discord doesn't show, in words for the operator.
 */
export const sendFace = async (
  server: string,
  { config: { discordApiUrl: api, discordToken }, hasToken, ...means }: SenderMeans,
): Promise<string[]> => {
  const rest = new REST({ rejectOnRateLimit: ({ retryAfter }) => retryAfter > FACE_LIMIT, ...(api && { api }) });
  rest.setToken(discordToken);
  const unsent: FaceVerdict = { is: 'failed', why: 'unreached', parts: [] };
  const face = new FaceKeeper({
    ...means,
    clock: systemClock,
    send: async (to, change) => (hasToken ? applyFaceChange({ rest, clock: systemClock }, to, change) : unsent),
    findNick: () => undefined,
  });
  const troubles = await face.apply(server);
  return troubles.map(({ why }) => `Discord doesn’t show how the bot looks from now on: ${WHYS[why]}`);
};
