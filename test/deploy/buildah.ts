import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What an image says about how it's run. */
export type ImageConfig = {
  Env: string[];
  User: string;
  Cmd: string[];
  WorkingDir: string;
  Volumes: Record<string, unknown>;
  Healthcheck: { Test: string[] };
};

/** Builds images in a folder of its own, as root, without an engine, a registry of images, or anything else of this machine's. */
export class Buildah {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs it, and resolves to what it printed. @throws with what else it said, if it fails. */
  async run(...args: string[]): Promise<string> {
    const [root, state] = ['images', 'state'].map((name) => join(this.#folder, name));
    const storage = ['--storage-driver', 'vfs', '--root', `${root}`, '--runroot', `${state}`];
    const child = spawn('buildah', [...storage, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
    const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const code = await ended;
    if (code !== 0)
      throw new Error(`buildah ${args.join(' ')} ended with ${code}:\n${printed.slice(-2_000)}\n${said.slice(-2_000)}`);
    return printed.trim();
  }

  /** Makes an image of a folder's content, or of another image, with a few changes. */
  async make(name: string, from: string, change: (container: string) => Promise<void>): Promise<void> {
    const container = await this.run('from', '--pull-never', from);
    await change(container);
    await this.run('commit', '--quiet', '--rm', container, name);
  }

  /** How a built image is run. */
  async inspect(image: string): Promise<ImageConfig> {
    return JSON.parse(await this.run('inspect', '--type', 'image', image)).Docker.config;
  }

  /** Everything that is in an image, as a folder. */
  async mount(image: string): Promise<string> {
    return this.run('mount', await this.run('from', '--pull-never', image));
  }
}
