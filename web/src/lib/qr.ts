/**
 * QR codes (ISO/IEC 18004): bytes, error correction level M, versions 1 to 20. Small enough to keep
 * secrets out of other people's code.
 */

/** Error correction codewords of each block, and the number of blocks, by version (level M). */
const CORRECTION = [
  0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const MAX_VERSION = 20;

/** The format bits of level M. */
const LEVEL_BITS = 0;

/**
 * The modules of the code that says a text, row by row; true is dark.
 *
 * @throws RangeError when the text has more than about 660 bytes
 */
export function qrCode(text: string): boolean[][] {
  const bytes = [...new TextEncoder().encode(text)];
  const version = versionFor(bytes.length);
  const codewords = interleave(version, dataCodewords(version, bytes));
  const layout = new Layout(version);
  layout.drawFunctionPatterns();
  layout.drawData(codewords);
  return layout.withBestMask();
}

/** Modules that carry data or error correction. */
function rawModules(version: number): number {
  let count = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    count -= (25 * aligned - 10) * aligned - 55;
    if (version >= 7) count -= 36;
  }
  return count;
}

function dataCapacity(version: number): number {
  return Math.floor(rawModules(version) / 8) - at(CORRECTION, version) * at(BLOCKS, version);
}

const lengthBits = (version: number) => (version < 10 ? 8 : 16);

function versionFor(length: number): number {
  for (let version = 1; version <= MAX_VERSION; version++) {
    if (4 + lengthBits(version) + 8 * length <= 8 * dataCapacity(version)) return version;
  }
  throw new RangeError("too long for a QR code");
}

function dataCodewords(version: number, bytes: readonly number[]): number[] {
  const bits: number[] = [];
  const push = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  push(4, 4);
  push(bytes.length, lengthBits(version));
  for (const byte of bytes) push(byte, 8);
  const capacity = 8 * dataCapacity(version);
  push(0, Math.min(4, capacity - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let filler = 0xec; bits.length < capacity; filler ^= 0xec ^ 0x11) push(filler, 8);
  const words: number[] = [];
  for (let start = 0; start < bits.length; start += 8) {
    words.push(bits.slice(start, start + 8).reduce<number>((word, bit) => (word << 1) | bit, 0));
  }
  return words;
}

/** Splits the data into blocks, adds each block's correction, and weaves them together. */
function interleave(version: number, data: readonly number[]): number[] {
  const count = at(BLOCKS, version);
  const correction = at(CORRECTION, version);
  const total = Math.floor(rawModules(version) / 8);
  const shortBlocks = count - (total % count);
  const shortLength = Math.floor(total / count) - correction;
  const divisor = generator(correction);
  const blocks: { words: number[]; check: number[] }[] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    const length = shortLength + (index < shortBlocks ? 0 : 1);
    const words = data.slice(start, start + length);
    start += length;
    blocks.push({ words, check: remainder(words, divisor) });
  }
  const woven: number[] = [];
  for (let index = 0; index <= shortLength; index++) {
    for (const { words } of blocks) {
      if (index < words.length) woven.push(at(words, index));
    }
  }
  for (let index = 0; index < correction; index++) {
    for (const { check } of blocks) woven.push(at(check, index));
  }
  return woven;
}

/** Product in the field of 256 elements. */
function multiply(x: number, y: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((y >>> bit) & 1) * x;
  }
  return product;
}

function generator(degree: number): number[] {
  const result: number[] = Array.from({ length: degree }, (_, index) =>
    index === degree - 1 ? 1 : 0,
  );
  let root = 1;
  for (let step = 0; step < degree; step++) {
    for (let index = 0; index < degree; index++) {
      result[index] = multiply(at(result, index), root) ^ (result[index + 1] ?? 0);
    }
    root = multiply(root, 2);
  }
  return result;
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  const result = divisor.map(() => 0);
  for (const word of data) {
    const factor = word ^ (result.shift() ?? 0);
    result.push(0);
    divisor.forEach((coefficient, index) => {
      result[index] = at(result, index) ^ multiply(coefficient, factor);
    });
  }
  return result;
}

