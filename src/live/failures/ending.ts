/**
 * What a connection was doing when it ended. `dialling`: it was not set up yet. `idle`: nothing was asked. `asked`: a
 * question was out and nothing had come back. `answering`: a part of the answer had come. `tool`: the model waits for a
 * tool's result. `hearing`: somebody was speaking. `leaving`: we were closing it ourselves.
 */
export type ConnectionPhase = 'dialling' | 'idle' | 'asked' | 'answering' | 'tool' | 'hearing' | 'leaving';

/** How a connection came to its end: the close code, and Google's reason or what our side knows of it. */
export type Ending = { code: number; reason: string };

/**
 * How an exchange ended. `reason` is Google's `turnCompleteReason`; an `abrupt` end was not preceded by the news that all was
 * generated, so the answer may have been cut off; `lost` means that the connection is gone, and `phase` what was going on
 * then.
 */
export type GenerationOutcome =
  | { is: 'complete'; reason?: string; abrupt?: true }
  | { is: 'interrupted' }
  | { is: 'lost'; ending: Ending; phase: ConnectionPhase };
