export {
  checkSecondFactor,
  type SecondFactors,
  secondFactorHolders,
  secondFactorsOf,
} from "./check-second-factor.ts";
export { disableTotp } from "./disable-totp.ts";
export { enableTotp } from "./enable-totp.ts";
export { renewBackupCodes } from "./renew-backup-codes.ts";
export { deleteTotp } from "./second-factor-store.ts";
export { startTotp } from "./start-totp.ts";
