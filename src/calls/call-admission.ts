import { UserError } from '../base/errors.ts';
import type { VoiceChannel } from './contract.ts';
import { explainHindrance } from './hindrance-text.ts';

/** Which voice channels may be entered. An operator may refuse all that Parley isn't in yet. */
export class CallAdmission {
  /** Whether calls may begin. Those that are on go on, as do those of a process that has died. */
  takesMore = true;

  /** @throws UserError if Parley can't enter this channel, or isn't to enter any. */
  check(channel: VoiceChannel | undefined): void {
    if (!this.takesMore) throw new UserError({ code: 'call.no-more' });
    if (!channel) throw new UserError({ code: 'call.unknown-channel' });
    const reason = explainHindrance(channel);
    if (reason) throw new UserError(reason);
  }
}
