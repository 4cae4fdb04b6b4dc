/** Opcodes of the voice gateway that belong to DAVE (Discord docs, topics/opcodes-and-status-codes, "Voice opcodes"). */
export const DaveOp = {
  prepareTransition: 21,
  executeTransition: 22,
  transitionReady: 23,
  prepareEpoch: 24,
  externalSender: 25,
  keyPackage: 26,
  proposals: 27,
  commitWelcome: 28,
  announceCommit: 29,
  welcome: 30,
  invalidCommitWelcome: 31,
} as const;
