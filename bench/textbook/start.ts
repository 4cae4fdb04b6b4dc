import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { World } from '../../world/world.ts';

/** A bot that runs in its own process until it is killed. */
export type Running = AsyncDisposable & { pid: number };

/** Starts one of the textbook bots, with flags for Node and more for its environment. Resolves when it's ready. */
export const startTextbook = async (
  program: 'text' | 'voice',
  { discord, live }: World,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> => {
  const child = spawn(process.execPath, [...flags, fileURLToPath(new URL(`${program}.ts`, import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      GEMINI_API_KEY: live.key,
      GEMINI_BASE_URL: live.url,
      ...env,
      ...(discord.caFile && { NODE_EXTRA_CA_CERTS: discord.caFile }),
    },
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const gone = once(child, 'exit');
  const said = once(createInterface({ input: child.stdout }), 'line');
  await Promise.race([said, gone.then(() => Promise.reject(new Error('the textbook bot ended before it was ready')))]);
  return {
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      process.off('exit', kill);
      kill();
      await gone;
    },
  };
};
