import { camel } from './names.mjs';

const NUMERIC = new Set(['double', 'float', 'int32', 'uint32', 'sint32', 'fixed32', 'sfixed32']);
const WIRE_TYPE = { double: 1, float: 5, fixed32: 5, sfixed32: 5, string: 2, bytes: 2 };

/** One field as the generator needs it. */
function describe(field) {
  field.resolve();
  const target = field.resolvedType;
  const kind = target ? ('values' in target ? 'enum' : 'message') : 'scalar';
  if (field.map) throw new Error(`${field.fullName}: map fields are not supported; use a repeated message`);
  if (kind === 'scalar' && !NUMERIC.has(field.type) && !['bool', 'string', 'bytes'].includes(field.type)) {
    throw new Error(`${field.fullName}: ${field.type} is not supported; numbers above 2^53 travel as text`);
  }
  const type = target
    ? target.name
    : ({ bool: 'boolean', string: 'string', bytes: 'Uint8Array' }[field.type] ?? 'number');
  const optional = kind === 'message' ? !field.repeated : field.options?.proto3_optional === true;
  return {
    name: field.name,
    id: field.id,
    kind,
    scalar: field.type,
    type,
    repeated: field.repeated,
    optional,
    comment: field.comment,
  };
}

const wireType = (f) => (f.kind === 'message' ? 2 : f.kind === 'enum' ? 0 : (WIRE_TYPE[f.scalar] ?? 0));
const tag = (f, wire = wireType(f)) => ((f.id << 3) | wire) >>> 0;
const zero = (f) =>
  f.kind === 'enum' ? "'unspecified'" : ({ bool: 'false', string: "''", bytes: 'NO_BYTES' }[f.scalar] ?? '0');
const doc = (comment, indent) =>
  comment ? `${indent}/** ${comment.trim().split('\n').join(`\n${indent} * `)} */\n` : '';

const outType = (f) => (f.repeated ? `${f.type}[]` : f.optional ? `${f.type} | undefined` : f.type);
const inType = (f) => {
  const type = f.kind === 'message' ? `${f.type}Init` : f.type;
  return `${f.repeated ? `readonly ${type}[]` : type} | undefined`;
};

const writeOne = (f, value) =>
  f.kind === 'message'
    ? `write${f.type}(${value}, w.uint32(${tag(f)}).fork()).ldelim();`
    : f.kind === 'enum'
      ? `w.uint32(${tag(f)}).int32(${f.type}Number[${value}]);`
      : `w.uint32(${tag(f)}).${f.scalar}(${value});`;

function writeField(f) {
  const value = `m.${f.name}`;
  if (f.repeated) {
    if (f.kind === 'message' || wireType(f) === 2)
      return `  for (const v of ${value} ?? []) ${writeOne(f, 'v')}`;
    const put = f.kind === 'enum' ? `w.int32(${f.type}Number[v])` : `w.${f.scalar}(v)`;
    return `  if (${value} !== undefined && ${value}.length > 0) {\n    w.uint32(${tag(f, 2)}).fork();\n    for (const v of ${value}) ${put};\n    w.ldelim();\n  }`;
  }
  const given = f.optional
    ? `${value} !== undefined`
    : f.scalar === 'bytes'
      ? `${value} !== undefined && ${value}.length > 0`
      : `${value} !== undefined && ${value} !== ${zero(f)}`;
  return `  if (${given}) ${writeOne(f, value)}`;
}

const readOne = (f) =>
  f.kind === 'message'
    ? `read${f.type}(r, r.uint32() + r.pos)`
    : f.kind === 'enum'
      ? `(${f.type}Text[r.int32()] ?? 'unspecified')`
      : f.scalar === 'bytes'
        ? 'r.bytes().slice()'
        : `r.${f.scalar}()`;

function readField(f, assign) {
  const cases = [];
  if (f.repeated) {
    cases.push(`      case ${tag(f)}: m.${f.name}.push(${readOne(f)}); break;`);
    if (f.kind !== 'message' && wireType(f) !== 2) {
      cases.push(
        `      case ${tag(f, 2)}: { const stop = r.uint32() + r.pos; while (r.pos < stop) m.${f.name}.push(${readOne(f)}); break; }`,
      );
    }
  } else cases.push(`      case ${tag(f)}: ${assign(readOne(f))}; break;`);
  return cases.join('\n');
}

const fromOne = (f, value) =>
  f.kind === 'message'
    ? `from${f.type}(${value})`
    : f.kind === 'enum'
      ? `json.oneOf(${f.type}Number, ${value})`
      : `json.${{ bool: 'bool', string: 'text', bytes: 'bytes' }[f.scalar] ?? 'number'}(${value})`;

