/**
 * Characters that draw nothing by themselves: white space, control and format characters, halves of surrogate pairs,
 * what Unicode lets every renderer ignore (UAX 44, Default_Ignorable_Code_Point, including the fillers of Hangul), and
 * the Braille pattern without dots, which counts as a symbol.
 */
const INVISIBLE = String.raw`\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800`;

const ONLY_INVISIBLE = new RegExp(`^[${INVISIBLE}]*$`, 'u');

/** Whether a reader would see nothing at all. Such a text is neither an answer nor a question, however long it is. */
export const isBlank = (text: string): boolean => ONLY_INVISIBLE.test(text);
