/** Errors that the provider itself makes. All others are the SDK's; `classify.ts` reads both. */

/** Nobody can be authenticated: `message` says what is wrong and what to do about it. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  /** `NoCredentials`, `ProfileUnknown`, `AssumeRoleDenied`, `NoRole`, or the cloud's code. */
  readonly code: string;
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** A region that is not enabled in the account answers that the (good) credentials are no good. */
export class RegionClosed extends Error {
  override readonly name = 'RegionClosed';
  readonly region: string;
  constructor(region: string, cause: unknown) {
    super(
      `the region ${region} does not accept credentials that work elsewhere: it is not enabled in this account`,
      {
        cause,
      },
    );
    this.region = region;
  }
}

/** A service has no address in a region whose other services answer: it is most likely not offered there. */
export class NoEndpoint extends Error {
  override readonly name = 'NoEndpoint';
  constructor(service: string, region: string, cause: unknown) {
    super(
      `${service} has no address in ${region}, where other services answer: it is most likely not offered there`,
      {
        cause,
      },
    );
  }
}

/** An answer that makes no sense for the operation asked: not its document, or none at all. */
export class UnreadableReply extends Error {
  override readonly name = 'UnreadableReply';
}
