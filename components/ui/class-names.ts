import { type ClassValue, clsx } from "clsx";

/** Joins class names, dropping falsy ones. Components take no overriding utilities, so nothing needs merging. */
export const cx = (...values: ClassValue[]): string => clsx(values);
