/** Status and message by Discord's error code (Discord docs, opcodes and status codes, "JSON error codes"). */
const ERRORS: Record<number, readonly [status: number, message: string]> = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  10065: [404, 'Unknown Voice State'],
  20009: [400, 'Explicit content cannot be sent to the desired recipient(s)'],
  20016: [400, 'This action cannot be performed due to slowmode rate limit'],
  20028: [429, 'The write action you are performing on the channel has hit the write rate limit'],
  30032: [400, 'Maximum number of application commands reached'],
  30046: [400, 'Maximum number of edits to messages older than 1 hour reached. Try again later'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  50159: [400, 'Voice messages do not support additional content.'],
  50160: [400, 'Voice messages must have a single audio attachment.'],
  50161: [400, 'Voice messages must have supporting metadata.'],
  50162: [400, 'Voice messages cannot be edited.'],
  50173: [403, 'You cannot send voice messages in this channel.'],
  50240: [
    400,
    "You cannot remove this app's Entry Point command in a bulk update operation. Please include the Entry Point command in your update request or delete it separately.",
  ],
  160002: [400, 'You cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [400, 'Thread is locked'],
  200000: [400, 'Message was blocked by automatic moderation'],
  240000: [400, 'Message blocked by harmful links filter'],
};

/** What Discord says with a code; nothing if this world does not know it. */
export const findErrorMessage = (code: number): string | undefined => ERRORS[code]?.[1];

/** One field of a body that breaks a rule. */
export type FieldFault = { path: readonly (string | number)[]; code: string; message: string };

type Tree = { [key: string]: Tree | { code: string; message: string }[] };

/** An answer of the REST API that refuses the request. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly faults: readonly FieldFault[];

  /** `code` is one of Discord's JSON error codes; `faults` say which fields are wrong (50035 only). */
  constructor(code: number, faults: readonly FieldFault[] = []) {
    const [status, message] = ERRORS[code] ?? [400, `Error ${code}`];
    super(message);
    this.status = status;
    this.code = code;
    this.faults = faults;
  }

  /** The body as Discord writes it: the faults nested by path, each list under `_errors` (docs, reference, "Error messages"). */
  body() {
    const errors: Tree = {};
    for (const { path, code, message } of this.faults) {
      let node = errors;
      for (const key of path) {
        const next = node[key];
        node = node[key] = next && !Array.isArray(next) ? next : {};
      }
      const list = node._errors;
      node._errors = [...(Array.isArray(list) ? list : []), { code, message }];
    }
    return { message: this.message, code: this.code, ...(this.faults.length > 0 && { errors }) };
  }
}
