import { ask } from './ask.ts';
import type { Command } from './command.ts';
import { help } from './help.ts';
import { reset } from './reset.ts';
import { status } from './status.ts';

/** Everything a person can ask for. */
export const commands: readonly Command[] = [ask, reset, status, help];
