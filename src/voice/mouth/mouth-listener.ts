/** How an utterance came to its end, as `silent` of the protocol says. */
export type UtteranceEnd =
  | { turn: number; bytes: number; how: 'played' | 'hushed' | 'withdrawn' }
  | { turn: number; bytes: number; how: 'interrupted'; by: string | undefined };

/** Who is told what a mouth does. It may call the mouth back from here. */
export type MouthListener = {
  /** The first packet of a turn has left. */
  audible(turn: number): void;
  /** The mouth is done with a turn. */
  silent(end: UtteranceEnd): void;
  /** So many bytes of PCM came although the mouth was full, and are lost. */
  onLoss(bytes: number): void;
  /** A packet could not be encoded or sent. The mouth goes on with the next one. */
  onFailure(error: unknown): void;
};
