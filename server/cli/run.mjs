// Runs one of our TypeScript programs by Node 24 in whatever state the clone is: `node server/cli/run.mjs FILE …`.

import { becomeNode } from "./become-node.mjs";
import { ensureGenerated, ensureInstalled, ROOT } from "./install.mjs";

const [file, ...args] = process.argv.slice(2);
ensureInstalled();
ensureGenerated();
becomeNode([`${ROOT}/${file}`, ...args]);
