import { type Log, WeftError } from '@weft/proto';
import * as client from 'openid-client';

/** How long the provider may take for one answer, in seconds. */
const TIMEOUT_S = 5;

/** What is asked of the provider, and where its answer goes. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly claim: 'email' | 'preferred_username' | 'sub';
  /** Where the provider sends people back to; registered with it. */
  readonly redirectUri: string;
}

/** What ties the provider's answer to the browser that asked. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636. */
  readonly verifier: string;
}

/** An OpenID provider, by the authorization code flow with PKCE (OpenID Connect Core, section 3.1). */
export class IdentityProvider {
  readonly #settings: ProviderSettings;
  readonly #log: Log;
  #found: Promise<client.Configuration> | undefined;

  constructor(settings: ProviderSettings, log: Log) {
    this.#settings = settings;
    this.#log = log;
  }

  /** Where the person is to be sent, and what is to be kept until they are back. Throws UNAVAILABLE. */
  async begin(): Promise<{ readonly url: string; readonly attempt: Attempt }> {
    const configuration = await this.#discover();
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#settings.redirectUri,
      scope: { email: 'openid email', preferred_username: 'openid profile', sub: 'openid' }[
        this.#settings.claim
      ],
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, attempt };
  }

  /**
   * Who came back, by the claim that is asked for. `query` is what the provider
   * gave them along. Throws SIGN_IN_REFUSED when it is not to be believed or
   * names nobody, UNAVAILABLE when the provider does not answer.
   */
  async finish(query: string, attempt: Attempt): Promise<string> {
    const configuration = await this.#discover();
    const { redirectUri, claim } = this.#settings;
    try {
      const tokens = await client.authorizationCodeGrant(configuration, new URL(`${redirectUri}?${query}`), {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new WeftError('SIGN_IN_REFUSED', 'no ID token');
      // Providers may keep all but `sub` out of the token (section 5.4).
      const told =
        claims[claim] === undefined
          ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : claims;
      const name = told[claim];
      const proven = claim !== 'email' || told.email_verified === true;
      if (typeof name !== 'string' || name === '' || !proven)
        throw new WeftError('SIGN_IN_REFUSED', `the provider vouches for no ${claim}`);
      return name;
    } catch (error) {
      throw this.#told(error);
    }
  }

  /** Asked for once; after a failure, at the next try. */
  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const plain = new URL(issuer).protocol === 'http:';
    this.#found ??= client
      .discovery(new URL(issuer), clientId, undefined, client.ClientSecretBasic(clientSecret), {
        timeout: TIMEOUT_S,
        ...(plain ? { execute: [client.allowInsecureRequests] } : {}),
      })
      .catch((error: unknown) => {
        this.#found = undefined;
        throw this.#told(error);
      });
    return this.#found;
  }

  #told(error: unknown): WeftError {
    if (error instanceof WeftError) return error;
    this.#log.warn({ error: String(error) }, 'the identity provider refused, or did not answer');
    const refused =
      error instanceof client.AuthorizationResponseError ||
      (error instanceof client.ResponseBodyError && error.status < 500) ||
      (error instanceof client.ClientError && !LATE.has(error.code ?? ''));
    return new WeftError(refused ? 'SIGN_IN_REFUSED' : 'UNAVAILABLE', undefined, { cause: error });
  }
}

/** What ClientError says when nothing was answered, or not as a provider does. */
const LATE: ReadonlySet<string> = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM']);
