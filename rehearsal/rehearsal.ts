import type { Member } from '../world/discord/member.ts';
import type { Message } from '../world/discord/message.ts';
import { bitsOf, ORDINARY } from '../world/discord/permissions.ts';
import type { Reply } from '../world/discord/reply.ts';
import { durationOf } from '../world/discord/voice/sound.ts';
import { AnswerWatch } from './answer-watch.ts';
import { AskProgress } from './ask-progress.ts';
import { askAboutMessage, FormDesk } from './form-desk.ts';
import { type AskDeed, type Blow, parseLine } from './input-line.ts';
import { explainUnread, type MessageDeed, readUploads, sendMessage } from './message-deeds.ts';
import { Scene, type SceneOptions } from './scene.ts';
import { hasSpeech, readSound, writeSound } from './sound-file.ts';
import type { View } from './view.ts';

/** How long the answer to a spoken question may take, in milliseconds. */
const DEADLINE = 60_000;

/** What a rehearsal reports to. See {@link Scene.open} for the rest. */
export type RehearsalOptions = { view: View } & SceneOptions;

/**
 * The result of something that was said, pressed or called: either the bot can't read it, or these replies come and,
 * with `asks`, the model answers.
 */
type Put = 'unread' | { replies: Reply[]; asks: boolean };

/** The real bot in a scene, and what the people there do. */
export class Rehearsal {
  readonly #scene: Scene;
  readonly #watch: AnswerWatch;
  readonly #view: View;
  #member: Member;
  readonly #forms = new FormDesk();
  #hint: 'due' | 'given' = 'due';

  private constructor(scene: Scene, view: View) {
    const { world, channel, resident, guild } = scene;
    this.#scene = scene;
    this.#view = view;
    this.#watch = new AnswerWatch({ discord: world.discord, channel, view, died: resident.died });
    this.#member = guild.member('You', { permissions: ORDINARY | bitsOf(['ManageMessages', 'ManageGuild']) });
  }

  /** Opens the scene. Resolves when the bot can be used. If that fails, nothing is left behind. */
  static async open({ view, ...options }: RehearsalOptions): Promise<Rehearsal> {
    return new Rehearsal(await Scene.open(options), view);
  }

  /** The name of the member who speaks. */
  get speaker(): string {
    return this.#member.name;
  }

  /** The bot's process. */
  get pid(): number | undefined {
    return this.#scene.resident.pid;
  }

  /** Rejects with `BotDiedError` when the bot exits by itself. */
  get died(): Promise<never> {
    return this.#scene.resident.died;
  }

  /** Stops the bot as a supervisor would, and cleans up. @throws if the bot doesn't exit properly. */
  close(): Promise<void> {
    return this.#scene.close();
  }

  /** Cleans up without reporting anything. */
  abandon(): Promise<void> {
    return this.#scene.abandon();
  }

  /**
   * Does what a line says and shows the result. Resolves when all of it is there, to whether the rehearsal goes on.
   *
   * @throws BotDiedError; the signal's reason if it aborts; otherwise an error that says why the line couldn't be done.
   */
  async perform(line: string, signal: AbortSignal): Promise<'more' | 'quit'> {
    this.#watch.catchUp();
    const { guild, world } = this.#scene;
    const deed = parseLine(line, {
      commands: [...guild.commands.all, ...world.discord.commands.all].filter(({ type }) => type === 1),
      channels: guild.channels,
    });
    switch (deed.is) {
      case 'quit':
        return 'quit';
      case 'restart':
      case 'kill':
        await this.#renew(deed.is);
        break;
      case 'becomes':
        this.#member = guild.members.find(({ name }) => name === deed.name) ?? guild.member(deed.name);
        break;
      case 'save':
        await this.#save(deed.file, signal);
        break;
      case 'speaks':
        await this.#speak(deed.file, signal);
        break;
      case 'amid':
        await this.#ask(deed.asking, signal, deed.blow);
        break;
      default:
        await this.#ask(deed, signal);
    }
    return 'more';
  }

  /** Asks the bot, and shows its answer. `blow` happens as soon as the answer grows. */
  async #ask(deed: AskDeed, signal: AbortSignal, blow?: Blow): Promise<void> {
    const { middle, owed } = this.#scene;
    const progress: AskProgress = new AskProgress(this.#scene, blow && (() => this.#deal(blow, progress)));
    if (blow) middle.close();
    try {
      const put = await this.#put(deed);
      if (put === 'unread') return;
      if (put.asks) progress.expectAnswer();
      progress.add(put.replies);
      await this.#watch.until({ read: (changed) => progress.read(changed), signal });
    } finally {
      middle.open();
      owed.forgive();
    }
    for (const line of this.#forms.note(progress.form)) this.#view.line(line);
    if (progress.hasFailed) this.#view.line('(Discord says: The application did not respond.)');
    if (progress.isBlowDue) this.#view.line('(That was not done: this answer has no middle.)');
    if (deed.is === 'slash') await this.#follow(deed.command);
  }

  /** Does what is to be done in the middle of an answer. */
  async #deal(blow: Blow, progress: AskProgress): Promise<void> {
    if (blow.is === 'restart' || blow.is === 'kill') return this.#renew(blow.is);
    const put = await this.#put(blow);
    if (put !== 'unread') progress.add(put.replies);
    this.#scene.middle.open();
  }

