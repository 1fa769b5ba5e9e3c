import { runBacktestCommand } from "./backtest/command.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runBacktestCommand(process.argv, {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
