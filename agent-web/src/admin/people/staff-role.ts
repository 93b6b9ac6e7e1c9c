import { useTranslation } from 'react-i18next';
import type { Person, StaffRole } from '../../state/types.ts';

const ROLES = ['agent', 'supervisor', 'admin', 'operator'] as const satisfies readonly StaffRole[];

/** What somebody is, in one word. */
export function roleOf({ role, grants }: Pick<Person, 'role' | 'grants'>): StaffRole {
  if (role === 'operator') return 'operator';
  if (grants.includes('admin')) return 'admin';
  return grants.includes('supervisor') ? 'supervisor' : 'agent';
}

/** What somebody can be, each with its name. */
export function useRoleChoices(): readonly (readonly [StaffRole, string])[] {
  const { t } = useTranslation('admin');
  return ROLES.map((one) => [one, t(`role-${one}`)] as const);
}
