import { pathToFileURL } from 'node:url';

// Runs the program that is its first argument as if Node had been started with it, but never longer than the process that
// started it: a killed parent can't end its children, and a bot without its world would try to reconnect for ever. The
// channel closes however the parent ends; the program is killed then, because nobody is left who waits for an orderly end.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();

process.argv.splice(1, 1);
const [, program = ''] = process.argv;
await import(pathToFileURL(program).href);
