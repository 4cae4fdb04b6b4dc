import type { VoiceWorkers } from '../voice/bridge/voice-worker.ts';
import type { AttendanceMeans } from './attendance.ts';
import type { DialogueOptions } from './dialogue-options.ts';
import type { LateTranslations } from './interpreter/late-translations.ts';
import type { Translations } from './interpreter/translations.ts';

/** What calls need of the rest of the program. */
export type CallMeans = AttendanceMeans &
  Pick<DialogueOptions, 'conversations' | 'observe'> & {
    remotes: VoiceWorkers;
    translations: Translations;
    /** Takes what is still translated when the call has been left to a restart or to another process. */
    late: Pick<LateTranslations, 'add'>;
  };
