/** Milliseconds between two reports. */
const PERIOD = 500;

const MEGABYTE = 1_000_000;

/** Turns bytes that come into sentences such as `fetching Terraform 1.11.4: 12 of 27 MB`, twice a second. */
export function progressOf(what: string, report: (text: string) => void): (received: number, total?: number) => void {
  let last = 0;
  return (received, total) => {
    const now = Date.now();
    if (now - last < PERIOD && received !== total) return;
    last = now;
    const of = total === undefined ? "" : ` of ${Math.ceil(total / MEGABYTE)}`;
    report(`${what}: ${Math.floor(received / MEGABYTE)}${of} MB`);
  };
}
