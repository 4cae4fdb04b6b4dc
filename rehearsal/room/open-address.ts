import { spawn } from 'node:child_process';

/** What shows an address in the person's browser, by the system. */
const OPENERS: Partial<Record<NodeJS.Platform, string>> = { linux: 'xdg-open', darwin: 'open' };

/**
 * Opens an address in the person's browser, where there is one. On Linux without a screen it does nothing, because
 * `xdg-open` would take the terminal for a browser that runs in it.
 */
export const openAddress = (address: string, env: NodeJS.ProcessEnv, platform = process.platform): void => {
  const opener = OPENERS[platform];
  const hasScreen = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (!opener || !hasScreen) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  // The address was printed, so who has no such program opens it by hand.
  child.on('error', () => {});
  child.unref();
};
