export { addPasskey } from "./add-passkey.ts";
export { askPasskey } from "./ask-passkey.ts";
export { checkPasskey } from "./check-passkey.ts";
export { removePasskey } from "./remove-passkey.ts";
export { renamePasskey } from "./rename-passkey.ts";
export { startPasskey } from "./start-passkey.ts";
