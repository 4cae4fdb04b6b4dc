/** One piece of an answer: of which question, in which of the model's answers to it, and which of how many pieces. */
export type Piece = { question: number; generation: number; number: number; of: number };

/** How a piece begins, so that whatever shows it can be read again. */
export const pieceText = ({ question, generation, number, of }: Piece): string =>
  `q${question}g${generation}p${number}of${of} `;

/** The pieces that a text shows, in its order. */
export const piecesIn = (text: string): Piece[] =>
  [...text.matchAll(/q(\d+)g(\d+)p(\d+)of(\d+)/g)].map(([, ...numbers]) => {
    const [question = 0, generation = 0, number = 0, of = 0] = numbers.map(Number);
    return { question, generation, number, of };
  });

/** What people type, and the number of the question that a text ends with. */
export const questionText = (number: number): string => `question${number}?`;
export const questionIn = (text: string): number | undefined => {
  const [, number] = /question(\d+)\?$/.exec(text.trimEnd()) ?? [];
  return number === undefined ? undefined : Number(number);
};
