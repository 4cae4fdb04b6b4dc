import type { Logger } from 'pino';
import { FeatureDeaths } from './feature-deaths.ts';

/**
 * Whether a model tolerates `clientContent` that names speakers beside manual activity. Google's pages allow it, but
 * some accounts saw connections die of it (1007).
 */
export class SpeakerMarkers extends FeatureDeaths {
  constructor(log: Logger) {
    super(log, {
      event: 'markers.off',
      why: 'connections die of speaker markers; names go into the instruction instead',
    });
  }
}
