import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Introduce } from '../base/first-notice.ts';
import type { InboundStage, InboundStages } from '../base/inbound.ts';
import type { FindOmission } from '../base/omission.ts';
import { Agreements } from '../privacy/agreements.ts';
import type { Choices } from '../privacy/choices.ts';
import { openConsent, openOmission, openSilence } from '../privacy/consent.ts';
import { FirstNotices } from '../privacy/first-notices.ts';
import type { Settings } from '../settings/settings.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import { openChoices } from './privacy-part.ts';
import { type AccessRules, openRules, type RuleMeans } from './settings-part.ts';

/** What the stages need of the other parts. */
type StagePartMeans = RuleMeans & { store: Store; settings: Settings; budget: InboundStage; clock: Clock; log: Logger };

/** The stages, what people chose and agreed to, and what is told where people write and to those who ask for the first time. */
export type StagePart = {
  stages: InboundStages;
  choices: Choices;
  agreements: Agreements;
  introduce: Introduce;
  /** Those of these people whose words aren't passed on in a place: they may not write there, or didn't agree to that. */
  findDenied: AccessRules['findDenied'];
  findOmission: FindOmission;
} & Pick<AccessRules, 'noteHuman'>;

/** Opens what everything that people do and say has to pass. Nothing is read before somebody asks something. */
export const openStages = ({ store, settings, budget, findRoles, clock, log }: StagePartMeans): StagePart => {
  const choices = openChoices(store);
  const agreements = new Agreements(store.shelf(RECORD_KINDS.choice));
  const notices = new FirstNotices({ settings, agreements, choices, clock, log });
  const { noteHuman, findDenied, ...rules } = openRules({ settings, store, findRoles });
  const findSilent = openSilence({ settings, agreements });
  return {
    stages: { ...rules, consent: openConsent({ settings, agreements }), budget },
    choices,
    agreements,
    introduce: (place, person) => notices.begin(place, person),
    noteHuman,
    findOmission: openOmission({ settings, agreements, choices, findDenied }),
    findDenied: async (people, place) => {
      const [denied, silent] = await Promise.all([findDenied(people, place), findSilent(people, place)]);
      return denied.union(silent);
    },
  };
};
