import type { LookWords } from '../words/english-look.ts';
import type { MessagePayload, UserPayload } from './message-payload.ts';

/** A user or a bot of the server. `color` is that of the highest role, as Discord's number; `avatar` an address that the page may load. */
export type ScenePerson = { id: string; name: string; bot?: boolean; color?: number; avatar?: string };

/** A channel by Discord's number of its type. */
export type SceneChannel = { id: string; name: string; type: number };

/** A role; `color` is Discord's number. */
export type SceneRole = { id: string; name: string; color?: number };

/** What the ids of payloads are looked up in, and how the page gets at files and the time. */
export type LookScene = {
  /** The id of the person who looks. */
  me: string;
  people: readonly ScenePerson[];
  channels: readonly SceneChannel[];
  roles: readonly SceneRole[];
  /** The wall time in milliseconds, for "2 minutes ago". */
  /** How many bytes a file may have that `me` sends; any if it's missing. */
  uploadLimit?: number | undefined;
  now(): number;
  /** A BCP 47 tag, such as `en-GB`. */
  locale: string;
  /** What is said in the language of the person who looks. */
  words: LookWords;
  /** The address from which the page may load a file of a payload; nothing where it may not be loaded at all. */
  locate(url: string): string | undefined;
};

/** Discord's own names for a user: as the server calls them, else the display name, else the account's name. */
export const toScenePerson = (scene: LookScene, user: UserPayload | undefined): ScenePerson => {
  const known = scene.people.find(({ id }) => id === user?.id);
  if (known) return known;
  const name = user?.global_name ?? user?.username ?? scene.words['mention.unknown-user'];
  return { id: user?.id ?? '', name, ...(user?.bot && { bot: true }) };
};

/** The person of an id that a message mentions, who may have left the server. */
export const findMention = (scene: LookScene, id: string, message?: Partial<MessagePayload>): ScenePerson =>
  toScenePerson(scene, message?.mentions?.find((one) => one.id === id) ?? { id });
