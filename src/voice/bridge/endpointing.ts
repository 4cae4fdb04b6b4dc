/** How it is decided that a spoken question has ended. */
export type Endpointing =
  /** After `pause` ms of silence, and taken back if the person goes on before the reply is audible. */
  | 'speculative'
  /** After `pause` ms of silence, for good. */
  | 'pause'
  /** By the Live API itself; silence is fed, because Discord sends none. */
  | 'server';

/** How the end of a spoken question is decided, and how many milliseconds of silence (`pause`) that takes. */
export type EndpointingSettings = { turnEnd: Endpointing; pause: number };

/** The pause, in milliseconds, that ends a spoken question where the settings name none: an end for good takes more patience. */
export const PAUSES: Readonly<Record<Endpointing, number>> = { speculative: 200, pause: 700, server: 200 };
