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