const fromField = (f) =>
  f.repeated
    ? `json.list(o['${f.name}']).map((v) => ${fromOne(f, 'v')})`
    : f.optional
      ? `o['${f.name}'] === undefined ? undefined : ${fromOne(f, `o['${f.name}']`)}`
      : fromOne(f, `o['${f.name}']`);

/** The TypeScript of one message: its types, and a codec of the same name. */
export function messageSource(type) {
  const oneofs = type.oneofsArray
    .filter((oneof) => !oneof.isProto3Optional)
    .map((oneof) => ({
      name: camel(oneof.name),
      comment: oneof.comment,
      fields: oneof.fieldsArray.map(describe),
    }));
  const inOneof = new Set(oneofs.flatMap((oneof) => oneof.fields.map((f) => f.name)));
  const fields = type.fieldsArray.filter((f) => !inOneof.has(f.name)).map(describe);
  const name = type.name;
  const union = (oneof, suffix) =>
    oneof.fields
      .map(
        (f) =>
          `\n    | { readonly case: '${f.name}'; readonly value: ${f.type}${f.kind === 'message' ? suffix : ''} }`,
      )
      .join('');
  const lines = [];
  lines.push(`${doc(type.comment, '')}export interface ${name} {`);
  for (const f of fields) lines.push(`${doc(f.comment, '  ')}  ${f.name}: ${outType(f)};`);
  for (const o of oneofs) lines.push(`${doc(o.comment, '  ')}  ${o.name}:${union(o, '')}\n    | undefined;`);
  lines.push(
    '}\n',
    `/** What ${name}.encode takes: absent fields are their zero value. */`,
    `export interface ${name}Init {`,
  );
  for (const f of fields) lines.push(`  readonly ${f.name}?: ${inType(f)};`);
  for (const o of oneofs) lines.push(`  readonly ${o.name}?:${union(o, 'Init')}\n    | undefined;`);
  lines.push('}\n', `export function write${name}(m: ${name}Init, w: Writer): Writer {`);
  for (const f of fields) lines.push(writeField(f));
  for (const o of oneofs) {
    lines.push(`  switch (m.${o.name}?.case) {`);
    for (const f of o.fields) lines.push(`    case '${f.name}': ${writeOne(f, `m.${o.name}.value`)} break;`);
    lines.push('    case undefined: break;', '  }');
  }
  if (fields.length + oneofs.length === 0) lines.push('  void m;');
  lines.push('  return w;', '}\n', `export function read${name}(r: Reader, end: number): ${name} {`);
  const zeros = [
    ...fields.map((f) => `${f.name}: ${f.repeated ? '[]' : f.optional ? 'undefined' : zero(f)}`),
    ...oneofs.map((o) => `${o.name}: undefined`),
  ];
  lines.push(
    `  const m: ${name} = { ${zeros.join(', ')} };`,
    '  while (r.pos < end) {',
    '    const tag = r.uint32();',
    '    switch (tag) {',
  );
  for (const f of fields) lines.push(readField(f, (value) => `m.${f.name} = ${value}`));
  for (const o of oneofs)
    for (const f of o.fields)
      lines.push(readField(f, (value) => `m.${o.name} = { case: '${f.name}', value: ${value} }`));
  lines.push(
    '      default: r.skipType(tag & 7);',
    '    }',
    '  }',
    `  return checked(m, r, end, '${name}');`,
    '}\n',
  );
  lines.push(`function from${name}(value: unknown): ${name} {`, '  const o = json.object(value);');
  if (fields.length + oneofs.length === 0) lines.push('  void o;');
  lines.push('  return {');
  for (const f of fields) lines.push(`    ${f.name}: ${fromField(f)},`);
  for (const o of oneofs) {
    lines.push(`    ${o.name}: json.choice<NonNullable<${name}['${o.name}']>>(o['${o.name}'], {`);
    for (const f of o.fields)
      lines.push(`      ${f.name}: (v) => ({ case: '${f.name}', value: ${fromOne(f, 'v')} }) as const,`);
    lines.push('    }),');
  }
  lines.push('  };', '}\n');
  lines.push(
    `export const ${name}: Codec<${name}, ${name}Init> = codec(write${name}, read${name}, from${name});\n`,
  );
  return lines.join('\n');
}

/** The TypeScript of one enum: a union of texts, and the two tables. */
export function enumSource(type, texts) {
  const rows = texts.map((v) => `  '${v.text}': ${v.number},`).join('\n');
  const back = texts.map((v) => `  ${v.number}: '${v.text}',`).join('\n');
  return `${doc(type.comment, '')}export type ${type.name} = ${texts.map((v) => `'${v.text}'`).join(' | ')};

export const ${type.name}Number: Readonly<Record<${type.name}, number>> = {
${rows}
};

export const ${type.name}Text: Readonly<Record<number, ${type.name}>> = {
${back}
};
`;
}
