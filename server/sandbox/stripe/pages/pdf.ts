/** A line of text on a page: points from the left and top of A4. */
export interface PdfText {
  x: number;
  y: number;
  text: string;
  size?: number;
  isBold?: boolean;
  /** `x` is where the text ends. */
  isRight?: boolean;
}

const WIDTH = 595;
const HEIGHT = 842;

/**
 * A PDF 1.4 file of text pages in Helvetica, ASCII only: what WinAnsi has beyond it is escaped, the rest is "?".
 * Source: ISO 32000-1, 7.5 (file structure) and annex D.2 (encodings).
 */
export function pdfOf(title: string, pages: readonly (readonly PdfText[])[]): string {
  const first = 6;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    `<< /Title (${escaped(title)}) /Producer (Stripe sandbox) >>`,
    ...pages.flatMap((texts, index) => {
      const stream = texts.map(drawn).join("\n");
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${first + index * 2 + 1} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const xref = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  return `${file}${xref}trailer\n<< /Size ${size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}

function drawn({ x, y, text, size = 10, isBold = false, isRight = false }: PdfText): string {
  const left = isRight ? x - widthOf(text, size) : x;
  return `BT /${isBold ? "F2" : "F1"} ${size} Tf ${left.toFixed(1)} ${HEIGHT - y} Td (${escaped(text)}) Tj ET`;
}

/** Helvetica's own widths for what amounts are made of; other characters count as a middling one. */
const WIDTHS: Record<string, number> = { ",": 278, ".": 278, " ": 278, "-": 333, "(": 333, ")": 333 };

const widthOf = (text: string, size: number): number =>
  ([...text].reduce((sum, char) => sum + (WIDTHS[char] ?? 556), 0) * size) / 1000;

const WIN_ANSI: Record<string, number> = { "€": 0x80, "–": 0x96, "—": 0x97, "’": 0x92, "×": 0xd7, "…": 0x85 };

function escaped(text: string): string {
  return [...text]
    .map((char) => {
      if (char === "(" || char === ")" || char === "\\") return `\\${char}`;
      const code = char.codePointAt(0) ?? 0;
      if (code >= 32 && code < 127) return char;
      const known = WIN_ANSI[char] ?? (code >= 0xa0 && code <= 0xff ? code : undefined);
      return known === undefined ? "?" : `\\${known.toString(8)}`;
    })
    .join("");
}
