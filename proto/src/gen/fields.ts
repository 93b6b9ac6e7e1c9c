// Made by scripts/generate.mjs from proto/schema/fields.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';

/** A field, with what it says here. */
export interface FieldValue {
  key: string;
  /** As text, whatever its kind: a number in decimals, "yes" or "no", a day as "2026-11-30", one of the words of a choice. */
  value: string;
}

/** What FieldValue.encode takes: absent fields are their zero value. */
export interface FieldValueInit {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

export function writeFieldValue(m: FieldValueInit, w: Writer): Writer {
  if (m.key !== undefined && m.key !== '') w.uint32(10).string(m.key);
  if (m.value !== undefined && m.value !== '') w.uint32(18).string(m.value);
  return w;
}

export function readFieldValue(r: Reader, end: number): FieldValue {
  const m: FieldValue = { key: '', value: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.key = r.string(); break;
      case 18: m.value = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FieldValue');
}

export function fromFieldValue(value: unknown): FieldValue {
  const o = json.object(value);
  return {
    key: json.text(o['key']),
    value: json.text(o['value']),
  };
}

export const FieldValue: Codec<FieldValue, FieldValueInit> = codec(writeFieldValue, readFieldValue, fromFieldValue);

/** By an agent: a field of the conversation says this now. */
export interface FieldSet {
  key: string;
  /** Empty = nothing any more. */
  value: string;
  /** What it said as the agent saw it: CONFLICT when it is not so any more. */
  seen: string;
}

/** What FieldSet.encode takes: absent fields are their zero value. */
export interface FieldSetInit {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly seen?: string | undefined;
}

export function writeFieldSet(m: FieldSetInit, w: Writer): Writer {
  if (m.key !== undefined && m.key !== '') w.uint32(10).string(m.key);
  if (m.value !== undefined && m.value !== '') w.uint32(18).string(m.value);
  if (m.seen !== undefined && m.seen !== '') w.uint32(26).string(m.seen);
  return w;
}

export function readFieldSet(r: Reader, end: number): FieldSet {
  const m: FieldSet = { key: '', value: '', seen: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.key = r.string(); break;
      case 18: m.value = r.string(); break;
      case 26: m.seen = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FieldSet');
}

export function fromFieldSet(value: unknown): FieldSet {
  const o = json.object(value);
  return {
    key: json.text(o['key']),
    value: json.text(o['value']),
    seen: json.text(o['seen']),
  };
}

export const FieldSet: Codec<FieldSet, FieldSetInit> = codec(writeFieldSet, readFieldSet, fromFieldSet);

/** What is known of the customer is other than it was; what it is, the store has. */
export interface ContactChanged {
}

/** What ContactChanged.encode takes: absent fields are their zero value. */
export interface ContactChangedInit {
}

export function writeContactChanged(m: ContactChangedInit, w: Writer): Writer {
  void m;
  return w;
}

export function readContactChanged(r: Reader, end: number): ContactChanged {
  const m: ContactChanged = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ContactChanged');
}

export function fromContactChanged(value: unknown): ContactChanged {
  const o = json.object(value);
  void o;
  return {
  };
}

export const ContactChanged: Codec<ContactChanged, ContactChangedInit> = codec(writeContactChanged, readContactChanged, fromContactChanged);

/** What fields there are is other than it was: who shows them asks for them. */
export interface FieldsChanged {
}

/** What FieldsChanged.encode takes: absent fields are their zero value. */
export interface FieldsChangedInit {
}

export function writeFieldsChanged(m: FieldsChangedInit, w: Writer): Writer {
  void m;
  return w;
}

export function readFieldsChanged(r: Reader, end: number): FieldsChanged {
  const m: FieldsChanged = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FieldsChanged');
}

export function fromFieldsChanged(value: unknown): FieldsChanged {
  const o = json.object(value);
  void o;
  return {
  };
}

export const FieldsChanged: Codec<FieldsChanged, FieldsChangedInit> = codec(writeFieldsChanged, readFieldsChanged, fromFieldsChanged);
