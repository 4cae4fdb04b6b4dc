import { WebSocket } from 'ws';

/** The server's end of a WebSocket. The library answers a client's close by itself; this one lets it be answered. */
export class GuestSocket extends WebSocket {
  /** Called when the client closes; `answer` closes in turn. */
  asked: (answer: () => void) => void = (answer) => answer();

  /** Closes first. */
  end(code: number, reason: string): void {
    super.close(code, reason);
  }

  /** How the library answers; it also comes here when there is nothing to be answered any more. */
  override close(code?: number, reason?: string | Buffer): void {
    if (this.readyState !== this.OPEN) super.close(code, reason);
    else this.asked(() => super.close(code, reason));
  }
}
