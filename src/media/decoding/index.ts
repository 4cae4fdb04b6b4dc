// The media process never outlives its bot, however the bot ends.
process.once('disconnect', () => process.exit(0));
// Ctrl-C and supervisors signal the bot's whole process group, but the bot decides when its media process ends.
process.on('SIGINT', () => {}).on('SIGTERM', () => {});
// An uncaught error ends this process, as by default in Node: a decoder may be in any state then, and the bot starts
// another process.

await import('./media-main.ts');
