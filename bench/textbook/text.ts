/**
 * The textbook bot: discord.js' guide and the Live API's quickstart put together in one program. Parley's speed is compared
 * with it, so it's plain but not worse than it has to be: it keeps one open session per channel, and learns of the end of a
 * turn by an event, where the quickstart polls.
 *
 * It has nothing else. It shows an answer only when it's whole, and forgets everything when it ends. Two questions at once
 * in a channel interrupt each other. It has no deadlines, doesn't reconnect or resume, writes no second message for a long
 * answer, doesn't limit open sessions, and says nothing about errors.
 */
import { GoogleGenAI, Modality, type Session } from '@google/genai';
import { ApplicationCommandOptionType, Client, Events, GatewayIntentBits } from 'discord.js';

const { DISCORD_TOKEN = '', DISCORD_API_URL = '', GEMINI_API_KEY = '', GEMINI_BASE_URL = '' } = process.env;

type Chat = { session: Session; answer: PromiseWithResolvers<string> };

const ai = new GoogleGenAI({
  apiKey: GEMINI_API_KEY,
  apiVersion: 'v1beta',
  httpOptions: { baseUrl: GEMINI_BASE_URL },
});
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL } });
const chats = new Map<string, Promise<Chat>>();

const open = async (channel: string): Promise<Chat> => {
  let said = '';
  let chat: Chat | undefined;
  const session = await ai.live.connect({
    model: 'gemini-3.8-live',
    config: { responseModalities: [Modality.AUDIO], outputAudioTranscription: {} },
    callbacks: {
      onmessage({ serverContent }) {
        said += serverContent?.outputTranscription?.text ?? '';
        if (!serverContent?.turnComplete) return;
        chat?.answer.resolve(said);
        said = '';
      },
      onclose: () => chats.delete(channel),
    },
  });
  chat = { session, answer: Promise.withResolvers() };
  return chat;
};

const chatOf = (channel: string): Promise<Chat> => {
  const chat = chats.get(channel) ?? open(channel);
  chats.set(channel, chat);
  return chat;
};

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  const chat = await chatOf(interaction.channelId);
  chat.answer = Promise.withResolvers();
  chat.session.sendClientContent({ turns: interaction.options.getString('question', true), turnComplete: true });
  await interaction.editReply(await chat.answer.promise);
});

client.once(Events.ClientReady, async ({ application }) => {
  const type = ApplicationCommandOptionType.String;
  const options = [{ type, name: 'question', description: 'What you want to know', required: true } as const];
  await application.commands.set([{ name: 'ask', description: 'Ask Gemini', options }]);
  console.log('ready');
});

await client.login(DISCORD_TOKEN);
