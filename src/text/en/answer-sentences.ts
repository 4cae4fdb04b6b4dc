import { formatChannel } from '../intl.ts';
import type { FoundLinks } from '../values.ts';
import { formats } from './grammar.ts';

/** About an answer: how it ended, and what Discord refused of it. */
export const answerSentences = {
  /** Joins sentences in a row. */
  'text.sequence': ({ sentences }: { sentences: readonly string[] }) => sentences.join(' '),
  /** The language's tag. */
  'text.language': 'en',

  'answer.reading': '⏳ It’s taking a while to read the files. I’ll ask Gemini as soon as I have them.',
  'answer.calling': '⏳ I’m on it. This takes a moment.',
  'answer.slow': '⏳ Gemini is taking longer than usual. I’m still waiting for its answer.',
  'answer.interrupted': '*(interrupted)*',
  'answer.stopped-early': '*(stopped before there was an answer)*',
  'answer.empty': 'Gemini didn’t say anything. Please ask again, or rephrase your question.',
  'answer.cut-off': 'This answer got longer than Gemini writes at once.',
  'answer.abrupt': 'Gemini stopped in the middle of a sentence.',
  'answer.too-long': 'This answer took too long, so I stopped it. Please ask for a shorter one.',
  'answer.reset': 'Someone reset the conversation before I finished this answer.',
  'answer.erased': 'I stopped here, because everything kept about you is being deleted.',
  'answer.cut-by-erasing': 'I had to stop here, because something is being deleted from this channel’s memory.',
  'answer.unfinished-restart': 'I was interrupted before I finished this answer.',
  'answer.lost-restart': 'I was interrupted before I could answer. Please ask again.',
  /** Above an answer that can no longer be posted below its question. Both values are escaped Markdown. */
  'answer.to': ({ name, question }: { name: string; question: string }) => `${name} asked: ${question}`,
  /** A line of a spoken conversation. Both values are escaped Markdown. */
  'answer.heard': ({ name, words }: { name: string; words: string }) => `**${name}**: ${words}`,
  'answer.unheard-muted': 'Nobody heard this, because I was muted.',
  'answer.unheard-muted-rest': 'Nobody heard the rest of this, because I was muted.',
  'answer.unheard-audience': 'Nobody heard this, because I wasn’t allowed to speak.',
  'answer.unheard-audience-rest': 'Nobody heard the rest of this, because I wasn’t allowed to speak.',
  /** Under an answer: links to what was searched for, and to the pages that were found. Of both, `more` had no room. */
  'part.searched': (found: FoundLinks) => `🔎 Searched Google for ${formats.joinLinks(found)}`,
  'part.sources': (found: FoundLinks) => `Sources: ${formats.joinLinks(found)}`,
  'answer.caption-too-long': 'The rest was too long to write down.',

  'delivery.file-too-long': 'This answer is too long for Discord messages, so here’s all of it as a file.',
  'delivery.file-refused': 'Discord wouldn’t post this answer as a message, so here’s all of it as a file.',
  'delivery.no-file': 'There’s more, but I couldn’t post it as a file here. Please ask for a shorter answer.',
  /** In the place of a part of an answer. The name is escaped Markdown. */
  'delivery.written-file': ({ name }: { name: string }) => `📄 **${name}** is below, as a file.`,
  'delivery.written-files': 'What was too long for messages:',
  'delivery.discord-away':
    'Discord is having problems, so I couldn’t post my answer. Please ask again in a few minutes.',
  'delivery.deleted': 'Someone deleted my answer while I was writing it, so I stopped.',
  'delivery.link-blocked':
    'Discord blocks a link in this answer, so I can’t show all of it. Please ask again for an answer without links.',
  'delivery.automod':
    'This server’s AutoMod blocks this answer, so I can’t show all of it. Please rephrase your question.',
  'delivery.explicit':
    'Discord’s content filter blocks this answer, so I can’t show all of it. Please rephrase your question.',
  'delivery.no-permission':
    'I’m no longer allowed to post in this channel, so my answer is incomplete. Please tell a moderator.',
  'delivery.thread-closed': 'This thread was closed, so my answer is incomplete. Please ask me in another channel.',
  'delivery.expired':
    'Discord only gives me 15 minutes to answer here, and time ran out, so my answer is incomplete. Please ask again.',
  'delivery.refused': 'Discord wouldn’t post all of this answer. Please rephrase your question.',
  /** The first line of a direct message about a question that was asked elsewhere. */
  'delivery.about': ({ channel }: { channel: string }) => `About your question in ${formatChannel(channel)}:`,
};
