/** Opcodes of the voice gateway, version 8 (Discord docs, topics/opcodes-and-status-codes, "Voice opcodes"). */
export const VoiceOp = {
  identify: 0,
  selectProtocol: 1,
  ready: 2,
  heartbeat: 3,
  sessionDescription: 4,
  speaking: 5,
  heartbeatAck: 6,
  resume: 7,
  hello: 8,
  resumed: 9,
  clientsConnect: 11,
  clientDisconnect: 13,
} as const;

/** Why the voice gateway closes a socket (Discord docs, topics/opcodes-and-status-codes, "Voice close event codes"). */
export const VoiceClose = {
  unknownOp: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  authentication: 4004,
  alreadyAuthenticated: 4005,
  sessionInvalid: 4006,
  unknownProtocol: 4012,
  disconnected: 4014,
  crashed: 4015,
  unknownMode: 4016,
  daveRequired: 4017,
  rateLimited: 4021,
  callTerminated: 4022,
} as const;

/** The Opus frame that means silence. It's never encrypted end to end (DAVE protocol, "Silence Packets"). */
export const OPUS_SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
