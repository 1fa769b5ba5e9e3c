import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export interface Column<Row> {
  key: string;
  header: ReactNode;
  /** Figures: right-aligned, tabular. */
  isNumeric?: boolean;
  /** Running text: may break into lines. */
  isWrapped?: boolean;
  /** Dropped below 640 px, where the first columns must be enough. */
  isWideOnly?: boolean;
  cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string;
  /** Limits the height and keeps the head in view. */
  isTall?: boolean;
}

/** Scrolls sideways inside its own box; the box takes focus so that arrow keys can scroll it. */
export function Table<Row>({ caption, columns, rows, rowKey, isTall }: TableProps<Row>) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className={cx("relative overflow-auto -outline-offset-2", isTall && "max-h-[26rem]")}
    >
      <table className="w-full border-separate border-spacing-0 text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={cx(
                  "sticky top-0 z-1 h-9 border-y border-border bg-sunken px-2 text-xs font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4 sm:px-3 sm:first:pl-5 sm:last:pr-5",
                  column.isNumeric && "text-right",
                  column.isWideOnly && "max-sm:hidden",
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)} className="group hover:bg-foreground/3">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={cx(
                    "h-11 border-b border-border px-2 py-1.5 group-last:border-b-0 first:pl-4 last:pr-4 sm:px-3 sm:first:pl-5 sm:last:pr-5",
                    column.isWrapped ? "min-w-48" : "whitespace-nowrap",
                    column.isNumeric && "tabular text-right",
                    column.isWideOnly && "max-sm:hidden",
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
