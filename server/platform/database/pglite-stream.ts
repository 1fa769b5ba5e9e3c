import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";

/**
 * Lets the ordinary `pg` client speak its wire protocol to an in-process PGlite, so that the embedded database
 * and a PostgreSQL server sit behind one pool, one Prisma adapter and one set of type parsers.
 * PGlite has a single session: give the pool `max: 1`.
 */
export class PgliteStream extends Duplex {
  readonly #database: PGlite;

  constructor(database: PGlite) {
    super();
    this.#database = database;
  }

  /** A new client expects a new session; PGlite has one, so it is wiped: open transaction, settings, statements. */
  connect(): this {
    const database = this.#database;
    database
      .exec("ROLLBACK")
      .then(() => database.exec("DISCARD ALL"))
      .then(
        () => this.emit("connect"),
        (error: Error) => this.destroy(error),
      );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#exchange(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error) => void): void {
    this.#exchange(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  #exchange(message: Buffer, done: (error?: Error) => void): void {
    if (isTerminate(message)) {
      this.push(null);
      done();
      return;
    }
    this.#database.execProtocolRaw(message).then(
      (answer) => {
        this.push(Buffer.from(answer));
        done();
      },
      (error: Error) => done(error),
    );
  }
}

const isTerminate = (message: Buffer): boolean => message.length === 5 && message[0] === 0x58;
