import { UserError } from '../base/errors.ts';
import type { Inbound, InboundStage } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';
import type { SettingValues } from '../settings/setting-table.ts';
import type { Settings } from '../settings/settings.ts';
import type { BotLoops } from './bot-loops.ts';
import { hasRoleLists, may, toRequest } from './policy.ts';

/** What access needs. */
export type AccessMeans = {
  settings: Pick<Settings, 'of'>;
  loops: BotLoops;
  /** Who asked the newest turns of a conversation, oldest first. Rejects if that can't be read. */
  readAskers?: (place: Place) => Promise<readonly string[]>;
  /**
   * The roles of somebody in a server, as they are now. With speech there come none, only those that were known. Never rejects:
   * nothing, if they can't be found out.
   */
  findRoles?: (server: string, person: string) => Promise<readonly string[] | undefined>;
};

/** Opens the check whether a person may do something here. It's quick once the settings of the place are known. */
export const openAccess =
  ({ settings, loops, readAskers = async () => [], findRoles }: AccessMeans): InboundStage =>
  async (inbound) => {
    const { values } = await settings.of(inbound.place);
    const { place, person } = inbound;
    const { server } = place;
    const mayBeOld = inbound.is === 'speech' && hasRoleLists(values);
    const roles = mayBeOld && findRoles && server ? await findRoles(server, person.id) : person.roles;
    const verdict = may(toRequest({ ...inbound, person: { ...person, roles } }), values);
    if (!verdict.may) throw new UserError(verdict.why);
    await checkLoop(inbound, values, { loops, readAskers });
  };

/** Notes who talks, and ends the talk of bots with each other. @throws UserError */
const checkLoop = async (
  { person, place }: Inbound,
  { 'bots.named': named }: SettingValues,
  { loops, readAskers }: Required<Pick<AccessMeans, 'loops' | 'readAskers'>>,
): Promise<void> => {
  // What a webhook repeats is a person's word only if that person is known.
  if (person.kind === 'member' || person.behind !== undefined) return loops.noteHuman(place.channel);
  const isBot = (id: string) => id === person.id || named.includes(id);
  const countStored = async () => {
    const askers = await readAskers(place);
    return askers.length - 1 - askers.findLastIndex((id) => !isBot(id));
  };
  // While nobody can tell how often bots have talked, they aren't answered.
  const mayGoOn = await loops.noteBot(place.channel, countStored).catch(() => false);
  if (!mayGoOn) throw new UserError({ code: 'access.bot' });
};
