import type { FromCall, ToProcess } from './protocol.ts';

/** One call in a voice process, as the bot holds it. */
export type VoiceWorker = {
  /** Sends a message about this call. Its `call` is replaced by the call's name in the process. */
  send(message: ToProcess): void;
  /** The call is over. The process may end with its last call. */
  close(): void;
};

/** What a voice process tells a call. */
export type VoiceWorkerEvents = {
  message(message: FromCall): void;
  /** The process died and was replaced. The new one knows nothing about this call. */
  onRestart(): void;
  /** The process died and isn't replaced. */
  onGone(): void;
};

/** Opens calls in voice processes. `warm`: a call will be opened soon, and shouldn't have to wait for its process. */
export type VoiceWorkers = { open(guildId: string, events: VoiceWorkerEvents): VoiceWorker; warm(): void };
