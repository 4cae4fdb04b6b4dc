import type { World } from '../../world/world.ts';
import type { Fleet } from '../duel/fleet.ts';
import type { Rival } from '../duel/rival.ts';
import type { Blow } from './plan.ts';
import type { StoreGround } from './store-ground.ts';
import { ALL, type Trouble } from './trouble.ts';

/** Whom it all happens to, and how many of the processes there are to be. */
type Scene = { world: World; ground: StoreGround; fleet: Fleet; processes: number };

/** What happens, to whom; and its end, with what a process did wrong in it. */
export type Strike = { what: string; done: Promise<string | undefined> };

/** From one stall of an event loop to the next, in milliseconds. */
const STALLS = 950;

/** Lets things go wrong, and remembers what went wrong and when. */
export class Strikes {
  readonly troubles: Trouble[] = [];
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Strikes a blow now; nothing if there's nobody to strike. */
  strike(blow: Blow): Strike | undefined {
    const { ground } = this.#scene;
    switch (blow.is) {
      case 'restart':
        return this.#trouble(blow.is, ALL, ground.restart(blow.ms));
      case 'fail-over':
        return this.#trouble(blow.is, ALL, ground.failOver(blow), { loses: ground.loses });
    }
    if ('of' in blow && blow.of === ALL) return this.#strikeAll(blow);
    const fit = this.#scene.fleet.rivals.filter(({ isFit }) => isFit);
    const rival = fit[Number(blow.of) % fit.length];
    return rival && this.#strikeOne(rival, blow);
  }

  /** Asks all processes to go. Resolves when they're gone. */
  async stopAll(blame: (fault: string) => void): Promise<void> {
    const going = this.#scene.fleet.rivals.filter(({ isLeaving }) => !isLeaving);
    await Promise.all(
      going.map(async (rival) => {
        const fault = await rival.stop();
        if (fault) blame(fault);
      }),
    );
  }

  #strikeAll(blow: Exclude<Blow, { is: 'restart' | 'fail-over' }>): Strike | undefined {
    if (blow.is === 'cut')
      return this.#trouble('cut', ALL, this.#scene.ground.cut(ALL, blow.how, blow.ms), { how: blow.how });
    if (blow.is !== 'gateway') return undefined;
    return this.#cutGateway(ALL, blow.resumable);
  }

  #strikeOne(rival: Rival, blow: Exclude<Blow, { is: 'restart' | 'fail-over' }>): Strike {
    const { fleet, ground, processes } = this.#scene;
    const { name } = rival;
    switch (blow.is) {
      case 'kill':
        return this.#trouble('kill', name, fleet.strike(rival, { is: 'kill' }));
      case 'stop':
        return this.#stop(rival, blow.early ? processes + 1 : processes);
      case 'pause':
        return this.#trouble('pause', name, fleet.strike(rival, { is: 'pause', ms: blow.ms }));
      case 'slow':
        return this.#trouble('slow', name, this.#slow(rival, blow.ms));
      case 'cut':
        return this.#trouble('cut', name, ground.cut(Number(name.slice(1)) - 1, blow.how, blow.ms), { how: blow.how });
      case 'gateway':
        return this.#cutGateway(name, blow.resumable);
    }
  }

  /** Others take its place: before it's gone, if there are to be more of them than usual. */
  #stop(rival: Rival, processes: number): Strike {
    const { fleet } = this.#scene;
    const work = async () => {
      if (processes > this.#scene.processes) fleet.begin();
      await fleet.strike(rival, { is: 'stop' });
      await fleet.muster(this.#scene.processes);
    };
    return this.#trouble('stop', rival.name, work());
  }

  async #slow(rival: Rival, ms: number): Promise<void> {
    const { clock } = this.#scene.world.discord;
    for (const until = clock.now() + ms; clock.now() < until; ) {
      rival.stall();
      await clock.sleep(STALLS);
    }
  }

  #cutGateway(of: string, resumable: boolean): Strike {
    const { gateway } = this.#scene.world.discord;
    const sessions = gateway.sessions.filter(({ via }) => of === ALL || via === of);
    const sockets = sessions.map(({ socket }) => socket);
    if (!resumable) gateway.forget(sessions);
    for (const socket of sockets) socket?.terminate();
    return this.#trouble(resumable ? 'gateway' : 'session', of, Promise.resolve());
  }

  #trouble(
    is: Trouble['is'],
    of: string,
    work: Promise<unknown>,
    { how, loses }: { how?: string; loses?: boolean } = {},
  ): Strike {
    const { clock } = this.#scene.world.discord;
    const ends = is === 'kill' || is === 'stop';
    const trouble: Trouble = { is, of, from: clock.now(), to: Number.POSITIVE_INFINITY, ...(loses && { loses }) };
    this.troubles.push(trouble);
    const done = work.then(
      () => undefined,
      (error) => `${is} of ${of} failed: ${error}`,
    );
    const told = done.then((fault) => {
      if (!ends) trouble.to = clock.now();
      return fault;
    });
    return { what: [is, ...(how ? [how] : []), of === ALL ? ALL : 'one'].join(', '), done: told };
  }
}
