import { Alert, Button } from '@mantine/core';

/** That somebody else saved meanwhile what is being changed here, and the way to what they saved. */
export function Overtaken({
  text,
  load,
  disabled = false,
  onLoad,
}: {
  readonly text: string;
  /** What the button says. */
  readonly load: string;
  readonly disabled?: boolean;
  readonly onLoad: () => void;
}) {
  return (
    <Alert color="yellow" variant="light" role="alert">
      {text}{' '}
      <Button size="compact-sm" variant="default" disabled={disabled} onClick={onLoad}>
        {load}
      </Button>
    </Alert>
  );
}
