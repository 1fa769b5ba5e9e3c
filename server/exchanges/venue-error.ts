/**
 * A call to a venue failed. `isOutcomeKnown` false (time-out, broken connection, unreadable answer) means the order may exist:
 * look it up before doing anything else. True is the venue's own word that nothing was done.
 */
export class VenueError extends Error {
  readonly reason: string;
  readonly isOutcomeKnown: boolean;

  constructor(reason: string, message: string, isOutcomeKnown: boolean) {
    super(message);
    this.name = "VenueError";
    this.reason = reason;
    this.isOutcomeKnown = isOutcomeKnown;
  }
}
