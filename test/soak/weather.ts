import type { ConnectionFault } from '../../world/live/fault.ts';
import type { Live } from '../../world/live/live.ts';
import { type Excuse, QUOTA } from './catalogue.ts';

/** What a time is like in which something goes wrong again and again; `ms` is in milliseconds. */
export type Weather =
  | { is: 'outage'; fault: Exclude<ConnectionFault, 'normal'>; excuse: Excuse }
  | { is: 'late handles'; ms: number }
  | { is: 'slow pongs'; ms: number }
  | { is: 'slow network'; ms: number };

/** One such time: what it is called, what it is like, and how long it lasts, in milliseconds. */
export type Season = { name: string; weather: Weather; lasts: readonly [least: number, most: number] };

const outage = (name: string, fault: Exclude<ConnectionFault, 'normal'>, excuse: Excuse): Season => ({
  name,
  weather: { is: 'outage', fault, excuse },
  lasts: [5_000, 60_000],
});

const lasting = (weather: Exclude<Weather, { is: 'outage' }>): Season => ({
  name: `${weather.is}, by ${weather.ms} ms`,
  weather,
  lasts: [300_000, 1_200_000],
});

/** What such times there are: each of them once a day. */
export const SEASONS: readonly Season[] = [
  outage('every setup closed with 1011', { setup: { close: [1011, 'Internal error encountered.'] } }, 'away'),
  outage('every upgrade answered by 503', { upgrade: 503 }, 'away'),
  outage('every setup closed for quota', { setup: { close: [1011, QUOTA] } }, 'quota'),
  lasting({ is: 'late handles', ms: 1_500 }),
  lasting({ is: 'late handles', ms: 6_000 }),
  lasting({ is: 'late handles', ms: Number.POSITIVE_INFINITY }),
  lasting({ is: 'slow pongs', ms: 20_000 }),
  lasting({ is: 'slow network', ms: 400 }),
];

/** What the world is like while nothing is wrong; milliseconds. */
export const FAIR = { latencyMs: 30, handleDelay: 300, pongDelay: 0, setupDelay: 150 };

/** So many dials of an outage fail at most; nobody sane dials more often. */
const MOST_FAILING = 500;

/** Makes the weather bad; the result makes it fair again. */
export const cloud = (live: Live, weather: Weather): (() => void) => {
  switch (weather.is) {
    case 'outage': {
      const failing = Array.from({ length: MOST_FAILING }, (): ConnectionFault => ({ ...weather.fault }));
      live.dialling.unshift(...failing);
      return () => {
        const others = live.dialling.filter((fault) => !failing.includes(fault));
        live.dialling.splice(0, live.dialling.length, ...others);
      };
    }
    case 'late handles':
      live.handleDelay = weather.ms;
      return () => Object.assign(live, { handleDelay: FAIR.handleDelay });
    case 'slow pongs':
      live.pongDelay = weather.ms;
      return () => Object.assign(live, { pongDelay: FAIR.pongDelay });
    case 'slow network':
      live.latencyMs = weather.ms;
      return () => Object.assign(live, { latencyMs: FAIR.latencyMs });
  }
};
