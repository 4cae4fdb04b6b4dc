import type { Command } from '../src/discord/inbound/command.ts';
import { ask } from './ask.ts';
import { help } from './help.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { privacy } from './privacy.ts';
import { reset } from './reset.ts';
import type { Services } from './services.ts';
import { settings } from './settings/index.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { usage } from './usage-summary.ts';

/** All commands. */
export const commands: readonly Command<Services>[] = [
  ask,
  join,
  leave,
  stop,
  reset,
  settings,
  usage,
  status,
  privacy,
  help,
];
