export { tellOfDomain } from "./tell-of-domain.ts";
export { welcomeOwner } from "./welcome-owner.ts";
