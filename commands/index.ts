import { ask } from './ask.ts';
import type { Command } from './command.ts';
import { help } from './help.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { reset } from './reset.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';

/** Everything a person can ask for. */
export const commands: readonly Command[] = [ask, join, leave, stop, reset, status, help];
