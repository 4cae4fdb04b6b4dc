import type { Logger } from 'pino';
import type { CallRules } from './call-rules.ts';
import type { CallView, Venue } from './contract.ts';
import { EverydayWords, loadEverydayWords } from './names/everyday-words.ts';
import { NameListener } from './names/name-listener.ts';
import { SilenceListener } from './names/silence-listener.ts';

/** What tells who is called what in a call. */
export type CallNameMeans = {
  venue: Pick<Venue, 'channel' | 'listNames' | 'sender'>;
  view(): Pick<CallView, 'guildId' | 'channelId'>;
  rules(): Pick<CallRules, 'names' | 'languages'>;
  log: Logger;
};

/** What Parley is called in a call: the names that people see, and those that were set. */
export const listCallNames = ({ venue, view, rules }: Omit<CallNameMeans, 'log'>): string[] => [
  ...venue.listNames(view().guildId),
  ...rules().names,
];

/** The names of the others who are there. */
const listOthers = ({ venue, view }: Pick<CallNameMeans, 'venue' | 'view'>): string[] =>
  venue.channel(view().channelId)?.participants.map(({ name }) => name) ?? [];

/** Listens for a wish for silence in what somebody has said. */
export const openSilenceListener = (means: CallNameMeans): SilenceListener =>
  new SilenceListener({ names: listCallNames(means), others: listOthers(means) });

/** Listens for Parley's names in what somebody is saying. It never rejects. */
export const openNameListener = async (means: CallNameMeans, personId: string): Promise<NameListener> => {
  const { venue, view, rules, log } = means;
  const { guildId } = view();
  const { locale } = venue.sender(guildId, personId);
  const names = listCallNames(means);
  const languages = [...rules().languages, ...(locale ? [locale] : [])];
  const everyday = await loadEverydayWords().catch((err) => {
    log.error(
      { event: 'call.no_words', err },
      'the lists of everyday words could not be read: names are recognised less well',
    );
    return new EverydayWords(new Map());
  });
  return new NameListener({ names, others: listOthers(means), languages }, everyday);
};
