import type { Palette } from './palette';

/** Where a canvas is in its window, and how large both are, in the canvas's pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly windowWidth: number;
  readonly windowHeight: number;
}

/**
 * The part of the page's ground that a canvas covers, drawn once, as `.screen` in screen.css has it. A canvas that brings
 * its ground needs no blending with the page, which is most of what a frame costs without a graphics card.
 */
export function drawBackdrop(palette: Palette, place: Place): ImageBitmap {
  const canvas = new OffscreenCanvas(place.width, place.height);
  const context = canvas.getContext('2d', { alpha: false })!;
  const glow = context.createRadialGradient(0, 0, 0, 0, 0, 1);
  glow.addColorStop(0, palette.of('accent-soft'));
  glow.addColorStop(0.6, palette.of('surface'));
  context.fillStyle = glow;
  // The gradient is an ellipse around the window's corner: a circle of radius 1, scaled.
  context.setTransform(1.2 * place.windowWidth, 0, 0, 0.9 * place.windowHeight, -place.left, -place.top);
  context.fillRect(0, 0, 1, 2);
  return canvas.transferToImageBitmap();
}
