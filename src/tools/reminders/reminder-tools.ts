import type { Clock } from '../../base/clock.ts';
import type { PlaceTool, PlaceToolResult, ToolUse } from '../place-tool.ts';
import { tellMoment } from '../time-tool.ts';
import { findZones } from '../time-zones.ts';
import {
  ArgumentError,
  makeNumberSchema,
  makeTextSchema,
  readNumber,
  readOptionalText,
  readText,
} from '../tool-args.ts';
import type { ToolChangeResult } from '../tool-changes.ts';
import { readLocalTime, splitOffset } from './local-time.ts';
import { LONGEST_AHEAD, REMINDER_RIGHTS, type Reminder } from './reminder.ts';
import { MOST_REMINDERS, type ReminderBook } from './reminder-book.ts';

type Args = Readonly<Record<string, unknown>>;
type ToolMeans = { book: Pick<ReminderBook, 'add' | 'list' | 'cancel'>; clock: Pick<Clock, 'wall'> };

const isOn: PlaceTool['isOn'] = ({ tools }) => tools.includes('reminders');

/** Noting, listing and cancelling reminders. */
export const makeReminderTools = (means: ToolMeans): readonly PlaceTool[] => [
  {
    declaration: {
      name: 'remind',
      description:
        'Notes a reminder that is written in this channel at a time, for the person who asks or for the channel.',
      parameters: {
        type: 'OBJECT',
        properties: {
          text: makeTextSchema('What to remind of, at most 500 characters, in the words of the person.'),
          for: { type: 'STRING', enum: ['me', 'channel'], description: 'Whom: "me" whoever asks, or "channel".' },
          in_minutes: makeNumberSchema('In how many minutes, if the person says it like that.'),
          at: makeTextSchema('Or when, by the clocks of the zone: "2026-12-01T09:00", or "09:00" for the next time.'),
          zone: makeTextSchema('The time zone of "at", such as "Europe/Berlin", if the person names a place or zone.'),
        },
        required: ['text', 'for'],
      },
    },
    deadline: 15_000,
    isOn,
    run: (args, use) => remind(args, use, means),
  },
  {
    declaration: {
      name: 'list_reminders',
      description: 'Lists the reminders of the person who asks in this server, with their ids.',
      parameters: { type: 'OBJECT', properties: {} },
    },
    deadline: 5_000,
    isOn,
    async run(_, { place, asker, values }) {
      const all = await means.book.list(place, asker.id);
      const reminders = all.map(({ id, text, due, to }) => ({
        id,
        text,
        for: to,
        ...tellMoment(due, values['time-zone']),
      }));
      return { is: 'done', says: { reminders } };
    },
  },
  {
    declaration: {
      name: 'cancel_reminder',
      description: 'Cancels a reminder of the person who asks, by the id that list_reminders tells.',
      parameters: { type: 'OBJECT', properties: { id: makeTextSchema('Its id.') }, required: ['id'] },
    },
    deadline: 15_000,
    isOn,
    run: (args, use) => cancel(args, use, means),
  },
];

const remind = (args: Args, use: ToolUse, { book, clock }: ToolMeans): PlaceToolResult | Promise<PlaceToolResult> => {
  const { asker, place, change } = use;
  const text = readText(args, 'text', 500);
  const whom = readText(args, 'for', 20);
  if (whom !== 'me' && whom !== 'channel') throw new ArgumentError('for must be me or channel.');
  const now = clock.wall();
  const due = findDue(args, use, now);
  if (typeof due !== 'number') return due;
  if (due <= now) return { is: 'refused', why: 'That time is over already. Nothing was noted.' };
  if (due - now > LONGEST_AHEAD) return { is: 'refused', why: 'That is more than a year ahead. Nothing was noted.' };
  const to = whom === 'me' ? 'asker' : 'channel';
  return change({
    needs: REMINDER_RIGHTS,
    question: { code: `tools.ask-reminder-${to}`, text, at: due },
    run: () => note({ place, person: asker.id, to, text, due, made: clock.wall() }, { book, clock }),
  });
};

const note = async (draft: Omit<Reminder, 'id'>, { book, clock }: ToolMeans): Promise<ToolChangeResult> => {
  // The button may have been pressed late.
  if (draft.due <= clock.wall())
    return {
      is: 'refused',
      told: { code: 'tools.reminder-past' },
      why: 'That time is over already. Nothing was noted.',
    };
  const added = await book.add(draft);
  if (added === 'full')
    return {
      is: 'refused',
      told: { code: 'tools.reminders-full', most: MOST_REMINDERS.person },
      why: `Nothing was noted: there are too many reminders. A person may have ${MOST_REMINDERS.person}.`,
    };
  if (added === 'not-stored')
    return {
      is: 'refused',
      told: { code: 'settings.not-stored' },
      why: 'Nothing was noted, because what is to be kept cannot be stored right now. It may work in a minute.',
    };
  return { is: 'done', told: { code: 'tools.did-reminder', at: added.due }, says: { id: added.id } };
};

/** When a reminder is due, in milliseconds since the epoch, or why that can't be told. @throws ArgumentError */
const findDue = (args: Args, { values, isZoneKnown }: ToolUse, now: number): number | PlaceToolResult => {
  const typed = readOptionalText(args, 'at', 40);
  if (typed === undefined) return now + readNumber(args, 'in_minutes', { least: 1, most: 540_000 }) * 60_000;
  const { time, offset } = splitOffset(typed);
  // An offset says which moment is meant, whatever zone is named beside it.
  const named = offset ?? readOptionalText(args, 'zone', 100);
  if (named === undefined && !isZoneKnown)
    return {
      is: 'refused',
      why: 'Nobody has said in which time zone this place is. Ask the person for their city or zone, and call again with it.',
    };
  const zones = named === undefined ? [values['time-zone']] : findZones(named);
  const [zone, ...others] = zones;
  if (zone === undefined || others.length > 0)
    return {
      is: 'refused',
      why: `That is no single time zone${zone === undefined ? '' : `, but ${zones.join(', ')}`}. Ask which one.`,
    };
  const due = readLocalTime(time, zone, now);
  if (due === undefined) throw new ArgumentError('at must be like 2026-12-01T09:00, 2026-12-01T09:00+09:00 or 09:00.');
  return due;
};

const cancel = async (args: Args, { place, asker, change }: ToolUse, { book }: ToolMeans): Promise<PlaceToolResult> => {
  const id = readText(args, 'id', 20);
  const found = (await book.list(place, asker.id)).find((one) => one.id === id);
  if (!found)
    return { is: 'refused', why: 'The person who asked has no reminder of that id here. Nothing was cancelled.' };
  return change({
    needs: ['view'],
    question: { code: 'tools.ask-cancel', text: found.text, at: found.due },
    run: async () => CANCELLED[await book.cancel(place, id, asker.id)],
  });
};

/** What people and the model are told of it. */
const CANCELLED: Readonly<Record<Awaited<ReturnType<ReminderBook['cancel']>>, ToolChangeResult>> = {
  cancelled: { is: 'done', told: { code: 'tools.did-cancel' } },
  unknown: { is: 'refused', told: { code: 'tools.no-reminder' }, why: 'There is no such reminder any more.' },
  'not-stored': {
    is: 'refused',
    told: { code: 'settings.not-stored' },
    why: 'That could not be stored, so it may not be cancelled. It may work in a minute.',
    isUncertain: true,
  },
};
