import type { InvitationRule } from './due.ts';

const MAX_RULES = 50;

function isRule(value: unknown): value is InvitationRule {
  if (typeof value !== 'object' || value === null) return false;
  const { ruleId, text, address } = value as Readonly<Record<string, unknown>>;
  const words = text as { readonly en?: unknown; readonly zh?: unknown } | null | undefined;
  return (
    typeof ruleId === 'string' &&
    typeof address === 'string' &&
    typeof words?.en === 'string' &&
    typeof words.zh === 'string'
  );
}

/** The rules from the control plane. Rejects when they cannot be had. */
export async function fetchRules(apiUrl: string): Promise<readonly InvitationRule[]> {
  const response = await fetch(new URL('/v1/invitations', apiUrl));
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  const answer: unknown = await response.json();
  const rules = (answer as { readonly rules?: unknown } | null)?.rules;
  return Array.isArray(rules) ? rules.filter(isRule).slice(0, MAX_RULES) : [];
}
