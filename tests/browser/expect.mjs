// How a test says what it found.

/** Fails with everything that was found, one a line, in words that need no stack trace. */
export function expectNone(found, what) {
  if (found.length === 0) return;
  const failure = new Error(`${what}:\n${found.map((one) => `  - ${one}`).join("\n")}`);
  failure.stack = failure.message;
  throw failure;
}
