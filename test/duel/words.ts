/** One piece of an answer: of which question, in which of the model's answers to it, and which of how many pieces. */
export type Piece = { question: number; generation: number; number: number; of: number };

/** Whose words they are: all words of an answer tell that, so that any page of it can be known. */
export type Mark = Pick<Piece, 'question' | 'generation'>;

/** A piece with about so many characters after it. */
export const pieceText = ({ question, generation, number, of }: Piece, filler = 0): string => {
  const mark = `q${question}g${generation}`;
  return `${mark}p${number}of${of} ${`${mark} `.repeat(filler / 8)}`;
};

/** The pieces that a text shows, in its order. */
export const piecesIn = (text: string): Piece[] =>
  [...text.matchAll(/q(\d+)g(\d+)p(\d+)of(\d+)/g)].map(([, ...numbers]) => {
    const [question = 0, generation = 0, number = 0, of = 0] = numbers.map(Number);
    return { question, generation, number, of };
  });

/** All marks of a text, those of its pieces too. */
export const marksIn = (text: string): Mark[] =>
  [...text.matchAll(/q(\d+)g(\d+)/g)].map(([, question, generation]) => ({
    question: Number(question),
    generation: Number(generation),
  }));

/** A text without the words between its pieces. */
export const brief = (text = ''): string => text.replace(/(?:q\d+g\d+\s+)+/g, '').slice(0, 160);

/** What people type, and the number of the question that a text ends with. */
export const questionText = (number: number): string => `question${number}?`;
export const questionIn = (text: string): number | undefined => {
  const [, number] = /question(\d+)\?$/.exec(text.trimEnd()) ?? [];
  return number === undefined ? undefined : Number(number);
};
