const CONSTANTS = Int32Array.from({ length: 64 }, (_, index) => fractionBits(Math.cbrt(prime(index))));
const START = Int32Array.from({ length: 8 }, (_, index) => fractionBits(Math.sqrt(prime(index))));

function prime(index: number): number {
  let candidate = 1;
  for (let found = -1; found < index; ) {
    candidate++;
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor > candidate) found++;
  }
  return candidate;
}

function fractionBits(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function padded(bytes: Uint8Array): DataView {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const buffer = new Uint8Array(blocks * 64);
  buffer.set(bytes);
  buffer[bytes.length] = 0x80;
  const view = new DataView(buffer.buffer);
  view.setUint32(buffer.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(buffer.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

function expand(view: DataView, offset: number, schedule: Int32Array): void {
  for (let i = 0; i < 16; i++) schedule[i] = view.getInt32(offset + i * 4);
  for (let i = 16; i < 64; i++) {
    const a = word(schedule, i - 15);
    const b = word(schedule, i - 2);
    const mixedA = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
    const mixedB = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
    schedule[i] = word(schedule, i - 16) + mixedA + word(schedule, i - 7) + mixedB;
  }
}

/** Guarantee: every index used above and below is inside its array. */
function word(words: Int32Array, index: number): number {
  return words[index] as number;
}

function compress(hash: Int32Array, schedule: Int32Array): void {
  let a = word(hash, 0);
  let b = word(hash, 1);
  let c = word(hash, 2);
  let d = word(hash, 3);
  let e = word(hash, 4);
  let f = word(hash, 5);
  let g = word(hash, 6);
  let h = word(hash, 7);
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const sumE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + sumE + choice + word(CONSTANTS, i) + word(schedule, i)) | 0;
    const sumA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sumA + majority) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    hash[i] = word(hash, i) + value;
  });
}

/** SHA-256 (FIPS 180-4) as lower-case hexadecimal. Here because the engine imports nothing; for fingerprints, not for secrets. */
export function sha256Hex(bytes: Uint8Array): string {
  const view = padded(bytes);
  const hash = Int32Array.from(START);
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    expand(view, offset, schedule);
    compress(hash, schedule);
  }
  return Array.from(Uint32Array.from(hash), (part) => part.toString(16).padStart(8, "0")).join("");
}
