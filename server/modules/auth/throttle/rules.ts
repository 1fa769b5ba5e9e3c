/** So many free attempts, then waits that double; each quiet `forgiveEverySeconds` takes one failure back. */
export interface ThrottleRule {
  freeAttempts: number;
  firstWaitSeconds: number;
  longestWaitSeconds: number;
  forgiveEverySeconds: number;
}

/** All browsers that the account has never signed in from, counted together: what an attacker can use up. */
export const UNKNOWN_DEVICES: ThrottleRule = {
  freeAttempts: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3_600,
  forgiveEverySeconds: 3_600,
};

/** One browser of the account's own: nobody else can use it up (OWASP, device cookies). */
export const KNOWN_DEVICE: ThrottleRule = {
  freeAttempts: 10,
  firstWaitSeconds: 15,
  longestWaitSeconds: 900,
  forgiveEverySeconds: 600,
};

/** One address, whatever the account: trying one password on many accounts. Room for an office behind one address. */
export const ADDRESS: ThrottleRule = {
  freeAttempts: 50,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3_600,
  forgiveEverySeconds: 60,
};
