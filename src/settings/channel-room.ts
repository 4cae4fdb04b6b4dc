import type { SettingsRecord } from './record.ts';

/** Which of a server's channels are gone for sure, as far as that can be found out. */
export type GoneSearch = (server: string, channels: readonly string[]) => Promise<readonly string[]>;

/** The part of the settings that room is made in. */
type RoomSettings = {
  record(home: string): Promise<SettingsRecord>;
  replace(home: string, make: (before: SettingsRecord) => SettingsRecord): Promise<SettingsRecord>;
};

/**
 * Drops what is set in channels that are gone, so that others can have settings of their own.
 *
 * @throws UserError if it wasn't stored
 */
export const forgetChannels = async (
  settings: RoomSettings,
  server: string,
  gone: readonly string[],
): Promise<void> => {
  const { channels } = await settings.record(server);
  if (!gone.some((id) => Object.hasOwn(channels, id))) return;
  await settings.replace(server, (before) => ({
    ...before,
    channels: Object.fromEntries(Object.entries(before.channels).filter(([id]) => !gone.includes(id))),
  }));
};

/**
 * Frees what channels have that are gone, where a server has settings in as many as may have any. Resolves to whether there
 * were such channels.
 *
 * @throws UserError if it wasn't stored
 */
export const makeRoom = async (settings: RoomSettings, findGone: GoneSearch, server: string): Promise<boolean> => {
  const { channels } = await settings.record(server);
  const gone = await findGone(server, Object.keys(channels));
  await forgetChannels(settings, server, gone);
  return gone.length > 0;
};
