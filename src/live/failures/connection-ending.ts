/**
 * What a connection was doing when it ended. `dialling`: it wasn't set up yet. `idle`: nothing was asked. `asked`: a
 * question was out, and nothing had come back. `answering`: a part of the answer had come. `tool`: the model was waiting
 * for a tool's result. `hearing`: a person was speaking. `leaving`: we were closing it ourselves.
 */
export type ConnectionPhase = 'dialling' | 'idle' | 'asked' | 'answering' | 'tool' | 'hearing' | 'leaving';

/** How a connection ended: the close code, and the reason that Google or our own side gave. */
export type Ending = { code: number; reason: string };

/**
 * How a generation ended. `reason` is Google's `turnCompleteReason`. An `abrupt` end came without `generationComplete`,
 * so the answer may have been cut off. `lost` means that the connection is gone, and `phase` what it was doing.
 */
export type GenerationOutcome =
  | { is: 'complete'; reason?: string; abrupt?: true }
  | { is: 'interrupted' }
  | { is: 'lost'; ending: Ending; phase: ConnectionPhase };
