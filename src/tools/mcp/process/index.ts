// The MCP process never outlives its bot, however the bot ends, and neither do the programs that it has started.
let leave = () => {};
process.once('disconnect', () => {
  leave();
  process.exit(0);
});
// Ctrl-C and supervisors signal the bot's whole process group, but the bot decides when its MCP process ends.
process.on('SIGINT', () => {}).on('SIGTERM', () => {});

const { startMcp } = await import('./mcp-main.ts');
leave = startMcp();

export {};
