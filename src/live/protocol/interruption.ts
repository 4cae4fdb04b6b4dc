/**
 * Why an answer is cut short without giving up its connection: somebody speaks, which interrupts it by itself, or
 * somebody wants silence. A signal aborted with it ends an exchange as interrupted.
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
 * Whether Google says that an answer was interrupted which nobody has interrupted; then nothing more comes on that connection
 * (field reports). Where Google decides when somebody speaks, it may be right.
 *
 * @param activity who decides it
 * @param wanted whether we interrupted it
 */
export const isPhantom = ({ is }: { is: string }, activity: 'ours' | 'server', wanted: boolean): boolean =>
  is === 'interrupted' && activity === 'ours' && !wanted;
