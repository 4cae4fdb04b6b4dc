import type { LookScene } from './look-scene.ts';
import { toScenePerson } from './look-scene.ts';
import { type ComponentPayload, MESSAGE_FLAG, type MessagePayload } from './message-payload.ts';
import { toPlainText } from './plain-text.ts';

/** So much of a message is read out on its own; the rest is read in the list. */
const LONGEST = 500;

/** What a screen reader says of a new message: who wrote it and its words, without the signs of Markdown. */
export const composeAnnouncement = (message: MessagePayload, scene: LookScene): string => {
  const { name } = toScenePerson(scene, message.author);
  const written = [message.content ?? '', ...(message.components ?? []).flatMap(listTexts)].join(' ');
  const said = toPlainText(written, { scene, message });
  const code = (message.flags ?? 0) & MESSAGE_FLAG.ephemeral ? 'said.only-you' : 'said.message';
  return scene.words[code]({ name, words: said.slice(0, LONGEST) || describe(message, scene) });
};

const listTexts = ({ content, components = [] }: ComponentPayload): string[] => [
  ...(content ? [content] : []),
  ...components.flatMap(listTexts),
];

const describe = (message: MessagePayload, { words }: LookScene): string => {
  const { attachments = [], embeds = [], poll, sticker_items: stickers = [], flags = 0 } = message;
  if (flags & MESSAGE_FLAG.voiceMessage) return words['said.voice'];
  if (attachments.length > 0) return attachments.map(({ filename }) => filename).join(', ');
  if (poll) return words['said.poll']({ question: poll.question.text ?? '' });
  if (stickers[0]) return words['said.sticker']({ name: stickers[0].name });
  return embeds[0]?.title ?? embeds[0]?.description ?? words['said.nothing'];
};
