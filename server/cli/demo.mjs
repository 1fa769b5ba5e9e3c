// `npm run demo`: from a bare clone to a running Marque, in one command.
import path from "node:path";
import { becomeNode } from "./become-node.mjs";
import { ensureBuilt, ensureGenerated, ensureInstalled, NODE, ROOT, run } from "./install.mjs";

const env = { NODE_ENV: "production", STRIPE_SANDBOX: "true", SEED: "true" };

ensureInstalled();
ensureGenerated();
ensureBuilt();
run("Preparing the database", NODE, ["server/cli/prepare.ts"], env);
process.chdir(ROOT);
becomeNode([path.join(ROOT, "server/main.ts")], env);
