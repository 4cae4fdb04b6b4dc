import type { InboundStage } from '../base/inbound.ts';

/** May this person do this here? For now everybody may do everything; an owner's rules are to be asked here. */
export const checkAccess: InboundStage = async () => {};
