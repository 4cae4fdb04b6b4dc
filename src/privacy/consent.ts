import type { InboundStage, Sender } from '../base/inbound.ts';
import type { Author, FindOmission, Omission } from '../base/omission.ts';
import { findHome, type Place } from '../base/place.ts';
import type { Settings } from '../settings/settings.ts';
import { type Agreements, findPerson } from './agreements.ts';
import type { Choices } from './choices.ts';

/** What the check of consent needs. */
export type ConsentMeans = { settings: Pick<Settings, 'of'>; agreements: Pick<Agreements, 'check' | 'findSilent'> };

/**
 * Opens the check whether a person agreed to what becomes of their words, where the settings want that. Only what goes to the
 * model needs it.
 */
export const openConsent =
  ({ settings, agreements }: ConsentMeans): InboundStage =>
  async ({ asks, person, place }) => {
    const who = findPerson(person);
    if (!asks || who === undefined) return;
    const { consent, retention } = (await settings.of(place)).values;
    if (consent === 'opt-in') await agreements.check(who, findHome(place), retention);
  };

/**
 * Finds those whose words aren't passed on in a place, because people have to agree there and they didn't; all, if that can't be
 * looked up. It never rejects.
 */
export const openSilence =
  ({ settings, agreements }: ConsentMeans) =>
  async (people: readonly Sender[], place: Place): Promise<ReadonlySet<string>> => {
    const found = await settings.of(place).catch(() => undefined);
    if (!found) return new Set(people.map(({ id }) => id));
    return found.values.consent === 'opt-in' ? agreements.findSilent(people, findHome(place)) : new Set();
  };

/** What finding out whose words are passed on needs, besides who agreed. */
export type OmissionMeans = {
  settings: Pick<Settings, 'of'>;
  agreements: Pick<Agreements, 'find'>;
  choices: Pick<Choices, 'findUnstored'>;
  /** Those of these people who may not write in a place; all, if that can't be looked up. */
  findDenied(people: readonly Sender[], place: Place): Promise<ReadonlySet<string>>;
};

/**
 * Opens the check whether what somebody wrote is passed on, when somebody else brings it along. Only where people have to agree
 * does it depend on the author. What a bot writes is no person's word, but what a proxy repeats is one of a person whom it
 * doesn't tell.
 */
export const openOmission =
  ({ settings, agreements, choices, findDenied }: OmissionMeans): FindOmission =>
  async (author, place) => {
    const values = await settings.of(place).then(
      (found) => found.values,
      () => undefined,
    );
    if (!values) return 'not-known';
    if (values.consent !== 'opt-in') return undefined;
    if (author === 'unknown') return 'no-author';
    const person = findPerson(author);
    if (person === undefined) return isProxy(author, values.proxies) ? 'no-author' : undefined;
    const agreement = await findAgreement(agreements, person, place);
    if (agreement !== 'agreed') return agreement;
    const [unstored, denied] = await Promise.all([choices.findUnstored([person]), findDenied([author], place)]);
    return unstored.has(person) || denied.has(author.id) ? 'not-allowed' : undefined;
  };

const isProxy = ({ kind, as = [] }: Exclude<Author, 'unknown'>, proxies: readonly string[]): boolean =>
  kind === 'webhook' && as.some((id) => proxies.includes(id));

const findAgreement = async (
  agreements: OmissionMeans['agreements'],
  person: string,
  place: Place,
): Promise<'agreed' | Omission> => {
  try {
    const choice = await agreements.find(person, findHome(place));
    return choice?.agreed === undefined ? 'not-agreed' : 'agreed';
  } catch {
    return 'not-known';
  }
};