  /** Says, presses or calls something. */
  async #put(asking: AskDeed): Promise<Put> {
    const { lounge } = this.#scene;
    switch (asking.is) {
      case 'slash':
        if (asking.command === 'join') lounge.enter(this.#member);
        return this.#kept(await this.#call(asking));
      case 'asks about':
        return this.#kept(await askAboutMessage(asking, this.#member, this.#scene), true);
      case 'presses':
        return this.#press(asking.button);
      case 'picks': {
        const { message, id, value } = this.#watch.findOption(asking.option);
        return this.#kept(await this.#member.select(message, id, [value]));
      }
      case 'fills':
        return this.#kept(await this.#forms.fill(this.#member, asking.text, this.#scene.guild));
      default:
        return this.#send(asking);
    }
  }

  /** Uses a slash command, with the files that the line names. */
  async #call({ command, options, files = {} }: Extract<AskDeed, { is: 'slash' }>): Promise<Reply> {
    return this.#member.slash(command, { ...options, ...(await readUploads(files)) }, { in: this.#scene.channel });
  }

  /** Sends a message. What the bot can't read is hinted at once. */
  async #send(deed: MessageDeed): Promise<Put> {
    const { bot } = this.#scene.world.discord;
    const { openTo } = await sendMessage(deed, this.#member, this.#scene.channel);
    if (openTo || deed.is !== 'says') return { replies: [], asks: false };
    const { text } = deed;
    if (/^(?:quit|exit)$/i.test(text)) this.#view.line('(/quit ends the rehearsal.)');
    else if (this.#hint === 'due') {
      this.#view.line(explainUnread(bot.name, deed));
      this.#hint = 'given';
    }
    return 'unread';
  }

  /** Presses a button of the newest message that has it. */
  async #press(label: string): Promise<Put> {
    const { message, id } = this.#watch.findButton(label);
    return this.#kept(await this.#member.press(message, id), id.startsWith('ask:continue:'));
  }

  #kept(reply: Reply, asks = false): Put {
    this.#watch.keep(reply);
    return { replies: [reply], asks };
  }

  /** People enter and leave the voice channel together with the bot. */
  async #follow(command: string): Promise<void> {
    const { lounge } = this.#scene;
    if (command === 'join' && lounge.hasBot) await lounge.connected();
    if (command === 'leave') lounge.leave(this.#member);
  }

  /** Restarts the bot, or kills it and starts it again. */
  async #renew(how: 'restart' | 'kill'): Promise<void> {
    const isBack = await this.#scene.renew(how);
    this.#view.line(how === 'kill' ? '(Parley was killed, and runs again.)' : '(Parley was restarted.)');
    if (!isBack) this.#view.line('(Parley isn’t back in the voice channel yet.)');
  }

  /** Plays a file in the voice channel, and shows what is written meanwhile. */
  async #speak(file: string, signal: AbortSignal): Promise<void> {
    const { lounge, owed, world } = this.#scene;
    const sound = await readSound(file);
    let over = false;
    let isShown = false;
    const saying = lounge
      .say(this.#member, sound, () => owed.unfinished, signal)
      .finally(() => {
        over = true;
        world.discord.changes.happened();
      });
    const read = (changed: Message[]) => {
      isShown ||= changed.length > 0;
      return over;
    };
    const shown = this.#watch.until({ read, signal, deadline: DEADLINE + durationOf(sound) });
    const [came] = await Promise.all([saying, shown]).finally(() => owed.forgive());
    if (came === 'answered aloud' && !isShown) this.#view.line('(Parley answered out loud; /save saves it.)');
    if (came !== 'not asked') return;
    this.#view.line(
      (await hasSpeech(sound))
        ? '(Parley did not take this for a question to it. Its message above says whom it listens to.)'
        : `${file}: no speech was heard in it.`,
    );
  }

  /** Saves what the voice channel has heard of the bot, once it has finished. */
  async #save(file: string, signal: AbortSignal): Promise<void> {
    const { lounge, owed } = this.#scene;
    await lounge.calm(() => owed.unfinished, signal);
    const { heard } = lounge;
    if (!heard) throw new Error('Parley has not said anything aloud yet.');
    await writeSound(file, heard);
    this.#view.line(`saved ${file} (${(durationOf(heard) / 1_000).toFixed(1)} s)`);
  }
}
