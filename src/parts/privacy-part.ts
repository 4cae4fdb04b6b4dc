import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Venue } from '../calls/contract.ts';
import type { Claims } from '../claims/claims.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { AnswerSounds } from '../media/out/answer-sounds.ts';
import { Choices } from '../privacy/choices.ts';
import { Departures, type OwnServers } from '../privacy/departures.ts';
import { Erasures } from '../privacy/erasures.ts';
import { type SettlementMeans, settlePerson } from '../privacy/person-settlement.ts';
import { PrivacyDesk } from '../privacy/privacy-desk.ts';
import { settleServer } from '../privacy/server-settlement.ts';
import { eraseChanger } from '../privacy/setting-eraser.ts';
import type { TraceMeans } from '../privacy/traces.ts';
import type { Settings } from '../settings/settings.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';

/** What privacy needs of the other parts. */
type PrivacyMeans = {
  store: Store;
  claims: Pick<Claims, 'visit' | 'keep' | 'list'>;
  accounts: SettlementMeans['accounts'];
  conversations: Pick<Conversations, 'erase' | 'reset'>;
  sounds: Pick<AnswerSounds, 'forget'>;
  choices: Choices;
  settings: Pick<Settings, 'replace' | 'doubt' | 'record'>;
  face: SettlementMeans['face'];
  clock: Clock;
  log: Logger;
};

/** Discord's side, as far as privacy needs it. */
type PrivacyBot = {
  venue: Pick<Venue, 'on'>;
  servers: OwnServers;
  findServer(channel: string): string | undefined;
};

/** Opens what people chose about their privacy. */
export const openChoices = (store: Store): Choices => new Choices(store.shelf(RECORD_KINDS.choice));

/**
 * Makes what people can see and take back of what is kept of them. Once `erasing` has started, it goes on with deletions,
 * and deletes what belongs to servers that were left long ago; what isn't done when it's closed is gone on with later.
 */
export const openPrivacy = (
  bot: PrivacyBot,
  means: PrivacyMeans,
): { privacy: PrivacyDesk; erasing: { start(): void; close(): void } } => {
  const { store, claims, choices, clock, log } = means;
  const traces = { store, findServer: (channel: string) => bot.findServer(channel) };
  const settlement = makeSettlement(means, traces);
  const erasures = new Erasures({
    shelf: store.shelf(RECORD_KINDS.erasure),
    settle: async (what, before) => {
      if (what.is === 'person') return settlePerson(what, settlement, before);
      const progress = await settleServer(what, settlement, before);
      // Every process that sees the order forgets the rules that it knew.
      means.settings.doubt(what.server);
      await means.settings.record(what.server);
      return progress;
    },
    purge: () => store.purge(),
    isBusy: () => claims.list().length > 0,
    clock,
    log,
  });
  const departures = new Departures({ store, servers: bot.servers, erasures, clock });
  bot.venue.on((change) => {
    if (change.is === 'left') void departures.note(change.guildId);
    else if (change.is === 'came') void departures.withdraw(change.guildIds);
  });
  const erasing = {
    start: () => {
      erasures.watch();
      void departures.watch();
    },
    close: () => {
      departures.close();
      erasures.close();
    },
  };
  return { privacy: new PrivacyDesk({ means: traces, choices, erasures, clock }), erasing };
};

const makeSettlement = (means: PrivacyMeans, traces: TraceMeans): SettlementMeans => {
  const { store, claims, accounts, conversations, sounds, choices, settings, face, log } = means;
  return {
    ...traces,
    store,
    claims,
    choices,
    face,
    log,
    conversations: {
      // The sound of answers is in memory only, by channel.
      erase: async (place, person, before) => {
        sounds.forget(place.channel);
        await conversations.erase(place, person, before);
      },
      reset: async (place) => {
        sounds.forget(place.channel);
        return conversations.reset(place);
      },
    },
    accounts,
    settings: {
      erase: async (home, person, before) => {
        await settings.replace(home, (record) => eraseChanger(record, person, before));
      },
    },
  };
};
