import { splitLinks } from './links.ts';

/** A message's words with its addresses to be followed. Text stays text: nothing in it can become markup. */
export function MessageText({
  text,
  className,
}: {
  readonly text: string;
  readonly className?: string | undefined;
}) {
  return (
    <p className={className} dir="auto">
      {splitLinks(text).map((part, at) =>
        part.kind === 'words' ? (
          part.text
        ) : (
          // Parts have no name but their place, and never change it within one message.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </p>
  );
}
