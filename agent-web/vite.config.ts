import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bundleBudget } from './vite/budget.ts';
import { compiledEarly } from './vite/compiled-early.ts';
import { leftOut } from './vite/left-out.ts';
import { loaderScript } from './vite/loader.ts';

/** Where `npm run dev` sends the pages' HTTP requests: a stack that `npm start` keeps running. */
const devApiUrl = process.env.WEFT_DEV_API_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), leftOut(), compiledEarly(), loaderScript(), bundleBudget()],
  appType: 'mpa',
  // An audio worklet is a module, and no classic script, while developing too.
  worker: { format: 'es' },
  server: { proxy: { '/v1': devApiUrl } },
  build: {
    target: 'es2023',
    // Worklets and wasm are loaded by URL: a data: URL would be refused by a content security policy.
    assetsInlineLimit: 0,
    // The sizes that count are printed and held to a budget by vite/budget.ts.
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        shop: 'shop/index.html',
        desk: 'desk/index.html',
        ops: 'ops/index.html',
        admin: 'admin/index.html',
        widget: 'widget/index.html',
      },
    },
  },
});
