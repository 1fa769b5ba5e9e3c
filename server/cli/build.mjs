// `npm run build`: everything `npm start` needs, made where it is missing or older than its sources.
import { ensureBuilt, ensureGenerated, ensureInstalled } from "./install.mjs";

ensureInstalled();
ensureGenerated();
ensureBuilt();
