import type { MessageBody, Upload } from './message-limits.ts';

/** A file as a test hands it in. */
export type File = {
  name: string;
  content: Buffer;
  /** What Discord says of its kind; by default nothing, as for a file that Discord has no kind for. */
  contentType?: string | undefined;
  /** What its sender says is to be seen. */
  alt?: string;
  /** The size in pixels that Discord found. */
  width?: number;
  height?: number;
};

/** A file as it hangs on a message. */
export type Attachment = {
  id: string;
  /** What people call it, the title that Discord keeps where its own name for the file has lost letters. */
  name: string;
  content: Buffer;
  contentType: string | undefined;
  /** Its address, signed anew each time it's read, as Discord signs the addresses in each message that it hands out. */
  readonly url: string;
  /** Whether only an interaction's own message shows it. */
  isEphemeral: boolean;
  width?: number | undefined;
  height?: number | undefined;
  description?: string | null | undefined;
  durationSeconds?: number | null | undefined;
  waveform?: string | null | undefined;
};

/** Characters that Discord's own name of a file keeps. */
const KEPT = /[^\w.-]+/g;

/** Discord's name of a file: plain letters, digits and a few signs; the rest is only in the title. */
export const toFileName = (name: string): string => {
  const plain = name.replace(/ /g, '_').replace(KEPT, '');
  return /^\.*$/.test(plain) ? 'unknown' : plain.startsWith('.') ? `unknown${plain}` : plain;
};

/** An attachment as Discord writes one (Discord docs, resources/message, "Attachment object"). */
export const attachmentPayload = (attachment: Attachment) => {
  const { id, name, content, contentType, width, height, description, durationSeconds, waveform } = attachment;
  const filename = toFileName(name);
  return {
    id,
    filename,
    // Only where letters were lost, not where spaces became underscores.
    ...(name && filename !== name.replace(/ /g, '_') && { title: name }),
    size: content.length,
    url: attachment.url,
    proxy_url: attachment.url,
    ...(contentType && { content_type: contentType }),
    ...(width && height && { width, height }),
    ...(description && { description }),
    ...(durationSeconds && { duration_secs: durationSeconds, waveform }),
    ...(attachment.isEphemeral && { ephemeral: true }),
  };
};

/** Where files are kept so that they can be fetched again. */
export type FileShelf = { keep(file: File, channelId: string): Attachment };

/** The files of a new message, with what its body says about each: entry `id` n speaks of the field `files[n]`. */
export const attach = (
  files: readonly Upload[],
  body: MessageBody,
  { shelf, channelId }: { shelf: FileShelf; channelId: string },
): Attachment[] =>
  files.map(({ field, name, ...file }) => {
    const number = /^files\[(\d+)\]$/.exec(field)?.[1];
    const about = body.attachments?.find(({ id }) => id === number);
    const kept = shelf.keep({ name: about?.filename ?? name, ...file }, channelId);
    return Object.assign(kept, {
      description: about?.description ?? kept.description,
      durationSeconds: about?.duration_secs,
      waveform: about?.waveform,
    });
  });
