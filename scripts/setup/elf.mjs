// Just enough of ELF (64 bit, little endian) to lower the glibc a library asks
// for. Names follow elf.h.

const SHT_DYNSYM = 11;
const SHT_GNU_VERNEED = 0x6ffffffe;
const SHT_GNU_VERSYM = 0x6fffffff;
const symbolSize = 24;

/**
 * Rebinds undefined symbols of a library to older names, and what it asks of
 * glibc above `newest` (a minor version) to the oldest version it asks for anyway.
 * `names` maps each such symbol to the end of its own name that replaces it, for
 * a name can only be moved forward in the string table. Gives a changed copy, or
 * the same buffer where nothing is above `newest`.
 */
export function lowerGlibc(library, names, newest) {
  const elf = parseElf(library);
  const versions = elf.neededVersions('libc.so.6');
  const tooNew = versions.filter(({ name }) => glibcMinor(name) > newest);
  if (tooNew.length === 0) return library;

  const oldest = versions.reduce((a, b) => (glibcMinor(b.name) < glibcMinor(a.name) ? b : a));
  const out = Buffer.from(library);
  for (const symbol of elf.symbols()) {
    if (!tooNew.some(({ index }) => index === symbol.version)) continue;
    const name = names.get(symbol.name);
    if (name === undefined || !symbol.name.endsWith(name)) {
      throw new Error(`no older name is known for ${symbol.name}`);
    }
    out.writeUInt32LE(symbol.nameOffset + symbol.name.length - name.length, symbol.at);
  }
  // The new symbols' version index now stands for the oldest version.
  for (const version of tooNew) {
    out.writeUInt32LE(oldest.hash, version.at);
    out.writeUInt32LE(oldest.nameOffset, version.at + 8);
  }
  return out;
}

/** The undefined symbols a library wants from libc.so.6 with their versions. */
export function glibcSymbols(library) {
  const elf = parseElf(library);
  const versions = new Map(elf.neededVersions('libc.so.6').map(({ index, name }) => [index, name]));
  return elf
    .symbols()
    .filter(({ version }) => versions.has(version))
    .map(({ name, version }) => ({ name, version: versions.get(version) }));
}

function glibcMinor(version) {
  const match = /^GLIBC_2\.(\d+)/.exec(version);
  return match === null ? Number.NaN : Number(match[1]);
}

function parseElf(bytes) {
  if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes[4] !== 2 || bytes[5] !== 1) {
    throw new Error('not a 64 bit little-endian ELF file');
  }
  const sections = readSections(bytes);
  const seek = (type) => sections.find((candidate) => candidate.type === type);
  const find = (type) => {
    const section = seek(type);
    if (section === undefined) throw new Error(`no section of type 0x${type.toString(16)}`);
    return section;
  };
  const dynsym = find(SHT_DYNSYM);
  const text = (offset) => {
    const at = sections[dynsym.link].offset + offset;
    return bytes.toString('latin1', at, bytes.indexOf(0, at));
  };

  return {
    symbols() {
      const versym = find(SHT_GNU_VERSYM);
      return Array.from({ length: dynsym.size / symbolSize }, (_, i) => {
        const at = dynsym.offset + i * symbolSize;
        const nameOffset = bytes.readUInt32LE(at);
        return {
          at,
          nameOffset,
          name: text(nameOffset),
          version: bytes.readUInt16LE(versym.offset + i * 2) & 0x7fff,
        };
      });
    },
    neededVersions(wanted) {
      const verneed = seek(SHT_GNU_VERNEED);
      if (verneed === undefined) return []; // it asks for no version of anything
      const found = [];
      let at = verneed.offset;
      for (let i = 0; i < verneed.info; i++) {
        const count = bytes.readUInt16LE(at + 2);
        const library = text(bytes.readUInt32LE(at + 4));
        let aux = at + bytes.readUInt32LE(at + 8);
        for (let k = 0; k < count; k++) {
          const nameOffset = bytes.readUInt32LE(aux + 8);
          if (library === wanted) {
            found.push({
              at: aux,
              hash: bytes.readUInt32LE(aux),
              index: bytes.readUInt16LE(aux + 6),
              nameOffset,
              name: text(nameOffset),
            });
          }
          aux += bytes.readUInt32LE(aux + 12);
        }
        at += bytes.readUInt32LE(at + 12);
      }
      return found;
    },
  };
}

function readSections(bytes) {
  const table = Number(bytes.readBigUInt64LE(0x28));
  const size = bytes.readUInt16LE(0x3a);
  return Array.from({ length: bytes.readUInt16LE(0x3c) }, (_, i) => {
    const at = table + i * size;
    return {
      type: bytes.readUInt32LE(at + 4),
      offset: Number(bytes.readBigUInt64LE(at + 24)),
      size: Number(bytes.readBigUInt64LE(at + 32)),
      link: bytes.readUInt32LE(at + 40),
      info: bytes.readUInt32LE(at + 44),
    };
  });
}
