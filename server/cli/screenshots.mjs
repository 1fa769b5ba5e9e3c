// `npm run screenshots`: runs the built product over a data folder of its own and takes docs/pictures anew.
import { becomeNode } from "./become-node.mjs";
import { ensureBuilt, ensureGenerated, ensureInstalled, ROOT } from "./install.mjs";

ensureInstalled();
ensureGenerated();
ensureBuilt();
process.chdir(ROOT);
becomeNode([`${ROOT}/server/cli/screenshots/take-pictures.ts`]);
