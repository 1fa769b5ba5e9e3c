import { at } from "./columns.ts";

const ROWS_A_BLOCK = 1024;

/** Rows of numbers that grow block by block: nothing is copied, and adding a row allocates only when a block is full. */
export class RowBlocks {
  length = 0;
  /** Where the row claimed last begins. */
  block = new Float64Array(0);
  start = 0;
  private readonly fields: number;
  private blocks: Float64Array[] = [];

  constructor(fields: number) {
    this.fields = fields;
  }

  /** Adds a row and points `block` and `start` at it. */
  claim(): void {
    const row = this.length++ % ROWS_A_BLOCK;
    this.start = row * this.fields;
    if (row > 0) return;
    this.block = new Float64Array(ROWS_A_BLOCK * this.fields);
    this.blocks.push(this.block);
  }

  get(row: number, field: number): number {
    const block = this.blocks[Math.floor(row / ROWS_A_BLOCK)];
    return block === undefined ? Number.NaN : at(block, (row % ROWS_A_BLOCK) * this.fields + field);
  }

  /** Forgets the rows and gives their memory back. */
  clear(): void {
    this.length = 0;
    this.blocks = [];
  }
}
