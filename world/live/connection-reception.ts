import type { LocalConnection } from './connection.ts';
import { type ConnectionFault, spoil } from './fault.ts';
import type { LiveWorld } from './live-world.ts';
import type { LocalModel } from './local-models.ts';
import { ServerDialogue } from './server-dialogue.ts';
import { refuseFields } from './setup-refusals.ts';
import { judgeSetup } from './setup-verdict.ts';
import type { StoredSession } from './stored-sessions.ts';
import { TranslationDialogue } from './translation-dialogue.ts';
import type { ClientFrame, Refusal, ServerFrame } from './wire.ts';

const EARLY: Refusal = { code: 1007, reason: 'setup must be the first message and only the first' };

const QUOTA: Refusal = {
  code: 1011,
  reason:
    'You exceeded your current quota, please check your plan and billing details. For more information see the docs.',
};

/** Receives a new connection: judges its setup, finds its session, and begins the dialogue. */
export class Reception {
  #world: LiveWorld;
  #connection: LocalConnection;
  #fault: ConnectionFault;

  constructor(world: LiveWorld, connection: LocalConnection, fault: ConnectionFault) {
    this.#world = world;
    this.#connection = connection;
    this.#fault = fault;
  }

  /** Takes the first frame of the connection. Any other frame before setupComplete was sent is refused. */
  receive(frame: ClientFrame) {
    const connection = this.#connection;
    const { key, models, rules, connections, maxConnections } = this.#world;
    connection.receiver((next) => connection.refuse(EARLY, next));
    if (!frame.setup) return connection.refuse(EARLY, frame);
    const isTaken = connection.keyIn !== 'header' || rules.keyHeader;
    const dialled = { version: connection.apiVersion, key: isTaken ? connection.key : undefined };
    const judged = judgeSetup(frame.setup, dialled, { key, models, versions: rules.versions });
    if ('silence' in judged) return connection.unexpected(judged.silence, frame);
    if ('code' in judged) return connection.refuse(judged, frame);
    const refused = refuseFields(frame.setup, judged.model.name, rules.refusesSetup);
    if (refused === 'silence') return;
    if (refused) return connection.close(refused.code, refused.reason);
    if (connections.filter(({ open }) => open).length > maxConnections) {
      return connection.close(QUOTA.code, QUOTA.reason);
    }
    if (spoil(connection, this.#fault)) return;
    const session = this.#session(judged.model.name);
    if (session) this.#begin(judged.model, session).catch((error) => this.#world.failed(error));
  }

  /** The session that the setup asks for. A refused handle closes the connection; an expired one is no fault of the client. */
  #session(model: string): StoredSession | undefined {
    const connection = this.#connection;
    const { sessions, rules } = this.#world;
    const handle = connection.setup.sessionResumption?.handle;
    if (!handle) return sessions.open(model, connection);
    const session = sessions.resume(handle, model, connection, rules);
    if (!('refused' in session)) return session;
    const { refused, expected } = session;
    if (expected) connection.close(refused.code, refused.reason);
    else connection.refuse(refused, { setup: connection.setup });
    return undefined;
  }

  async #begin(model: LocalModel, session: StoredSession): Promise<void> {
    const connection = this.#connection;
    const { sessions, setupDelay, clock } = this.#world;
    const ended = connection.ended.then(() => sessions.ended(session, connection));
    // A frame that the client sent right behind its setup arrives before this, and is refused as it should be.
    await (setupDelay > 0 ? clock.sleep(setupDelay) : new Promise(setImmediate));
    const complete: ServerFrame = { setupComplete: { sessionId: session.life.id } };
    connection.send(complete);
    const Dialogue = model.translates ? TranslationDialogue : ServerDialogue;
    const dialogue = new Dialogue({ world: this.#world, connection, model, session });
    connection.receiver((frame) => dialogue.receive(frame));
    void ended.then(() => dialogue.ended());
    if (this.#fault !== 'normal' && 'afterSetup' in this.#fault) await this.#fault.afterSetup(connection);
  }
}
