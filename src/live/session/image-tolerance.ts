import type { Logger } from 'pino';
import { FeatureDeaths } from './feature-deaths.ts';

/**
 * Whether a model tolerates pictures in the way that the table of models names. No source proves it for 3.8. Without
 * this, one wrong entry in the table would refuse every question with a picture.
 */
export class ImageTolerance extends FeatureDeaths {
  constructor(log: Logger) {
    super(log, { event: 'pictures.off', why: 'connections die of pictures; questions are asked without them' });
  }
}
