const HIDDEN = "[secret]";

/**
 * A value that must not leave by accident: printing, logging, JSON and string templates show `[secret]`. Only
 * `reveal()` gives it out, and that is easy to search for.
 */
export class Secret<T extends string | Uint8Array = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return HIDDEN;
  }
}
