import { z } from 'zod';
import { FIELD_KEY } from '../requests/field-value.ts';

export const FieldSubject = z.enum(['contact', 'conversation']);
export const FieldKeyText = z.string().regex(FIELD_KEY);
