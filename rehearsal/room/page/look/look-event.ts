import type { EmojiPayload } from './message-payload.ts';

/** What people do with what is drawn, by the name of the event. All of them bubble and leave shadow roots. */
export type LookEvents = {
  /** A button was pressed. */
  'look-press': { messageId: string; customId: string };
  /** A menu's choice was made. */
  'look-select': { messageId: string; customId: string; values: string[] };
  /** An ephemeral message shall no longer be shown. */
  'look-dismiss': { messageId: string };
  /** Answers of a poll were chosen, by their numbers; none takes the vote back. */
  'look-vote': { messageId: string; answers: number[] };
  /** A reaction was added or taken back. */
  'look-react': { messageId: string; emoji: EmojiPayload };
  /** Something that was offered in `actions` was picked for a message. */
  'look-action': { messageId: string; action: string };
  /** A form was sent: what was entered by the fields' custom ids, and the files of those that take files. */
  'look-submit': {
    customId: string;
    values: Record<string, string | readonly string[] | boolean>;
    files: Record<string, readonly File[]>;
  };
  /** A form was closed without being sent. */
  'look-close': { customId: string };
  /** Words were written, in Discord's Markdown; `ping` is whether a reply notifies whom it answers. */
  'look-send': { text: string; files: readonly File[]; ping: boolean };
  /** A command was sent, by its path, with the values of its options, and with files. */
  'look-command': {
    command: string;
    id: string;
    options: Record<string, string | number | boolean>;
    files: Record<string, File>;
  };
  /** Somebody types in an option that the bot suggests for; set `suggested` once it has answered. */
  'look-suggest': {
    command: string;
    option: string;
    typed: string;
    options: Record<string, string | number | boolean>;
  };
  /** A message shall be no reply any more. */
  'look-unreply': Record<string, never>;
  /** A mention of a command, channel, user or role, a thread or an answered message was opened. */
  'look-open': { kind: 'command' | 'channel' | 'user' | 'role' | 'message' | 'thread'; id: string; name: string };
};

/** Says what somebody did, from the element that it was done with. */
export const sendLookEvent = <Name extends keyof LookEvents>(
  from: EventTarget | null,
  name: Name,
  detail: LookEvents[Name],
): void => {
  from?.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
};
