import { WeftError } from '@weft/proto';
import { readUtf8 } from '../exact-json.ts';

/** Bytes of a request: the provider's own are below 8 KiB. */
const MAX_FORM_BYTES = 65_536;
/** Fields of a request: the provider's own have some thirty, and more with media. */
const MAX_FIELDS = 200;

/** A request's form. Throws BAD_REQUEST. */
export function formOf(body: Uint8Array): URLSearchParams {
  if (body.length > MAX_FORM_BYTES) throw new WeftError('BAD_REQUEST', 'a request of this size is none');
  const form = new URLSearchParams(readUtf8(body));
  if (form.size > MAX_FIELDS) throw new WeftError('BAD_REQUEST', 'a request of so many fields is none');
  return form;
}
