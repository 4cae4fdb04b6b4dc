import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { FLOOD_LINE, type McpMessage, type McpScript, reactTo } from './mcp-script.ts';

// An MCP server as a program, by standard input and output. Its argument is its script, and the file of the second one, if there's
// one, gets each message.
const [, , given = '{}', record] = process.argv;
const script: McpScript = JSON.parse(given);

const flood = (): void => {
  while (process.stdout.write(FLOOD_LINE.repeat(100)));
  process.stdout.once('drain', flood);
};

if (script.companion !== undefined) {
  const companion = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  writeFileSync(script.companion, String(companion.pid));
}
for (const line of script.noise ?? []) process.stdout.write(`${line}\n`);

createInterface({ input: process.stdin }).on('line', (line) => {
  const message: McpMessage = JSON.parse(line);
  if (record !== undefined) appendFileSync(record, `${line}\n`);
  const reaction = reactTo(script, message);
  if ('say' in reaction) for (const one of reaction.say) process.stdout.write(`${JSON.stringify(one)}\n`);
  else if (reaction.fault === 'die') {
    process.stderr.write('I am dying.\n');
    process.exit(3);
  } else if (reaction.fault === 'flood') flood();
});
