import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { ImageConfig } from './buildah.ts';

/** How something in a container ended, and what it wrote. */
export type Ended = { code: number | null; out: string; err: string };

/**
 * What a container is to its program, in namespaces of its own: the image's files, which can't be written, and its volume; a
 * temporary folder in memory, no privileges, and the number 1. The network is this machine's.
 */
const ENTER = `
  set -e
  mount --make-rprivate /
  mount --bind "$1" "$1"
  mount -t proc proc "$1/proc"
  mount --rbind /dev "$1/dev"
  mount -t tmpfs tmpfs "$1/tmp"
  mount --bind "$2" "$1/data"
  mount -o remount,ro,bind "$1"
  root="$1"; user="$3"; folder="$4"; shift 4
  exec chroot "$root" setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \\
    env --chdir="$folder" "$@"`;

/** One container of an image. */
export class Container {
  readonly #child: ChildProcess;
  readonly #user: string;
  readonly #folder: string;
  readonly #env: Record<string, string>;
  readonly #output: Promise<[string, string]>;

  /** Runs the image's own command, or another one. `root` has the image's files, `data` is the volume, `env` is added to the image's. */
  constructor(
    { Env, User, Cmd, WorkingDir }: ImageConfig,
    { root, data, env, command = Cmd }: { root: string; data: string; env: Record<string, string>; command?: string[] },
  ) {
    this.#user = User.split(':')[0] ?? '';
    this.#folder = WorkingDir;
    const own = Env.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
    this.#env = { ...Object.fromEntries(own), ...env };
    const unshare = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', ENTER, 'sh'];
    this.#child = spawn('unshare', [...unshare, root, data, this.#user, this.#folder, ...command], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr) throw new Error('it has no output');
    this.#output = Promise.all([text(stdout), text(stderr)]);
  }

  /** Resolves when its program has ended. */
  async ended(): Promise<Ended> {
    const [code] = this.#child.exitCode === null ? await once(this.#child, 'exit') : [this.#child.exitCode];
    const [out, err] = await this.#output;
    return { code, out, err };
  }

  /** Stops it as an engine does. */
  async stop(): Promise<Ended> {
    process.kill(await this.#findFirst(), 'SIGTERM');
    return this.ended();
  }

  /** Ends it, if it hasn't ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await this.ended();
  }

  /** Runs another program in it, as the same user. */
  async execute(command: string[]): Promise<Ended> {
    const first = await this.#findFirst();
    const words = ['--target', `${first}`, '--mount', '--pid', '--root', '--wd'];
    const child = spawn(
      'nsenter',
      [
        ...words,
        'setpriv',
        '--reuid',
        this.#user,
        '--regid',
        this.#user,
        '--clear-groups',
        '--no-new-privs',
        ...command,
      ],
      { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const closed = once(child, 'close');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: (await closed)[0], out, err };
  }

  /** The number that its first process has on this machine. */
  async #findFirst(): Promise<number> {
    const { pid } = this.#child;
    return Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim());
  }
}
