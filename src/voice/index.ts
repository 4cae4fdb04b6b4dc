import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// A voice process never outlives its bot, however the bot ends and whatever this process is doing then.
process.once('disconnect', () => process.exit(0));
// Ctrl-C and supervisors signal the bot's whole group; when to end is the bot's to say.
process.on('SIGINT', () => {}).on('SIGTERM', () => {});
// An error that nobody caught ends this process as Node does it by default: the state of the libraries is unknown then,
// and the bot replaces it.

// As the bot does: most of a start is compiling the libraries. It counts only for what is loaded from here on.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/parley', import.meta.url)));
await import('./voice-main.ts');
