// Draws the product's icon, three bars on a dark tile, as SVG and, with the same shapes, as PNG.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

const ground = [11, 15, 26];
const bars = [
  { x: 23, y: 50, width: 15, height: 28, color: [142, 160, 255] },
  { x: 42.5, y: 22, width: 15, height: 56, color: [240, 194, 72] },
  { x: 62, y: 38, width: 15, height: 40, color: [142, 160, 255] },
];
const corner = 5;
const samples = 4;

// In hundredths of the icon; a maskable one fills its square, since systems cut it to their own shape.
const tile = { x: 0, y: 0, width: 100, height: 100 };

function covers({ x, y, width, height }, radius, px, py) {
  const dx = Math.max(x + radius - px, px - (x + width - radius), 0);
  const dy = Math.max(y + radius - py, py - (y + height - radius), 0);
  return dx * dx + dy * dy <= radius * radius && px >= x && px <= x + width && py >= y && py <= y + height;
}

function colorAt(px, py, tileCorner) {
  const bar = bars.find((shape) => covers(shape, corner, px, py));
  if (bar) return [...bar.color, 255];
  return covers(tile, tileCorner, px, py) ? [...ground, 255] : [0, 0, 0, 0];
}

function pixel(column, row, size, tileCorner) {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < samples * samples; i++) {
    const px = (100 * (column + (0.5 + (i % samples)) / samples)) / size;
    const py = (100 * (row + (0.5 + Math.floor(i / samples)) / samples)) / size;
    const [r, g, b, a] = colorAt(px, py, tileCorner);
    if (a) sum.splice(0, 4, sum[0] + r, sum[1] + g, sum[2] + b, sum[3] + 1);
  }
  const [r, g, b, hits] = sum;
  const share = Math.max(1, hits);
  return [r / share, g / share, b / share, (255 * hits) / (samples * samples)].map(Math.round);
}

// The checksum of PNG; the library's own is missing in older versions of Node.js 20.
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

function png(size, tileCorner) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(size * (1 + 4 * size));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) rows.set(pixel(column, row, size, tileCorner), row * (1 + 4 * size) + 1 + 4 * column);
  }
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function svg(tileCorner) {
  const rect = ({ x, y, width, height }, radius, color) =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="rgb(${color})"/>`;
  const shapes = [rect(tile, tileCorner, ground), ...bars.map((bar) => rect(bar, corner, bar.color))];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${shapes.join('')}</svg>\n`;
}

/** Writes the icons into a folder. */
export function writeIcons(folder) {
  const rounded = 22;
  writeFileSync(join(folder, 'icon.svg'), svg(rounded));
  for (const size of [192, 512]) writeFileSync(join(folder, `icon-${size}.png`), png(size, rounded));
  writeFileSync(join(folder, 'icon-180.png'), png(180, 0));
  writeFileSync(join(folder, 'icon-maskable-512.png'), png(512, 0));
}
