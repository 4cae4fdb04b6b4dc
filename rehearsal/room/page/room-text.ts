import type { RoomWords } from './words/english-room.ts';

/** What the server says: why something can't be done, or what has to be known of what was done. */
type TextCode = Extract<keyof RoomWords, `refusal.${string}` | `known.${string}`>;

/** A sentence of the server before it's put into a language: its code and its values. */
export type RoomText = {
  [Code in TextCode]: RoomWords[Code] extends (values: infer Values) => string
    ? { code: Code } & Values
    : { code: Code };
}[TextCode];

/** Says a sentence of the server in the language of the words. */
export const sayRoomText = (text: RoomText, words: RoomWords): string => {
  // The type of a text joins each code with the values that its sentence takes.
  const entry = words[text.code] as string | ((values: RoomText) => string);
  return typeof entry === 'string' ? entry : entry(text);
};
