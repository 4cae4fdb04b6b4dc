import { systemClock } from '../../../base/clock.ts';
import type { FromMcp, ToMcp } from '../mcp-protocol.ts';
import { McpDesk } from './mcp-desk.ts';

/**
 * Starts to take the bot's messages.
 *
 * @returns what ends all programs at once
 */
export const startMcp = (): (() => void) => {
  const desk = new McpDesk(systemClock, (message: FromMcp) => process.send?.(message));
  // The client leaves promises behind that nobody awaits, and one server must not end all others by what it does to them.
  process.on('unhandledRejection', () => {});
  process.on('message', (message) => desk.take(message as ToMcp));
  return () => desk.kill();
};
