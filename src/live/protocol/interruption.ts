/**
 * Why an answer is cut short without giving up its connection: a person speaks, which interrupts it by itself, or a
 * person wants silence. A signal that is aborted with it ends a generation as interrupted.
 */
export class Interruption extends Error {
  override name = 'Interruption';
  readonly by: 'speech' | 'hush';

  constructor(by: 'speech' | 'hush') {
    super(by === 'speech' ? 'somebody spoke' : 'somebody wanted silence');
    this.by = by;
  }
}

/**
 * Whether Google reports an interruption that nobody caused; after that, nothing more comes on that connection (field
 * reports). If Google decides when someone speaks, it may be right.
 *
 * @param activity who decides it
 * @param wanted whether we interrupted it
 */
export const isPhantom = ({ is }: { is: string }, activity: 'ours' | 'server', wanted: boolean): boolean =>
  is === 'interrupted' && activity === 'ours' && !wanted;
