import { randomBytes, randomInt } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Config } from '../config.ts';
import { makePageOpener } from '../proxy/open-page.ts';
import type { Settings } from '../settings/settings.ts';
import type { Leases } from '../store/leases.ts';
import type { Store } from '../store/store.ts';
import { makeDiceTools } from '../tools/dice-tools.ts';
import type { ToolHands } from '../tools/hands.ts';
import type { McpTools } from '../tools/mcp/mcp-tools.ts';
import { makeMessagesTool } from '../tools/messages-tool.ts';
import { makeFetchTool } from '../tools/pages/fetch-tool.ts';
import { makePeopleTool } from '../tools/people-tool.ts';
import { makePinTool } from '../tools/pin-tool.ts';
import type { PlaceTool } from '../tools/place-tool.ts';
import { PlaceTools } from '../tools/place-tools.ts';
import { makePollTool } from '../tools/poll-tool.ts';
import { ReminderBook } from '../tools/reminders/reminder-book.ts';
import { ReminderClock } from '../tools/reminders/reminder-clock.ts';
import { makeReminderTools } from '../tools/reminders/reminder-tools.ts';
import { makeThreadTool } from '../tools/thread-tool.ts';
import { makeTimeTool } from '../tools/time-tool.ts';
import type { Tool } from '../tools/tool.ts';
import { ToolChanges } from '../tools/tool-changes.ts';
import { writeTool } from '../tools/write-tool.ts';

/** The tools that every place has with these settings. */
export const chooseCommonTools = ({ writtenAnswers }: Pick<Config, 'writtenAnswers'>): readonly Tool[] =>
  writtenAnswers ? [writeTool] : [];

/** What tools need of the other parts. */
export type ToolMeans = {
  settings: Pick<Settings, 'of' | 'peek'>;
  bot: { hands: ToolHands };
  store: Store;
  leases: Leases;
  clock: Clock;
  log: Logger;
  observe: Observe;
  /** Tools besides Parley's own. */
  more?: readonly PlaceTool[] | undefined;
  /** Finds the addresses of hosts whose pages are read, if not as the system does. */
  lookup?: LookupFunction | undefined;
  /** The tools of MCP servers, if there may be any. */
  mcp?: Pick<McpTools, 'list' | 'listMaterial' | 'isConnecting' | 'isDown' | 'prepare'>;
};

/** The tools of places, and what they change on people's behalf. */
export type ToolsPart = {
  tools: PlaceTools;
  changes: ToolChanges;
  reminders: Reminders;
};

/** What people are reminded of, and sending it. */
export type Reminders = Pick<ReminderBook, 'list' | 'cancel'> & Pick<ReminderClock, 'start' | 'close'>;

/** Letters and digits that nobody takes for one another. */
const LEGIBLE = 'abcdefghjkmnpqrstuvwxyz23456789';

const makeReminderId = (): string => Array.from({ length: 6 }, () => LEGIBLE[randomInt(LEGIBLE.length)]).join('');

/** Makes the tools. Nothing is called yet. */
export const openTools = (
  config: Config,
  { settings, bot, store, leases, clock, log, observe, mcp, lookup, more = [] }: ToolMeans,
): ToolsPart => {
  const { rights, showQuestion: show } = bot.hands;
  const changes = new ToolChanges({ rights, show, clock, makeId: () => randomBytes(12).toString('base64url') });
  const sender = new ReminderClock({ store, leases, hands: bot.hands, clock, log, observe });
  const book = new ReminderBook({ store, leases, makeId: makeReminderId, onAdd: (...added) => sender.note(...added) });
  const own: readonly PlaceTool[] = [
    makeTimeTool(clock),
    ...makeDiceTools((below) => randomInt(below)),
    makePollTool(bot.hands),
    ...makeReminderTools({ book, clock }),
    makePeopleTool(bot.hands),
    makePinTool(bot.hands),
    makeThreadTool(bot.hands),
    makeFetchTool(makePageOpener({ ...config, lookup }), clock),
    ...(config.messageContent ? [makeMessagesTool(bot.hands)] : []),
    ...more,
  ];
  const tools = new PlaceTools({
    common: chooseCommonTools(config),
    own,
    listMore: (...where) => mcp?.list(...where) ?? [],
    hasMaterial: (...where) => (mcp?.listMaterial(...where).length ?? 0) > 0,
    isAwaited: (...where) => mcp?.isConnecting(...where) ?? false,
    isDown: (...where) => mcp?.isDown(...where) ?? false,
    prepare: async (...where) => mcp?.prepare(...where),
    settings,
    rights,
    changes,
  });
  const reminders: Reminders = {
    list: (place, person) => book.list(place, person),
    cancel: (place, id, person) => book.cancel(place, id, person),
    start: () => sender.start(),
    close: () => sender.close(),
  };
  return { tools, changes, reminders };
};
