/** How an answer's playout ended; see `silent` in the protocol. */
export type PlayoutOutcome =
  | { turn: number; bytes: number; how: 'played' | 'hushed' | 'withdrawn' }
  | { turn: number; bytes: number; how: 'interrupted'; by: string };

/** Gets the events of a mouth. It may call the mouth from here. */
export type MouthListener = {
  /** The first packet of a turn was sent, or of a cue before its answer. */
  audible(turn: number, what: 'answer' | 'cue'): void;
  /** The mouth is done with a turn. */
  silent(end: PlayoutOutcome): void;
  /** This many bytes of PCM were dropped, because the mouth was full. */
  onLoss(bytes: number): void;
  /** A packet couldn't be encoded or sent. The mouth goes on with the next one. */
  onFailure(error: unknown): void;
};
