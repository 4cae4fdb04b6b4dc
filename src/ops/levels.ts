import type Registry from 'prom-client/lib/registry.js';
import { registerCounter, registerGauge } from './scrape.ts';

/** Numbers that are read only at a scrape, as they are at that moment. */
export type Levels = {
  /** Open Live connections. */
  sessions(): number;
  /** Conversations that hold memory. */
  conversations(): number;
  /** Turns that wait behind others. */
  countWaiting(): number;
  calls(): number;
  /** Bytes of the sounds that are kept for people who want to listen to answers. */
  countSoundBytes(): number;
  voiceProcesses(): number;
  /** The store's state, how much waits for it, and how many changes were lost and operations failed since the start. */
  store(): { is: string; queued: number; bytes: number; lost: number; errors: number };
};

/** Shows these levels at each scrape from now on. */
export const registerLevels = (registry: Registry, levels: Levels): void => {
  const level = (name: string, help: string, read: () => number) => registerGauge(registry, name, help, read);
  level('parley_open_sessions', 'Open Live connections.', levels.sessions);
  level('parley_conversations_awake', 'Conversations that hold memory.', levels.conversations);
  level('parley_turns_waiting', 'Turns that wait behind others, in all conversations.', levels.countWaiting);
  level('parley_calls', 'Calls that are on.', levels.calls);
  level('parley_kept_sound_bytes', 'Bytes of the sounds of answers that are kept.', levels.countSoundBytes);
  level('parley_voice_processes', 'Voice processes that run.', levels.voiceProcesses);
  const { store } = levels;
  level('parley_store_away', 'Whether the store cannot be reached just now: 1, or 0.', () => +(store().is === 'away'));
  level('parley_store_queued_changes', 'Changes that wait for the store.', () => store().queued);
  level('parley_store_queued_bytes', 'Bytes of the changes that wait for the store.', () => store().bytes);
  const count = (name: string, help: string, read: () => number) => registerCounter(registry, name, help, read);
  count('parley_store_errors_total', 'Times that the store failed or was too slow.', () => store().errors);
  count(
    'parley_store_lost_changes_total',
    'Changes that were lost because too many waited for the store.',
    () => store().lost,
  );
};
