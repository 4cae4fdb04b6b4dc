import type { ToolHands } from '../../src/tools/hands.ts';

const refuse = () => Promise.reject(new Error('nothing is done at Discord here'));

/** Hands that nobody has: nobody may do anything. */
export const NO_HANDS: ToolHands = {
  rights: { may: async () => false, judge: async () => 'may-not' },
  showQuestion: async () => undefined,
  findMessage: refuse,
  startPoll: refuse,
  pinMessage: refuse,
  startThread: refuse,
  canHaveThreads: refuse,
  listVoiceRooms: refuse,
  readMessages: refuse,
  serves: () => false,
  findReminder: refuse,
  sendReminder: refuse,
};