function at(list: readonly number[], index: number): number {
  return list[index] ?? 0;
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The grid while it is filled. */
class Layout {
  readonly #version: number;
  readonly #size: number;
  readonly #dark: boolean[][];
  /** What is not data, and thus not masked. */
  readonly #fixed: boolean[][];

  constructor(version: number) {
    this.#version = version;
    this.#size = 4 * version + 17;
    const grid = () =>
      Array.from({ length: this.#size }, () => Array.from({ length: this.#size }, () => false));
    this.#dark = grid();
    this.#fixed = grid();
  }

  #set(x: number, y: number, dark: boolean): void {
    const row = this.#dark[y];
    const fixed = this.#fixed[y];
    if (row === undefined || fixed === undefined || x < 0 || x >= this.#size) return;
    row[x] = dark;
    fixed[x] = true;
  }

  drawFunctionPatterns(): void {
    for (let index = 0; index < this.#size; index++) {
      this.#set(6, index, index % 2 === 0);
      this.#set(index, 6, index % 2 === 0);
    }
    const far = this.#size - 4;
    for (const [x, y] of [
      [3, 3],
      [far, 3],
      [3, far],
    ] as const) {
      this.#drawSquare(x, y, 4, (distance) => distance !== 2 && distance !== 4);
    }
    const places = this.#alignment();
    places.forEach((x, column) => {
      places.forEach((y, row) => {
        const last = places.length - 1;
        const atFinder =
          (column === 0 && row === 0) ||
          (column === 0 && row === last) ||
          (column === last && row === 0);
        if (!atFinder) this.#drawSquare(x, y, 2, (distance) => distance !== 1);
      });
    });
    this.#drawFormat(0);
    this.#drawVersion();
  }

  #drawSquare(x: number, y: number, reach: number, dark: (distance: number) => boolean): void {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        this.#set(x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  #alignment(): number[] {
    if (this.#version === 1) return [];
    const count = Math.floor(this.#version / 7) + 2;
    const step = Math.ceil((4 * this.#version + 4) / (2 * count - 2)) * 2;
    const places = [6];
    for (let place = this.#size - 7; places.length < count; place -= step) {
      places.splice(1, 0, place);
    }
    return places;
  }

  #drawFormat(mask: number): void {
    const data = (LEVEL_BITS << 3) | mask;
    let check = data;
    for (let step = 0; step < 10; step++) check = (check << 1) ^ ((check >>> 9) * 0x537);
    const bits = ((data << 10) | check) ^ 0x5412;
    const bit = (index: number) => ((bits >>> index) & 1) === 1;
    for (let index = 0; index <= 5; index++) this.#set(8, index, bit(index));
    this.#set(8, 7, bit(6));
    this.#set(8, 8, bit(7));
    this.#set(7, 8, bit(8));
    for (let index = 9; index < 15; index++) this.#set(14 - index, 8, bit(index));
    for (let index = 0; index < 8; index++) this.#set(this.#size - 1 - index, 8, bit(index));
    for (let index = 8; index < 15; index++) this.#set(8, this.#size - 15 + index, bit(index));
    this.#set(8, this.#size - 8, true);
  }

  #drawVersion(): void {
    if (this.#version < 7) return;
    let check = this.#version;
    for (let step = 0; step < 12; step++) check = (check << 1) ^ ((check >>> 11) * 0x1f25);
    const bits = (this.#version << 12) | check;
    for (let index = 0; index < 18; index++) {
      const dark = ((bits >>> index) & 1) === 1;
      const far = this.#size - 11 + (index % 3);
      const near = Math.floor(index / 3);
      this.#set(far, near, dark);
      this.#set(near, far, dark);
    }
  }

  /** Fills the rest in the zigzag the standard wants. */
  drawData(codewords: readonly number[]): void {
    let index = 0;
    for (let right = this.#size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < this.#size; step++) {
        const upward = ((right + 1) & 2) === 0;
        const y = upward ? this.#size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.#fixed[y]?.[x] === true || index >= codewords.length * 8) continue;
          const row = this.#dark[y];
          if (row !== undefined) {
            row[x] = ((at(codewords, index >>> 3) >>> (7 - (index & 7))) & 1) === 1;
          }
          index++;
        }
      }
    }
  }

  #masked(mask: number): boolean[][] {
    this.#drawFormat(mask);
    const flips = masks[mask] ?? (() => false);
    return this.#dark.map((row, y) =>
      row.map((dark, x) => (this.#fixed[y]?.[x] === true ? dark : dark !== flips(x, y))),
    );
  }

  withBestMask(): boolean[][] {
    const candidates = masks.map((_, mask) => this.#masked(mask));
    return candidates.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
  }
}

/** How hard a grid is to read: long runs, blocks, patterns like finders, and uneven darkness. */
function penalty(grid: boolean[][]): number {
  const columns = grid.map((_, x) => grid.map((row) => row[x] === true));
  let sum = 0;
  for (const line of [...grid, ...columns]) sum += linePenalty(line);
  let dark = 0;
  grid.forEach((row, y) => {
    row.forEach((cell, x) => {
      if (cell) dark++;
      const below = grid[y + 1];
      if (
        below !== undefined &&
        x + 1 < row.length &&
        cell === row[x + 1] &&
        cell === below[x] &&
        cell === below[x + 1]
      ) {
        sum += 3;
      }
    });
  });
  const share = (100 * dark) / (grid.length * grid.length);
  return sum + 10 * Math.floor(Math.abs(share - 50) / 5);
}

function linePenalty(line: readonly boolean[]): number {
  const text = line.map((dark) => (dark ? "1" : "0")).join("");
  let sum = 0;
  for (const run of text.match(/0+|1+/g) ?? []) if (run.length >= 5) sum += run.length - 2;
  for (const pattern of ["10111010000", "00001011101"]) {
    for (let from = text.indexOf(pattern); from >= 0; from = text.indexOf(pattern, from + 1)) {
      sum += 40;
    }
  }
  return sum;
}
