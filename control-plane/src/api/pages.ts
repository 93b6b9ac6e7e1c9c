import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Log } from '@weft/proto';
import { type PageHeaderOptions, pageHeaders } from './page-headers.ts';
import type { HttpServer } from './server.ts';

/** Where a visitor who asks for nothing in particular lands. */
const FRONT_PAGE = '/shop/';

/** What the pages are served from. */
export interface PagesOptions extends PageHeaderOptions {
  /** The built pages; empty = none are served. */
  readonly pagesDir: string;
  readonly log: Log;
}

/** Serves the built pages: shop, desk, ops, widget, the loader and their assets. */
export async function pageRoutes(
  server: HttpServer,
  { pagesDir, log, ...headers }: PagesOptions,
): Promise<void> {
  if (pagesDir === '') return;
  const root = resolve(pagesDir);
  if (!existsSync(join(root, 'shop', 'index.html'))) {
    log.warn({ pagesDir: root }, 'the pages are not built');
    return;
  }
  server.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect(FRONT_PAGE));
  await server.register(fastifyStatic, {
    root,
    index: 'index.html',
    // "/desk" leads to "/desk/", so that relative addresses in the page hold.
    redirect: true,
    dotfiles: 'ignore',
    schemaHide: true,
    // Caching is told by page-headers.ts.
    cacheControl: false,
    decorateReply: false,
    setHeaders: (reply, file) => {
      const path = `/${relative(root, file).split(sep).join('/')}`;
      for (const [name, value] of Object.entries(pageHeaders(path, headers))) reply.header(name, value);
    },
  });
}
