import type { Command } from '../src/discord/inbound/command.ts';
import { ask } from './ask.ts';
import { offerMaterial } from './ask-material.ts';
import { help } from './help.ts';
import { interpret } from './interpret.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { privacy } from './privacy.ts';
import { recap } from './recap-summary.ts';
import { reminders } from './reminders.ts';
import { reset } from './reset.ts';
import type { Services } from './services.ts';
import { settings } from './settings/index.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { tools } from './tools.ts';
import { transcript } from './transcript-download.ts';
import { usage } from './usage-summary.ts';

/** All commands. */
export const commands: readonly Command<Services>[] = [
  ask,
  join,
  leave,
  stop,
  interpret,
  reset,
  recap,
  transcript,
  settings,
  usage,
  status,
  privacy,
  tools,
  reminders,
  help,
];

/** The commands that there are here: with an option for what MCP servers have, if there may be any. */
export const pickCommands = ({ hasMaterial }: { hasMaterial: boolean }): readonly Command<Services>[] =>
  hasMaterial ? commands.map((command) => (command === ask ? offerMaterial(ask) : command)) : commands;
