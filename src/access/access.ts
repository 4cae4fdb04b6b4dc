import type { InboundStage } from '../base/inbound.ts';

/** Whether this person may do this here. For now everyone may do everything. An owner's rules belong here. */
export const checkAccess: InboundStage = async () => {};
