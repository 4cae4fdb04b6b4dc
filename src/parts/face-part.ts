import type { Bot } from '../discord/bot.ts';
import { FaceKeeper, type FaceKeeperOptions } from '../face/face-keeper.ts';

/** Makes what has Discord show Parley in each server as its settings say. */
export const makeFace = (
  bot: Pick<Bot, 'changeFace' | 'findNick'>,
  means: Pick<FaceKeeperOptions, 'store' | 'leases' | 'clock' | 'log'>,
): FaceKeeper =>
  new FaceKeeper({
    ...means,
    send: (server, change) => bot.changeFace(server, change),
    findNick: (server) => bot.findNick(server),
  });
