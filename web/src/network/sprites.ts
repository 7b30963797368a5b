// Marks painted once and then stamped: a disc of the colour of its look, a square for a site, with the glyph in it.
import { allLooks, type Palette } from "./marks";

const glyphs = new Map(allLooks().map((look) => [look.id, look.glyph]));
/** Smaller, and a glyph is a blot. */
const leastForGlyph = 4;

export class Sprites {
  private made = new Map<string, HTMLCanvasElement>();

  constructor(private readonly palette: Palette, private readonly ratio: number) {}

  /** The mark of a look with the half-width r; `disc` without: its glyph alone. Its middle is its centre. */
  mark(look: string, r: number, options: { disc: boolean; faint: boolean }): HTMLCanvasElement {
    const half = Math.round(r * 2) / 2;
    const key = `${look} ${half} ${options.disc ? 1 : 0}${options.faint ? 1 : 0}`;
    let sprite = this.made.get(key);
    if (!sprite) {
      if (this.made.size > 600) this.made.clear();
      sprite = this.paint(look, half, options);
      this.made.set(key, sprite);
    }
    return sprite;
  }

  private paint(look: string, r: number, options: { disc: boolean; faint: boolean }): HTMLCanvasElement {
    const { palette, ratio } = this;
    const sprite = document.createElement("canvas");
    const side = Math.ceil((2 * r + 2) * ratio);
    sprite.width = sprite.height = side;
    const context = sprite.getContext("2d", { willReadFrequently: true })!;
    // A square stands also where another renderer draws the disc: it covers it.
    const square = look === "site";
    if (options.disc || square) {
      context.fillStyle = options.faint ? palette.faint : palette.look(look);
      context.beginPath();
      if (square) context.roundRect(side / 2 - r * ratio, side / 2 - r * ratio, 2 * r * ratio, 2 * r * ratio, r * ratio / 4);
      else context.arc(side / 2, side / 2, r * ratio, 0, 2 * Math.PI);
      context.fill();
    }
    // The mark of a victim is the disc itself.
    if (options.faint || r < leastForGlyph || look === "victim") return sprite;
    const glyph = glyphs.get(look) ?? "";
    context.fillStyle = palette.paper;
    context.font = `600 ${r * ratio * 1.35}px system-ui, "Noto Sans Symbols2", "DejaVu Sans", sans-serif`;
    context.textAlign = "center";
    const size = context.measureText(glyph);
    context.fillText(glyph, side / 2, side / 2 + (size.actualBoundingBoxAscent - size.actualBoundingBoxDescent) / 2);
    return sprite;
  }
}

/** Stamps a sprite with its middle at a place; whole pixels are the fastest. */
export function stamp(
  context: CanvasRenderingContext2D, sprite: HTMLCanvasElement, x: number, y: number, ratio: number): void {
  const side = sprite.width / ratio;
  context.drawImage(sprite, Math.round((x - side / 2) * ratio) / ratio, Math.round((y - side / 2) * ratio) / ratio, side, side);
}
