import type { FromCall, ToProcess } from './protocol.ts';

/** One call's end in a voice process. */
export type VoiceWorker = {
  /** Sends a message of this call, whatever its `call` says. */
  send(message: ToProcess): void;
  /** The call is over; the process may end with its last one. */
  close(): void;
};

/** What a call hears from its voice process. */
export type VoiceWorkerEvents = {
  message(message: FromCall): void;
  /** The process died and another took its place, which knows nothing of this call yet. */
  onRestart(): void;
  /** The process died and none takes its place. */
  onGone(): void;
};

/** Where calls are carried out: they are spread over voice processes. */
export type VoiceWorkers = { open(guildId: string, events: VoiceWorkerEvents): VoiceWorker };
