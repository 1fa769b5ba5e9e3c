import { runIndicatorCommand } from "./indicator/command.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runIndicatorCommand(process.argv, {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
