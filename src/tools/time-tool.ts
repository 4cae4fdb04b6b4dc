import type { Clock } from '../base/clock.ts';
import type { PlaceTool } from './place-tool.ts';
import { findZones } from './time-zones.ts';
import { makeTextSchema, readOptionalText } from './tool-args.ts';

/** The time anywhere: a model knows neither the time nor when clocks change. */
export const makeTimeTool = (clock: Pick<Clock, 'wall'>): PlaceTool => ({
  declaration: {
    name: 'get_time',
    description:
      'Tells the present date and time here, or in a place of the world. Use it whenever the time or date matters.',
    parameters: {
      type: 'OBJECT',
      properties: {
        zone: makeTextSchema(
          'An IANA time zone such as "Asia/Tokyo"; for a city without one, that of its region. Leave it out for here.',
        ),
      },
    },
  },
  deadline: 2_000,
  isOn: ({ tools }) => tools.includes('time'),
  run(args, { values }) {
    const typed = readOptionalText(args, 'zone', 100);
    const zones = typed === undefined ? [values['time-zone']] : findZones(typed);
    const [zone, ...others] = zones;
    if (zone === undefined)
      return {
        is: 'refused',
        why: 'There is no such time zone. Call it again with an IANA name such as "Europe/Berlin".',
      };
    const now = clock.wall();
    if (others.length === 0) return { is: 'done', says: tellMoment(now, zone) };
    return { is: 'done', says: { several: zones.map((each) => tellMoment(now, each)) } };
  },
});

/** A moment, in milliseconds since the epoch, by the clocks of a zone. */
export const tellMoment = (at: number, zone: string): Record<string, unknown> => ({
  zone,
  time: new Intl.DateTimeFormat('en', {
    timeZone: zone,
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at),
  offset: new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value,
});
