import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Inbound } from '../src/base/inbound.ts';
import { findHome } from '../src/base/place.ts';
import { pickMember } from '../src/budget/account-sums.ts';
import type { UsageDay } from '../src/budget/usage.ts';
import type { Command, CommandReply, Invocation } from '../src/discord/inbound/command.ts';
import type { Say } from '../src/text/languages.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';
import { composeUsage, type Whose } from './usage-lines.ts';

const WHOSE = ['me', 'server'] as const satisfies readonly Whose[];

/** How many days are read: a month, those in the picture, and for the file this month and the two before. */
const DAYS = 31;
const PICTURED = 30;
const FILED = 92;

/** `/usage`: what answers have cost here, for a member their own, and for who manages the server everyone's. */
export const usage: Command<Services> = {
  name: 'usage',
  define: (words) => ({
    ...words.describe('command.usage'),
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'whose',
        ...words.describe('option.whose'),
        choices: WHOSE.map((value) => ({ value, ...words.name(`choice.whose-${value}`) })),
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'picture', ...words.describe('option.picture') },
    ],
  }),
  execute: {
    acknowledge: 'private',
    async run(invocation, services) {
      const { inbound, interaction } = invocation;
      const wanted = interaction.options.getString('whose');
      const whose = wanted === null ? (managesServer(inbound) ? 'server' : 'me') : readWhose(wanted);
      if (interaction.options.getBoolean('picture')) return await showPicture(invocation, services, whose);
      return await showUsage(invocation, services, whose);
    },
  },
  buttons: {
    show: {
      acknowledge: 'private',
      run: (invocation, services) =>
        showUsage(invocation, services, managesServer(invocation.inbound) ? 'server' : 'me'),
    },
    picture: {
      acknowledge: 'private',
      run: (invocation, services) => showPicture(invocation, services, readWhose(invocation.values[0])),
    },
    csv: {
      acknowledge: 'private',
      run: (invocation, services) => sendCsv(invocation, services, readWhose(invocation.values[0])),
    },
  },
};

/** What a button or an option says; whatever else somebody sends is their own. */
const readWhose = (value: string | undefined): Whose => (value === 'server' ? 'server' : 'me');

/** Whether Discord said with this very event that the person manages the server. */
const managesServer = ({ place, person }: Inbound): boolean =>
  place.server !== undefined && person.powers.some((power) => power === 'administrator' || power === 'manage-server');

/** @throws UserError if the person may not see what others have spent */
const checkPermission = (inbound: Inbound, whose: Whose): void => {
  if (whose === 'server' && !managesServer(inbound)) throw new UserError({ code: 'usage.not-allowed' });
};

type UsageInvocation = Invocation<ChatInputCommandInteraction | ButtonInteraction>;

const readDays = async (
  { place, person }: Inbound,
  { usage }: Services,
  { whose, days }: { whose: Whose; days: number },
): Promise<UsageDay[]> => {
  const all = await usage.server(findHome(place), days);
  return whose === 'server' ? all : all.map(({ day, account }) => ({ day, account: pickMember(account, person.id) }));
};

const showUsage = async (
  { inbound, say }: UsageInvocation,
  services: Services,
  whose: Whose,
): Promise<CommandReply> => {
  checkPermission(inbound, whose);
  const days = await readDays(inbound, services, { whose, days: DAYS });
  const left = await services.usage.left(inbound.place, inbound.person.id);
  const lines = composeUsage(days, { whose, left });
  return { content: lines.map((line) => say(line)).join('\n'), rows: [makeButtons(whose, say)] };
};

const showPicture = async (
  { inbound, say }: UsageInvocation,
  services: Services,
  whose: Whose,
): Promise<CommandReply> => {
  checkPermission(inbound, whose);
  const days = await readDays(inbound, services, { whose, days: PICTURED });
  // Nobody else needs what draws, so it's loaded when somebody asks for a picture.
  const { drawUsage, toPictureDays, measurePicture } = await import('../src/budget/usage-picture.ts');
  const pictured = toPictureDays(days);
  const description = say({ code: 'usage.picture-description', ...measurePicture(pictured) });
  return {
    content: say({ code: 'usage.picture' }),
    files: [{ name: 'usage.png', data: await drawUsage(pictured), description }],
  };
};

const sendCsv = async ({ inbound, say }: UsageInvocation, services: Services, whose: Whose): Promise<CommandReply> => {
  checkPermission(inbound, whose);
  const home = findHome(inbound.place);
  const days = await readDays(inbound, services, { whose, days: FILED });
  const { listUsage, formatCsv } = await import('../src/budget/usage-csv.ts');
  const data = Buffer.from(formatCsv(await listUsage(days.map((day) => ({ ...day, home })))));
  return { content: say({ code: `usage.file-${whose}`, days: FILED }), files: [{ name: 'usage.csv', data }] };
};

const makeButtons = (whose: Whose, say: Say) => ({
  type: ComponentType.ActionRow as const,
  components: (['picture', 'csv'] as const).map((what) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: say({ code: `button.usage-${what}` }),
    custom_id: `usage:${what}:${whose}`,
  })),
});
