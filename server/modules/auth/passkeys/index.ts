export { addPasskey } from "./add-passkey.ts";
export { askPasskey } from "./ask-passkey.ts";
export { checkPasskey } from "./check-passkey.ts";
export { reauthenticateWithPasskey } from "./reauthenticate-with-passkey.ts";
export { removePasskey } from "./remove-passkey.ts";
export { renamePasskey } from "./rename-passkey.ts";
export { signInWithPasskey } from "./sign-in-with-passkey.ts";
export { startPasskey } from "./start-passkey.ts";
