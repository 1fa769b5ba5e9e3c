import { createServer } from "node:http";
import next from "next";

const app = next({ dev: false, dir: import.meta.dirname });
await app.prepare();
const serve = app.getRequestHandler();
createServer((request, response) => serve(request, response)).listen(Number(process.env.PORT), () =>
  process.stdout.write("ready\n"),
);
