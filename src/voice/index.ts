import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// A voice process never outlives its bot, however the bot ends.
process.once('disconnect', () => process.exit(0));
// Ctrl-C and supervisors signal the bot's whole process group, but the bot decides when its voice processes end.
process.on('SIGINT', () => {}).on('SIGTERM', () => {});
// An uncaught error ends this process, as by default in Node: the libraries may be in any state then, and the bot starts
// another process.

// Most of a start is compiling the libraries. The cache only works for modules that are loaded after this line.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/parley', import.meta.url)));
await import('./voice-main.ts');
