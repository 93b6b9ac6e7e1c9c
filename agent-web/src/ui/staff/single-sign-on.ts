import { isErrorCode, WeftError } from '@weft/proto';
import { useEffect, useState } from 'react';
import { isObject, text } from '../../state/fields.ts';
import { problemOf } from '../../state/problem.ts';
import type { Problem } from '../../state/types.ts';

/** The other way to sign in, beside a password. */
export interface SingleSignOn {
  /** What the identity provider is called; empty = there is none, or it is not known yet. */
  readonly name: string;
  /** Leads to the provider and back to this page. */
  readonly address: string;
  /** Why the provider led back without signing anybody in. */
  readonly problem: Problem | undefined;
}

/** With this in its address the page is led back to. */
const PARAMETER = 'problem';

function arrival(): Pick<SingleSignOn, 'address' | 'problem'> {
  const here = new URL(location.href);
  const code = here.searchParams.get(PARAMETER) ?? '';
  here.searchParams.delete(PARAMETER);
  const to = encodeURIComponent(`${here.pathname}${here.search}`);
  return {
    address: `/v1/sessions/oidc?to=${to}`,
    problem: isErrorCode(code) ? problemOf(new WeftError(code)) : undefined,
  };
}

/** Asks the server how people sign in; without an answer there is the password. */
export function useSingleSignOn(): SingleSignOn {
  const [here] = useState(arrival);
  const [name, setName] = useState('');
  useEffect(() => {
    // Told once: a reload later is not about it any more.
    const told = new URL(location.href);
    told.searchParams.delete(PARAMETER);
    if (told.href !== location.href) history.replaceState(history.state, '', told);
    const ended = new AbortController();
    fetch('/v1/sessions/methods', { signal: ended.signal })
      .then((response) => response.json())
      .then((answer: unknown) => setName(isObject(answer) ? text(answer.singleSignOn) : ''))
      .catch(() => undefined);
    return () => ended.abort();
  }, []);
  return { name, ...here };
}
