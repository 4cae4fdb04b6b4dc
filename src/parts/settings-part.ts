import type { Logger } from 'pino';
import { type AccessMeans, openAccess } from '../access/access.ts';
import { BotLoops } from '../access/bot-loops.ts';
import { findDenied } from '../access/policy.ts';
import type { Clock } from '../base/clock.ts';
import type { InboundStages, Sender } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';
import type { Claims } from '../claims/claims.ts';
import { type Config, pickGoogle } from '../config.ts';
import { openConversationMemory } from '../conversation/memory/conversation-memory.ts';
import { openTranscriptArchive } from '../conversation/memory/transcript-archive.ts';
import { makeGoogleClient } from '../live/connection/dial.ts';
import { ModelList } from '../live/connection/model-list.ts';
import { TRANSLATE_MODEL } from '../live/protocol/translation.ts';
import type { GoneSearch } from '../settings/channel-room.ts';
import { Settings } from '../settings/settings.ts';
import type { Leases } from '../store/leases.ts';
import type { Store } from '../store/store.ts';
import { toOperatorLayer } from './operator-layer.ts';

/** What the settings need of the other parts. */
type SettingsMeans = {
  store: Store;
  leases: Leases;
  claims: Pick<Claims, 'on'>;
  findGone: GoneSearch;
  clock: Clock;
  log: Logger;
};

/** Makes the settings of all places. Nothing is read before somebody asks for one. */
export const makeSettings = (config: Config, { claims, ...means }: SettingsMeans): Settings => {
  const { values, known } = toOperatorLayer(config);
  const list = new ModelList({ google: makeGoogleClient(pickGoogle(config)), clock: means.clock, log: means.log });
  const settings = new Settings({
    ...means,
    operator: {
      values,
      known: {
        ...known,
        // What the key may use is suggested once Google has told it.
        get models() {
          return [...new Set([...known.models, ...list.names])];
        },
        get listed() {
          return list.names;
        },
        get translates() {
          return list.has(TRANSLATE_MODEL);
        },
      },
    },
  });
  // Before this process got a home, another one may have changed its settings.
  claims.on((change) => change.is === 'gained' && settings.doubt(change.claim.home));
  return settings;
};

/** What the rules need of the other parts. */
export type RuleMeans = { store: Store; settings: Pick<Settings, 'of' | 'warm'> } & Required<
  Pick<AccessMeans, 'findRoles'>
>;

/**
 * The check of what the settings allow, what reads them beforehand, what is told where people write, and who of some people
 * may not write in a place; all of them, if that can't be looked up.
 */
export type AccessRules = Pick<InboundStages, 'access'> &
  Required<Pick<InboundStages, 'warm'>> & {
    noteHuman(channel: string): void;
    findDenied(people: readonly Sender[], place: Place): Promise<ReadonlySet<string>>;
  };

/** Opens the check of what the settings allow. */
export const openRules = ({ settings, store, findRoles }: RuleMeans): AccessRules => {
  const loops = new BotLoops();
  const readAskers = async (place: Place) => {
    const { transcript } = openConversationMemory(place, openTranscriptArchive(store));
    return (await transcript.newest()).map(({ person }) => person.id);
  };
  return {
    access: openAccess({ settings, loops, readAskers, findRoles }),
    warm: (place) => settings.warm(place),
    noteHuman: (channel) => loops.noteHuman(channel),
    findDenied: async (people, place) =>
      settings.of(place).then(
        ({ values }) => findDenied(people, place, values),
        () => new Set(people.map(({ id }) => id)),
      ),
  };
};
