import type { InboundStage } from '../base/inbound.ts';

/** Is there anything left to spend on this? For now there always is; an owner's limits are to be asked here. */
export const checkBudget: InboundStage = async () => {};
