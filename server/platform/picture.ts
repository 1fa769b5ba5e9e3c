import { createHash } from "node:crypto";
import sharp from "sharp";
import { AppError, fieldError } from "#server/kernel/errors.ts";

const FORMATS = new Set(["png", "jpeg", "webp"]);
const MAX_PIXELS = 16_000_000;
const MAX_SIDE = 512;

export interface Picture {
  hash: string;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Decodes an uploaded picture and draws it anew as PNG: what was hidden in the file (metadata, trailing data,
 * scripts) is gone. SVG is refused: it is a document, not a picture.
 * @throws AppError `invalid_input` at `base64`
 */
export async function encodeLogo(file: Buffer): Promise<Picture> {
  const problem = "Use a PNG, JPEG or WebP picture of at most 16 megapixels.";
  try {
    const picture = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: "error" });
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) throw fieldError("base64", problem);
    const encoded = await picture
      .rotate()
      .resize(MAX_SIDE, MAX_SIDE, { fit: "inside", withoutEnlargement: true })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const bytes = new Uint8Array(encoded);
    return { hash: createHash("sha256").update(bytes).digest("hex"), contentType: "image/png", bytes };
  } catch (error) {
    throw error instanceof AppError ? error : fieldError("base64", problem);
  }
}
