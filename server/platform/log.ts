import { type Logger, pino } from "pino";

export type Log = Logger;

const SECRET_PATHS = ["*.password", "*.secret", "*.token", "*.authorization", "*.cookie", "*.passwordHash"];

export function openLog(level: string): Log {
  return pino({ level, redact: SECRET_PATHS }, pino.destination({ dest: 2, sync: true }));
}
