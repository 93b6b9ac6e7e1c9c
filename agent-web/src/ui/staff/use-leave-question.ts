import { useEffect } from 'react';

/** While `asked`, the browser asks before the page is closed or left: something would be lost with it. */
export function useLeaveQuestion(asked: boolean): void {
  useEffect(() => {
    if (!asked) return;
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [asked]);
}
