export type ToastTone = "positive" | "negative" | "info";

export interface ToastItem {
  id: number;
  tone: ToastTone;
  message: string;
}

const VISIBLE_MS: Record<ToastTone, number> = { positive: 5000, info: 6000, negative: 10_000 };

let items: readonly ToastItem[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ToastItem[]) {
  items = next;
  for (const listener of listeners) listener();
}

export function dismissToast(id: number) {
  publish(items.filter((item) => item.id !== id));
}

function show(tone: ToastTone, message: string) {
  const id = nextId++;
  publish([...items.slice(-2), { id, tone, message }]);
  setTimeout(() => dismissToast(id), VISIBLE_MS[tone]);
}

/** Short news of what just happened. Errors at a field belong to the field, not here. */
export const toast = {
  success: (message: string) => show("positive", message),
  info: (message: string) => show("info", message),
  error: (message: string) => show("negative", message),
};

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  getSnapshot: (): readonly ToastItem[] => items,
};
