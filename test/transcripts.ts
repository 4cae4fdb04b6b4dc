import { openConversationMemory } from '../src/conversation/memory/conversation-memory.ts';
import { openTranscriptArchive } from '../src/conversation/memory/transcript-archive.ts';
import type { StoredTurn } from '../src/conversation/turns/stored-turn.ts';
import { openStore } from '../src/store/store.ts';
import { at } from './place.ts';
import { silent } from './store/record.ts';

/**
 * The turns of channels as a store has them, in the order of their numbers; nothing where one is missing.
 *
 * @throws {StoreUnavailableError}
 */
export const readTurns = async (
  url: string,
  channels: readonly string[],
): Promise<Map<string, (StoredTurn | undefined)[]>> => {
  const store = await openStore(url, silent);
  try {
    const archive = openTranscriptArchive(store);
    const read = async (channel: string): Promise<[string, (StoredTurn | undefined)[]]> => {
      const { transcript } = openConversationMemory(at(channel), archive);
      const turns = (await transcript.summary())?.turns ?? 0;
      return [channel, await Promise.all(Array.from({ length: turns }, (_, index) => transcript.entry(index + 1)))];
    };
    return new Map(await Promise.all(channels.map(read)));
  } finally {
    await store.close();
  }
};
