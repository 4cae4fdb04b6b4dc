import { fileURLToPath } from 'node:url';
import { type BotSurroundings, spawnBot } from '../../world/bot-process.ts';
import type { World } from '../../world/world.ts';
import { clockOf, type Tempo } from './clock.ts';
import type { Blow } from './plan.ts';
import { Rival } from './rival.ts';

/** Where the processes live: in a world, by which clock, and what differs for each of them by its name. */
export type Ground = {
  world: World;
  tempo: Tempo;
  surround(name: string): Pick<BotSurroundings, 'store' | 'env' | 'program'>;
};

/** So often are processes started that do not come up. */
const ATTEMPTS = 5;

const PROGRAM = fileURLToPath(new URL('bot.ts', import.meta.url));

/** All processes of one bot, which share a store; each comes to the world by a way of its own, so that it is known. */
export class Fleet {
  readonly rivals: Rival[] = [];
  readonly #ground: Ground;
  readonly #blame: (what: string) => void;
  readonly #going: Promise<unknown>[] = [];

  constructor(ground: Ground, blame: (what: string) => void) {
    this.#ground = ground;
    this.#blame = blame;
  }

  /** The process of this name. */
  find(name: string): Rival | undefined {
    return this.rivals.find((rival) => rival.name === name);
  }

  /** Resolves when so many are there that can do their work; what is missing is started. */
  async muster(count: number): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      while (this.#staying.length < count) this.#start();
      const started = await Promise.allSettled(this.#staying.map((rival) => rival.ready()));
      // One that could not start is blamed for that; here it matters that another one does.
      if (started.every(({ status }) => status === 'fulfilled')) return;
    }
    throw new Error(`there are no ${count} processes after ${ATTEMPTS} attempts`);
  }

  get #staying(): Rival[] {
    return this.rivals.filter(({ isLeaving }) => !isLeaving);
  }

  /** Strikes one; another takes its place. Resolves when it is over for the process that was struck. */
  async strike(rival: Rival, blow: Blow): Promise<void> {
    if (blow.is === 'pause') return rival.pause(blow.ms);
    if (blow.is === 'kill') {
      const killed = rival.kill();
      // Not awaited: it starts while the others go on.
      this.begin();
      return killed;
    }
    const fault = await rival.stop();
    if (fault) this.#blame(fault);
  }

  /** Starts one more, beside the others. */
  begin(): void {
    this.#start()
      .ready()
      .catch(() => {});
  }

  /** Ends all of them. */
  async end(): Promise<void> {
    await Promise.all(this.#staying.map((rival) => rival.kill()));
    await Promise.all(this.#going);
  }

  #start(): Rival {
    const { world, tempo, surround } = this.#ground;
    const { discord, live } = world;
    const name = `p${this.rivals.length + 1}`;
    const own = surround(name);
    const bot = spawnBot({
      discord: { api: `${discord.origin}/${name}/api`, token: discord.token },
      live: { url: `${live.url}/${name}`, key: live.key },
      ...(tempo.scale !== 1 && { program: [PROGRAM, `${tempo.scale}`, `${tempo.origin}`] }),
      ...own,
      // All that is asked in hundreds of schedules costs more than the usual cap of a day, as Google bills it.
      env: { LOG_LEVEL: 'debug', CAP_PROCESS_DAY: '100', ...own.env },
    });
    const rival = new Rival(name, bot, clockOf(tempo));
    this.rivals.push(rival);
    const noted = rival.died().then((fault) => fault && this.#blame(fault));
    this.#going.push(noted);
    return rival;
  }
}
