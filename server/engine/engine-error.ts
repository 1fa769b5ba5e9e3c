export type EngineErrorCode =
  | "invalid_candles"
  | "invalid_parameters"
  | "invalid_settings"
  | "invalid_snapshot";

/** A fault in what the engine was given. `path` names the parameter, setting or `row 12 high`. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly path: string;

  constructor(code: EngineErrorCode, path: string, message: string) {
    super(message);
    this.name = "EngineError";
    this.code = code;
    this.path = path;
  }
}
