import type { MessageBody, Upload } from './message-limits.ts';

/** A file as it hangs on a message. */
export type Attachment = {
  id: string;
  name: string;
  content: Buffer;
  contentType: string | undefined;
  url: string;
  description?: string | null;
  durationSeconds?: number | null;
  waveform?: string | null;
};

/** A file as a test hands it in. */
export type File = { name: string; content: Buffer; contentType?: string };

/** An attachment as Discord writes one (Discord docs, resources/message, "Attachment object"). */
export const attachmentPayload = ({ id, name, content, contentType, url, ...about }: Attachment) => ({
  id,
  filename: name,
  size: content.length,
  url,
  proxy_url: url,
  ...(contentType && { content_type: contentType }),
  ...(about.description && { description: about.description }),
  ...(about.durationSeconds && { duration_secs: about.durationSeconds, waveform: about.waveform }),
});

/** Where files are kept so that they can be fetched again. */
export type FileShelf = { keep(file: File, channelId: string): Attachment };

/** The files of a new message, with what its body says about each: entry `id` n speaks of the field `files[n]`. */
export const attach = (
  files: readonly Upload[],
  body: MessageBody,
  { shelf, channelId }: { shelf: FileShelf; channelId: string },
) =>
  files.map(({ field, name, contentType, content }) => {
    const number = /^files\[(\d+)\]$/.exec(field)?.[1];
    const about = body.attachments?.find(({ id }) => id === number);
    const kept = shelf.keep({ name: about?.filename ?? name, content, contentType }, channelId);
    return {
      ...kept,
      description: about?.description,
      durationSeconds: about?.duration_secs,
      waveform: about?.waveform,
    };
  });
