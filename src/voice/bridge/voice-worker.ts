import type { FromCall, ToProcess } from './protocol.ts';

/** One call's end in a voice process. */
export type Remote = {
  /** Sends a message of this call, whatever its `call` says. */
  send(message: ToProcess): void;
  /** The call is over; the process may end with its last one. */
  close(): void;
};

/** What a call hears from its voice process. */
export type RemoteEvents = {
  message(message: FromCall): void;
  /** The process died and another took its place, which knows nothing of this call yet. */
  restarted(): void;
  /** The process died and none takes its place. */
  gone(): void;
};

/** Where calls are carried out: they are spread over voice processes. */
export type Remotes = { open(guildId: string, events: RemoteEvents): Remote };
