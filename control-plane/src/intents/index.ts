export { OTHER } from './document.ts';
export { type IntentDecision, type IntentEngine, trainNow } from './engine.ts';
export { type Labelled, readLabelled } from './labelled.ts';
export { seedDocument } from './seed.ts';
export { normalised } from './text.ts';
