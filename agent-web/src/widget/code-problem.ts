import { useTranslation } from 'react-i18next';
import type { Problem } from '../state/types.ts';
import { useProblemText } from '../ui/problem-text.ts';

/** Why a code of another device did not bring its conversation, in words. */
export function useCodeProblem(): (problem: Problem) => string {
  const { t } = useTranslation('chat');
  const problemText = useProblemText();
  return (problem) =>
    problem.name === 'fault' && problem.code === 'CODE_REFUSED' ? t('codeWrong') : problemText(problem).title;
}
