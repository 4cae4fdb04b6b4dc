import type { LocalConnection } from './connection.ts';
import type { ServerFrame } from './wire.ts';

/**
 * What happens to a coming connection:
 * - `upgrade`: an HTTP status instead of the upgrade, no answer at all, or a reset
 * - `setup`: what the client gets instead of setupComplete: nothing, a close, a frame that is no JSON, or a cut
 * - `handle`: how a setup that brings a handle is closed, or that it is never answered; one without a handle is taken
 * - `before`: frames that come before setupComplete
 * - `afterSetup`: called as soon as setupComplete is sent; the connection then talks as usual
 * - `serve`: takes the connection over from its first frame, whatever is sent, with nothing checked and nothing answered
 */
export type ConnectionFault =
  | 'normal'
  | { upgrade: number | 'silent' | 'reset' }
  | { setup: 'silent' | 'garbage' | 'drop' | { close: [code: number, reason: string] } }
  | { handle: 'silent' | [code: number, reason: string] }
  | { before: ServerFrame[] }
  | { afterSetup: (connection: LocalConnection) => unknown }
  | { serve: (connection: LocalConnection) => Promise<unknown> };

/** Does to a connection that has sent its setup what a fault says; false if setupComplete is to follow. */
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
