type Answer = (isConfirmed: boolean) => void;

/** Between the typed client, which learns that a person must show who they are, and the dialog that asks. */
export interface ReauthGate {
  /** Asks once, however many calls wait. */
  ask(): Promise<boolean>;
  /** The dialog's side. @returns what ends it */
  onAsk(listener: (answer: Answer) => void): () => void;
}

export function createReauthGate(): ReauthGate {
  let asked: Promise<boolean> | null = null;
  let dialog: ((answer: Answer) => void) | null = null;
  return {
    ask() {
      const show = dialog;
      if (!show) return Promise.resolve(false);
      asked ??= new Promise<boolean>((resolve) => show(resolve)).finally(() => {
        asked = null;
      });
      return asked;
    },
    onAsk(listener) {
      dialog = listener;
      return () => {
        if (dialog === listener) dialog = null;
      };
    },
  };
}
