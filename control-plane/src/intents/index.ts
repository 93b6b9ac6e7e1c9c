export { OTHER } from './document.ts';
export { type IntentDecision, IntentEngine } from './engine.ts';
export { type Labelled, readLabelled } from './labelled.ts';
export { seedDocument } from './seed.ts';
export { normalised } from './text.ts';
