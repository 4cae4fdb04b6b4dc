import type { LocalConnection } from './connection.ts';
import type { ServerFrame } from './wire.ts';

/**
 * What happens to the next connection:
 * - `upgrade`: an HTTP status instead of the upgrade, no answer at all, or a reset
 * - `setup`: what the client gets instead of setupComplete: nothing, a close, a frame that isn't JSON, or a cut
 * - `handle`: how a setup with a handle is closed, or that it's never answered; one without a handle is accepted
 * - `before`: frames that come before setupComplete
 * - `afterSetup`: called as soon as setupComplete is sent; the connection then works as usual
 * - `serve`: takes over the connection from its first frame on; nothing is checked or answered for it
 */
export type ConnectionFault =
  | 'normal'
  | { upgrade: number | 'silent' | 'reset' }
  | { setup: 'silent' | 'garbage' | 'drop' | { close: [code: number, reason: string] } }
  | { handle: 'silent' | [code: number, reason: string] }
  | { before: ServerFrame[] }
  | { afterSetup: (connection: LocalConnection) => unknown }
  | { serve: (connection: LocalConnection) => Promise<unknown> };

/** Applies a fault to a connection that has sent its setup. Returns false if setupComplete is to follow. */
export function spoil(connection: LocalConnection, fault: ConnectionFault): boolean {
  if (fault === 'normal') return false;
  if ('before' in fault) connection.send(fault.before);
  const resuming = connection.setup.sessionResumption?.handle !== undefined;
  if ('handle' in fault) {
    if (resuming && fault.handle !== 'silent') connection.close(...fault.handle);
    return resuming;
  }
  if (!('setup' in fault)) return false;
  if (fault.setup === 'garbage') connection.sendText('<html>This is no JSON.</html>');
  else if (fault.setup === 'drop') connection.drop();
  else if (fault.setup !== 'silent') connection.close(...fault.setup.close);
  return true;
}
