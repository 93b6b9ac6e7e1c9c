import type { Clock } from '@weft/proto';
import { SignJWT } from 'jose';
import { DemoAccount, FaultBody } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { ShopSecret } from './shop-secret.ts';

/** How long the demo shop's word is good. */
const LIFE_S = 3_600;

/** The demo shop's only customer. */
const LI_LEI = {
  sub: 'demo-li-lei',
  name: '李雷',
  level: 'gold',
  locale: 'zh-CN',
  email: 'li.lei@example.com',
  email_verified: true,
  phone_number: '+8613800135678',
  phone_number_verified: true,
} as const;

/**
 * What a shop's own server does, for the demo shop, which has none: says who is signed in there. Only where the
 * configuration says that there is a demo shop.
 */
export function demoShopRoutes(
  server: HttpServer,
  { secret, clock }: { readonly secret: ShopSecret; readonly clock: Clock },
): void {
  server.route({
    method: 'GET',
    url: '/v1/demo-shop/account',
    schema: {
      operationId: 'signInAtDemoShop',
      summary: "An account token of the demo shop's customer",
      tags: ['sessions'],
      response: { 200: DemoAccount, default: FaultBody },
    },
    handler: async () => {
      const issuedAtS = Math.floor(clock.now() / 1_000);
      const token = await new SignJWT(LI_LEI)
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt(issuedAtS)
        .setExpirationTime(issuedAtS + LIFE_S)
        .sign(secret.current);
      return { token, name: LI_LEI.name };
    },
  });
}
