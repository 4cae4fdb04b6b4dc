/** How it is decided that a spoken question has ended. */
export type Endpointing =
  /** After `pause` ms of silence. If the person goes on before the answer is audible, the end is taken back. */
  | 'speculative'
  /** After `pause` ms of silence, and never taken back. */
  | 'pause'
  /** By the Live API's own detection. It's fed silence, because Discord sends nothing while a person is silent. */
  | 'server';

/** How the end of a spoken question is decided, and the silence (`pause`, in milliseconds) that this takes. */
export type EndpointingSettings = { turnEnd: Endpointing; pause: number };

/**
 * The default pause that ends a spoken question, in milliseconds. An end that can't be taken back has to wait longer, or it
 * would cut people off. With `server`, it counts only once the answer is already heard.
 */
export const PAUSES: Readonly<Record<Endpointing, number>> = { speculative: 200, pause: 700, server: 200 };
