import type { CallView, JoinRequest } from './contract.ts';
import type { InterpretedPair } from './interpreter/interpreted-pair.ts';
import type { PanelMessage } from './listening-notice.ts';

/**
 * What is stored about a call, so that it can be restored. Only the ids of the server and the conversation never change.
 * `isMoving`: its process is about to leave it to another one, which should get ready. `told` is what the notice says of it then, so
 * that the other one hears people at once; it's missing if there's no notice. `since` is when the call began, in milliseconds since the
 * epoch; an older record doesn't say. `interpreting`: between which languages it interprets.
 */
export type CallRecord = Omit<JoinRequest, 'by' | 'at'> &
  Partial<PanelMessage> & {
    isMoving?: boolean;
    told?: CallView | undefined;
    since?: number;
    interpreting?: InterpretedPair | undefined;
  };
