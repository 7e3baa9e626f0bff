import { pipFailure } from "../../../commands/python/pip-failure";

const say = (output: string, variables = {}) => pipFailure("pip", output, variables).message;

// What pip 23 and 25 print; real ones with a virtual environment are in environment.test.ts.
test.each([
  [
    "ERROR: Could not find a version that satisfies the requirement cffi==2.0.0 (from versions: none)\nERROR: No matching distribution found for cffi==2.0.0",
    /because https:\/\/pypi\.org has no cffi==2\.0\.0 for this Python on this machine \(\w+ \w+\), or does not answer: use Python 3\.10 to 3\.14/,
  ],
  [
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
    /because the disk is full: make room/,
  ],
  [
    "ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: '/a'",
    /because the file system is read-only: use/,
  ],
  [
    "WARNING: Retrying (Retry(total=4)) after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate in certificate chain'))': /simple/moto/\nERROR: No matching distribution found for moto==5.2.1",
    /because the certificate of https:\/\/pypi\.org is not trusted: name your network's certificate authority in PIP_CERT\.$/,
  ],
  [
    "Something new\nERROR: it is not known here",
    /could not be installed \(pip: ERROR: it is not known here\): mend that, or install/,
  ],
])("%s", (output, sentence) => {
  expect(say(output)).toMatch(sentence);
  expect(say(output)).not.toContain("\n");
});

test("a failure names the index that was asked, without the password in it", () => {
  const output = "ERROR: No matching distribution found for moto==5.2.1";
  expect(say(output, { PIP_INDEX_URL: "https://me:secret@pypi.example.org/simple" })).toContain(
    "https://pypi.example.org/simple has no",
  );
  expect(say(output, { PIP_NO_INDEX: "1", PIP_FIND_LINKS: "/wheels" })).toContain("because /wheels has no");
});
