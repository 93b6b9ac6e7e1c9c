import type { Look, Readable } from '../../state/types.ts';
import { type ShadeName, shadesOf } from '../../ui/look/shades.ts';

/** Puts a look's colour on the widget's document, now and whenever it is another. */
export function wear(look: Readable<Look>, { style }: Pick<HTMLElement, 'style'>): void {
  let worn: readonly ShadeName[] = [];
  const put = (): void => {
    const shades = shadesOf(look.get().colour);
    for (const name of worn) if (!shades.has(name)) style.removeProperty(name);
    for (const [name, value] of shades) style.setProperty(name, value);
    worn = [...shades.keys()];
  };
  put();
  look.subscribe(put);
}
